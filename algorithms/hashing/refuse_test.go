package hashing

import (
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestConstructorsSayWhatIsWrongAndWhatWouldBeRight(t *testing.T) {
	one := []Member{{Name: "a", Weight: 1}}
	layout := Layout{Points: 10}
	ring := func(l Layout, m ...Member) error { _, err := NewRing(l, m); return err }
	for want, err := range map[string]error{
		"hashing: 0 points for a weight of one: want 1 to 1048576":                                              ring(Layout{}),
		"hashing: member 1 is named \"a\": want a name that no other member has":                                ring(layout, one[0], one[0]),
		"hashing: member 0 is named \"\": want a name that no other member has":                                 ring(layout, Member{Weight: 1}),
		"hashing: member \"a\" has weight -1: want 0 to 1048576":                                                ring(layout, Member{Name: "a", Weight: -1}),
		"hashing: member \"a\" has weight 9223372036854775807: want 0 to 1048576":                               ring(layout, Member{Name: "a", Weight: math.MaxInt64}),
		"hashing: weights up to member \"a\" add up to 200000 with 10 points each: want at most 1048576 points": ring(layout, Member{Name: "a", Weight: 200_000}),
	} {
		require.EqualError(t, err, want)
	}
	_, err := NewWeightedRendezvous(XXHash64, []string{"a"}, []float64{math.NaN()})
	require.EqualError(t, err, `hashing: server "a" has weight NaN: want a finite number from 0`)
	for _, w := range []float64{-1, math.Inf(1), math.Inf(-1)} {
		_, err := NewWeightedRendezvous(XXHash64, []string{"a"}, []float64{w})
		require.ErrorContains(t, err, "want a finite number")
	}
	_, err = NewWeightedRendezvous(XXHash64, []string{"a"}, nil)
	require.ErrorContains(t, err, "1 names and 0 weights")
	_, err = NewWeightedRendezvous(XXHash64, []string{"a", "a"}, []float64{1, 1})
	require.ErrorContains(t, err, "no other server")
	for _, m := range []int{-1, 0, 1, 4, 65536, 5000077} {
		_, err = NewMaglev(one, m)
		require.ErrorContains(t, err, "want a prime up to")
	}
	_, err = NewMaglev(append(named("x", 3), one...), 3)
	require.ErrorContains(t, err, "4 members for a Maglev table of 3 places")
	_, err = NewMaglev([]Member{{Name: "a", Weight: -1}}, 7)
	require.ErrorContains(t, err, "weight -1")
	_, err = NewKetama([]Member{{Name: "a", Weight: -1}})
	require.ErrorContains(t, err, "weight -1")
	_, err = NewKetama(make([]Member, MaxPoints))
	require.ErrorContains(t, err, "is named")
	_, err = NewKetama(named("s", MaxPoints/160+1))
	require.ErrorContains(t, err, "want at most 6553")
	var slots SlotTable
	require.ErrorContains(t, slots.Assign(-1, 5, 0), "want a range within 0 to 16383")
	require.ErrorContains(t, slots.Assign(0, Slots, 0), "want a range")
	require.ErrorContains(t, slots.Assign(3, 2, 0), "want a range")
	require.ErrorContains(t, slots.Assign(0, 5, -1), "want a node")
	require.ErrorContains(t, slots.Spread(0), "want 1 to")
}

func TestBoundedLoadsRefuseImpossibleCaps(t *testing.T) {
	empty, err := NewRing(Layout{Points: 1}, nil)
	require.NoError(t, err)
	_, err = NewBounded(empty, 10, 5, 4)
	require.ErrorContains(t, err, "ring without points")
	ring, err := NewRing(Layout{Points: 1}, named("s", 2))
	require.NoError(t, err)
	for _, bad := range [][3]int64{{10, 3, 4}, {10, 5, 0}, {-1, 5, 4}, {math.MaxInt64, 5, 4}, {10, math.MaxInt64, 1}} {
		_, err = NewBounded(ring, bad[0], bad[1], bad[2])
		require.ErrorContains(t, err, "want")
	}
	_, err = LoadCap(1, 2, 1, 1, 1)
	require.ErrorContains(t, err, "weight 2 of 1")

	b, err := NewBounded(ring, 2, 1, 1)
	require.NoError(t, err)
	for range 2 {
		m, _ := b.Place(0)
		require.GreaterOrEqual(t, m, 0)
	}
	m, passed := b.Place(0)
	require.Equal(t, []int{-1, 2}, []int{m, passed}, "all full")
	require.False(t, b.Take(0))
	require.False(t, b.Take(-1))
	require.False(t, b.Take(2))
	require.True(t, b.Release(0))
	require.True(t, b.Take(0))
	require.False(t, b.Release(-1))
	require.False(t, b.Release(2))
}

func TestLookupsWithoutAnyServerAnswerMinusOne(t *testing.T) {
	ring, err := NewRing(Layout{Points: 3}, []Member{{Name: "idle"}})
	require.NoError(t, err)
	rendezvous, err := NewRendezvous(XXHash64, nil)
	require.NoError(t, err)
	idle, err := NewWeightedRendezvous(XXHash64, []string{"idle"}, []float64{0})
	require.NoError(t, err)
	maglev, err := NewMaglev([]Member{{Name: "idle"}}, 7)
	require.NoError(t, err)
	ketama, err := NewKetama([]Member{{Name: "idle"}})
	require.NoError(t, err)
	none, err := NewKetama(nil)
	require.NoError(t, err)
	var slots SlotTable

	for i, owner := range []int{Modulo(7, 0), Modulo(7, -1), int(Jump(7, 0)), int(Jump(7, -5)), int(KafkaPartition("k", 0)),
		int(KafkaPartition("k", -1)), ring.Owner("k"), (&Ring{}).Owner("k"), rendezvous.Owner("k"), idle.Owner("k"), maglev.Owner("k"),
		(&Maglev{}).Owner("k"), ketama.Owner("k"), none.Owner("k"), slots.Owner(3), slots.Owner(-1), slots.Owner(Slots)} {
		require.Equal(t, -1, owner, "number %d", i)
	}
	require.Empty(t, ring.Replicas(nil, 1, 3))
	require.Empty(t, rendezvous.Replicas(nil, 1, 3))
	require.Equal(t, []float64{0}, ring.Shares())
	require.False(t, ring.Remove("nobody"))
	require.Error(t, ring.Add(Member{Name: "idle"}))
	require.NoError(t, (&Ring{}).Add(Member{Name: "a", Weight: 1}), "a ring of no layout has no points")
	(&Maglev{}).Rebuild(nil)
}

func TestASingleServerOwnsTheWholeCircle(t *testing.T) {
	for _, points := range []int64{1, 7} {
		ring, err := NewRing(Layout{Points: points}, named("s", 1))
		require.NoError(t, err)
		require.Equal(t, []float64{1}, ring.Shares())
		require.Zero(t, ring.Locate(math.MaxUint64))
	}
}

func TestSlotsAreSpreadAsRedisCliDoesAndMovedByHand(t *testing.T) {
	var slots SlotTable
	require.NoError(t, slots.Spread(3))
	require.Equal(t, []int{0, 0, 1, 1, 2, 2}, []int{slots.Owner(0), slots.Owner(5460), slots.Owner(5461), slots.Owner(10922), slots.Owner(10923), slots.Owner(16383)})

	require.NoError(t, slots.Assign(0, 99, 3))

	require.Equal(t, 3, slots.Owner(99))
	require.Equal(t, 0, slots.Owner(100))
	for n := 1; n <= 50; n++ {
		require.NoError(t, slots.Spread(n))
		counts := make([]int, n)
		for i := range Slots {
			counts[slots.Owner(i)]++
		}
		for _, c := range counts {
			require.InDelta(t, float64(Slots)/float64(n), c, 1)
		}
	}
}

func TestModuloMovesAlmostEverything(t *testing.T) {
	moved := 0
	for i := range 10_000 {
		h := XXH64("user:"+strconv.Itoa(i), 0)
		if Modulo(h, 4) != Modulo(h, 5) {
			moved++
		}
	}
	require.InDelta(t, 8000, moved, 160, "4 to 5: n/(n+1)")
}

func FuzzEverything(f *testing.F) {
	f.Add([]byte{}, int64(0), int64(0), 0.0, 0)
	f.Add([]byte("a"), int64(1), int64(1), 1.0, 7)
	f.Add([]byte("aa"), int64(1), int64(3), math.NaN(), 65537)
	f.Add([]byte("abcdef"), int64(math.MinInt64), int64(100), -1.0, 251)
	f.Add([]byte("\x00\xff{}"), int64(math.MaxInt64), int64(math.MaxInt64), math.Inf(1), -1)
	f.Fuzz(func(t *testing.T, text []byte, weight, points int64, heavy float64, size int) {
		text = text[:min(len(text), 64)]
		var members []Member
		var weights []float64
		for i, b := range text {
			members = append(members, Member{Name: string([]byte{b}), Weight: weight>>(i%8) + int64(i), Zone: string(rune(b % 3))})
			weights = append(weights, heavy*float64(i))
		}
		key := string(text)
		check := func(i, n int) { require.True(t, i >= -1 && i < n) }
		if ring, err := NewRing(Layout{Points: points % 50}, members); err == nil {
			check(ring.Owner(key), len(members))
			ring.Replicas(nil, uint64(weight), int(points%5))
			ring.Shares()
			if b, err := NewBounded(ring, points, weight, 4); err == nil {
				m, _ := b.Place(uint64(size))
				check(m, len(members))
			}
			ring.Remove(key[:min(1, len(key))])
			check(ring.Owner(key), len(members))
		}
		if r, err := NewWeightedRendezvous(FNV1a64, names(members), weights); err == nil {
			check(r.Owner(key), len(members))
		}
		if g, err := NewMaglev(members, size%70_000); err == nil {
			check(g.Owner(key), len(members))
			g.Rebuild([]bool{true, false, true})
		}
		if k, err := NewKetama(members); err == nil {
			check(k.Owner(key), len(members))
		}
		check(int(Jump(uint64(weight), int32(size))), max(size, 0)+1<<31)
		check(int(KafkaPartition(text, int32(size))), 1<<31)
		require.Less(t, Slot(text), Slots)
	})
}
