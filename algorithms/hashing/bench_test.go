package hashing

import (
	"sort"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

func ringOf(t testing.TB, n int, points int64) *Ring {
	r, err := NewRing(Layout{Separator: "_", Points: points}, named("s", n))
	require.NoError(t, err)
	return r
}

func TestLookupsAllocateNothing(t *testing.T) {
	ring := ringOf(t, 10, 100)
	bounded, err := NewBounded(ring, MaxLoad, 5, 4)
	require.NoError(t, err)
	plain, err := NewRendezvous(XXHash64, names(named("s", 10)))
	require.NoError(t, err)
	weighted, err := NewWeightedRendezvous(XXHash64, []string{"a", "b"}, []float64{1, 2})
	require.NoError(t, err)
	maglev, err := NewMaglev(named("s", 10), 1009)
	require.NoError(t, err)
	ketama, err := NewKetama(named("s", 10))
	require.NoError(t, err)
	dst := make([]int, 0, 3)
	sum := 0
	for name, lookup := range map[string]func(){
		"ring": func() { sum += ring.Owner("user:7312") }, "replicas": func() { dst = ring.Replicas(dst[:0], 7, 3) },
		"bounded": func() { m, _ := bounded.Place(7); sum += m }, "jump": func() { sum += int(Jump(7, 10)) },
		"rendezvous": func() { sum += plain.Owner("user:7312"); dst = plain.Replicas(dst[:0], 7, 3) },
		"weighted":   func() { sum += weighted.Owner("user:7312") }, "maglev": func() { sum += maglev.Owner("user:7312") },
		"ketama": func() { sum += ketama.Owner("user:7312") }, "slot": func() { sum += Slot("{user}:7312") },
		"kafka": func() { sum += int(KafkaPartition("user:7312", 12)) }, "murmur": func() { sum += int(Murmur64.Sum("user:7312")) },
	} {
		require.Zero(t, testing.AllocsPerRun(100, lookup), name)
	}
	require.NotZero(t, sum)
}

// naiveRing is what a first version looks like: a sorted slice of hashes beside a
// map from hash to name, searched with sort.Search.
type naiveRing struct {
	hashes []uint64
	owner  map[uint64]string
}

func newNaive(r *Ring) *naiveRing {
	n := &naiveRing{owner: map[uint64]string{}}
	for _, p := range r.Points() {
		n.hashes = append(n.hashes, p.Hash)
		n.owner[p.Hash] = r.Members()[p.Member].Name
	}
	return n
}

func (n *naiveRing) locate(hash uint64) string {
	i := sort.Search(len(n.hashes), func(i int) bool { return n.hashes[i] >= hash })
	if i == len(n.hashes) {
		i = 0
	}
	return n.owner[n.hashes[i]]
}

var sink int

// BenchmarkRing sets a lookup beside its naive peer and beside the scan that
// defines it.
func BenchmarkRing(b *testing.B) {
	for _, points := range []int64{10, 100, 500} {
		r := ringOf(b, 10, points)
		naive := newNaive(r)
		b.Run("points="+strconv.FormatInt(10*points, 10)+"/ring", func(b *testing.B) {
			for i := range b.N {
				sink += r.Locate(Mix(uint64(i)))
			}
		})
		b.Run("points="+strconv.FormatInt(10*points, 10)+"/naive", func(b *testing.B) {
			for i := range b.N {
				sink += len(naive.locate(Mix(uint64(i))))
			}
		})
		b.Run("points="+strconv.FormatInt(10*points, 10)+"/scan", func(b *testing.B) {
			for i := range b.N {
				hash, best := Mix(uint64(i)), Point{}
				distance := ^uint64(0)
				for _, p := range r.points {
					if p.Hash-hash <= distance {
						distance, best = p.Hash-hash, p
					}
				}
				sink += int(best.Member)
			}
		})
	}
}

// BenchmarkReplicas asks for more replicas than there are zones, beside the walk
// that gathers everybody first.
func BenchmarkReplicas(b *testing.B) {
	members := named("s", 12)
	for i := range members {
		members[i].Zone = []string{"a", "b", "c"}[i%3]
	}
	r, _ := NewRing(Layout{Separator: "_", Points: 100}, members)
	b.Run("ring", func(b *testing.B) {
		dst := make([]int, 0, 4)
		for i := range b.N {
			dst = r.Replicas(dst[:0], Mix(uint64(i)), 4)
		}
		sink += len(dst)
	})
	b.Run("naive", func(b *testing.B) {
		for i := range b.N {
			sink += len(slowReplicas(r, Mix(uint64(i)), 4))
		}
	})
}

// BenchmarkMethods sets the methods beside each other with ten servers.
func BenchmarkMethods(b *testing.B) {
	ring := ringOf(b, 10, 100)
	plain, _ := NewRendezvous(XXHash64, names(named("s", 10)))
	weighted, _ := NewWeightedRendezvous(XXHash64, names(named("s", 10)), []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
	maglev, _ := NewMaglev(named("s", 10), MaglevSmall)
	for _, m := range []struct {
		name   string
		locate func(uint64) int
	}{
		{"modulo", func(h uint64) int { return Modulo(h, 10) }}, {"ring", ring.Locate},
		{"jump", func(h uint64) int { return int(Jump(h, 10)) }},
		{"rendezvous", plain.Locate}, {"weighted", weighted.Locate}, {"maglev", maglev.Locate},
	} {
		b.Run(m.name, func(b *testing.B) {
			for i := range b.N {
				sink += m.locate(Mix(uint64(i)))
			}
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	b.Run("new", func(b *testing.B) {
		for range b.N {
			sink += len(ringOf(b, 10, 100).points)
		}
	})
	b.Run("add", func(b *testing.B) {
		r := ringOf(b, 9, 100)
		for range b.N {
			_ = r.Add(Member{Name: "new", Weight: 1})
			r.Remove("new")
		}
	})
	b.Run("maglev", func(b *testing.B) {
		for range b.N {
			g, _ := NewMaglev(named("s", 10), MaglevSmall)
			sink += len(g.table)
		}
	})
}

// The number pinned here was the same on amd64 (with and without FMA), arm64 and
// js/wasm: placements are part of recorded runs.
func TestPlacementsAreTheSameOnEveryProcessor(t *testing.T) {
	ring := ringOf(t, 7, 33)
	weighted, err := NewWeightedRendezvous(Murmur64, names(named("s", 7)), []float64{1, 2, 3, 0.1, 5, 1e-9, 7.7})
	require.NoError(t, err)
	maglev, err := NewMaglev(named("s", 7), 1009)
	require.NoError(t, err)
	ketama, err := NewKetama(named("s", 7))
	require.NoError(t, err)
	digest := uint64(0)
	add := func(n int) { digest = Mix(digest ^ uint64(int64(n))) }

	for i := range 20_000 {
		key := strconv.Itoa(i)
		add(ring.Owner(key))
		add(weighted.Owner(key))
		add(maglev.Owner(key))
		add(ketama.Owner(key))
		add(int(Jump(XXH64(key, 9), 1000)))
	}

	require.Equal(t, uint64(0x902b15e398d4ecf1), digest)
}
