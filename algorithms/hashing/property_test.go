package hashing

import (
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"
	"pgregory.net/rapid"
)

// membersOf draws up to twelve members with different names, weights from 0 to 3
// and up to three zones.
func membersOf(t *rapid.T) []Member {
	picked := rapid.SliceOfNDistinct(rapid.IntRange(0, 30), 1, 12, rapid.ID[int]).Draw(t, "members")
	members := make([]Member, len(picked))
	for i, n := range picked {
		members[i] = Member{Name: "s" + strconv.Itoa(n), Weight: rapid.Int64Range(0, 3).Draw(t, "weight"),
			Zone: rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "zone")}
	}
	return members
}

func layoutOf(t *rapid.T) Layout {
	return Layout{Function: Function(rapid.IntRange(0, 2).Draw(t, "function")), Separator: rapid.SampledFrom([]string{"", "_", "#"}).Draw(t, "separator"),
		Points: rapid.Int64Range(1, 40).Draw(t, "points")}
}

// slowOwner is the definition of a ring: of all points the one with the smallest
// clockwise distance from the key, of two at one place the smaller name.
func slowOwner(layout Layout, members []Member, hash uint64) string {
	best, distance := "", uint64(math.MaxUint64)
	for _, m := range members {
		for i := range m.Weight * layout.Points {
			d := layout.Function.Sum(m.Name+layout.Separator+strconv.FormatInt(i, 10)) - hash
			if d < distance || d == distance && (best == "" || m.Name < best) {
				best, distance = m.Name, d
			}
		}
	}
	return best
}

func ownerName(members []Member, i int) string {
	if i < 0 {
		return ""
	}
	return members[i].Name
}

func TestTheRingAgreesWithItsSlowTwinInAnyOrderAndAfterAnyChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		layout, members := layoutOf(t), membersOf(t)
		r, err := NewRing(layout, members[:1])
		require.NoError(t, err)
		for _, m := range members[1:] {
			require.NoError(t, r.Add(m))
		}
		if len(members) > 2 {
			i := rapid.IntRange(0, len(members)-1).Draw(t, "removed")
			require.True(t, r.Remove(members[i].Name))
			if rapid.Bool().Draw(t, "back") {
				require.NoError(t, r.Add(members[i]))
			} else {
				members = slices.Delete(slices.Clone(members), i, i+1)
			}
		}
		fresh, err := NewRing(layout, members)
		require.NoError(t, err)

		for range 20 {
			hash := rapid.Uint64().Draw(t, "hash")
			if len(r.Points()) > 0 && rapid.Bool().Draw(t, "at a point") {
				hash = r.Points()[hash%uint64(len(r.Points()))].Hash + rapid.Uint64Range(0, 2).Draw(t, "beside") - 1
			}
			want := slowOwner(layout, members, hash)
			require.Equal(t, want, ownerName(r.Members(), r.Locate(hash)))
			require.Equal(t, want, ownerName(members, fresh.Locate(hash)))
		}
	})
}

// slowReplicas walks the points and gathers, first across zones, then anyhow.
func slowReplicas(r *Ring, hash uint64, n int) []int {
	var walk []int
	for i := range r.Points() {
		m := int(r.Points()[(r.Search(hash)+i)%len(r.Points())].Member)
		if !slices.Contains(walk, m) {
			walk = append(walk, m)
		}
	}
	chosen, zones := []int{}, map[string]bool{}
	for _, m := range walk {
		if zone := r.Members()[m].Zone; len(chosen) < n && (zone == "" || !zones[zone]) {
			chosen, zones[zone] = append(chosen, m), true
		}
	}
	for _, m := range walk {
		if len(chosen) < n && !slices.Contains(chosen, m) {
			chosen = append(chosen, m)
		}
	}
	return chosen
}

func TestReplicasAreDistinctServersAcrossZonesAsFarAsThereAreAny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, err := NewRing(layoutOf(t), membersOf(t))
		require.NoError(t, err)
		n, hash := rapid.IntRange(-1, 14).Draw(t, "n"), rapid.Uint64().Draw(t, "hash")

		got := r.Replicas([]int{}, hash, n)

		require.Equal(t, slowReplicas(r, hash, n), got)
		holders := 0
		for _, m := range r.Members() {
			if m.Weight > 0 {
				holders++
			}
		}
		require.Len(t, got, max(min(n, holders), 0))
		if len(got) > 0 {
			require.Equal(t, r.Locate(hash), got[0])
		}
	})
}

func TestOnARingOnlyKeysOfTheServerThatComesOrGoesMove(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, err := NewRing(layoutOf(t), membersOf(t))
		require.NoError(t, err)
		hashes := rapid.SliceOfN(rapid.Uint64(), 50, 50).Draw(t, "keys")
		before := make([]string, len(hashes))
		for i, h := range hashes {
			before[i] = ownerName(r.Members(), r.Locate(h))
		}

		require.NoError(t, r.Add(Member{Name: "new", Weight: 2}))
		for i, h := range hashes {
			now := ownerName(r.Members(), r.Locate(h))
			require.True(t, now == before[i] || now == "new")
		}
		require.True(t, r.Remove("new"))
		for i, h := range hashes {
			require.Equal(t, before[i], ownerName(r.Members(), r.Locate(h)), "back where it was")
		}
	})
}

func TestBoundedLoadsNeverBreakTheirCapsAndAlwaysFindRoom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ring, err := NewRing(layoutOf(t), append(membersOf(t), Member{Name: "one", Weight: 1}))
		require.NoError(t, err)
		keys := rapid.Int64Range(0, 300).Draw(t, "keys")
		b, err := NewBounded(ring, keys, rapid.Int64Range(100, 300).Draw(t, "percent"), 100)
		require.NoError(t, err)
		for key := range keys {
			m, passed := b.Place(Mix(uint64(key)))
			require.GreaterOrEqual(t, m, 0)
			require.Less(t, passed, len(ring.Points()))
			if passed == 0 {
				require.Equal(t, ring.Locate(Mix(uint64(key))), m)
			}
			require.LessOrEqual(t, b.Loads()[m], b.Caps()[m])
		}
		for m, n := range b.Loads() {
			for range n {
				require.True(t, b.Release(m))
			}
			require.False(t, b.Release(m))
		}
	})
}

func TestTheCapOfALoadIsExact(t *testing.T) {
	limit, err := LoadCap(100, 1, 5, 11, 10)
	require.NoError(t, err)
	require.EqualValues(t, 22, limit, "in floats the ceiling of 1.1·100/5 is 23")
	rapid.Check(t, func(t *rapid.T) {
		den, total := rapid.Int64Range(1, 1000).Draw(t, "den"), rapid.Int64Range(1, 1000).Draw(t, "total")
		num, weight := rapid.Int64Range(den, 2000).Draw(t, "num"), rapid.Int64Range(0, total).Draw(t, "weight")
		load := rapid.Int64Range(0, 100_000).Draw(t, "load")
		got, err := LoadCap(load, weight, total, num, den)
		require.NoError(t, err)
		require.GreaterOrEqual(t, got*den*total, num*load*weight)
		require.Less(t, (got-1)*den*total, num*load*weight+1)
	})
	most, err := LoadCap(MaxLoad, MaxPoints, MaxPoints, maxFactor, 1)
	require.NoError(t, err)
	require.EqualValues(t, int64(MaxLoad)*maxFactor, most)
}

func TestJumpMovesKeysOnlyIntoTheNewBucket(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hash, n := rapid.Uint64().Draw(t, "hash"), rapid.Int32Range(1, 100_000).Draw(t, "n")
		before, after := Jump(hash, n), Jump(hash, n+1)
		require.True(t, before >= 0 && before < n)
		require.True(t, after == before || after == n)
	})
}

func TestRendezvousMovesOnlyKeysOfTheServerThatChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		members := membersOf(t)
		list, weights := names(members), make([]float64, len(members))
		for i := range weights {
			weights[i] = rapid.Float64Range(0, 100).Draw(t, "weight")
		}
		r, err := NewWeightedRendezvous(XXHash64, list, weights)
		require.NoError(t, err)
		changed := rapid.IntRange(0, len(list)-1).Draw(t, "changed")
		heavier := slices.Clone(weights)
		heavier[changed] = weights[changed]*2 + 1
		more, err := NewWeightedRendezvous(XXHash64, list, heavier)
		require.NoError(t, err)
		for range 30 {
			hash := rapid.Uint64().Draw(t, "hash")
			if now := more.Locate(hash); now != r.Locate(hash) {
				require.Equal(t, changed, now)
			}
		}
	})
}

func TestRendezvousIgnoresTheOrderAndEqualWeightsChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := names(membersOf(t))
		turned := rapid.Permutation(list).Draw(t, "order")
		plain, err := NewRendezvous(FNV1a64, list)
		require.NoError(t, err)
		other, err := NewRendezvous(FNV1a64, turned)
		require.NoError(t, err)
		equal := make([]float64, len(list))
		for i := range equal {
			equal[i] = 2.5
		}
		weighted, err := NewWeightedRendezvous(FNV1a64, list, equal)
		require.NoError(t, err)
		for range 20 {
			hash := rapid.Uint64().Draw(t, "hash")
			n := rapid.IntRange(0, 13).Draw(t, "n")
			got := plain.Replicas([]int{}, hash, n)
			require.Equal(t, got, weighted.Replicas([]int{}, hash, n))
			require.Len(t, got, min(n, len(list)))
			if n > 0 {
				require.Equal(t, plain.Locate(hash), got[0])
				require.Equal(t, list[got[0]], turned[other.Locate(hash)])
			}
		}
	})
}

func TestWeightedRendezvousSharesAreTheWeights(t *testing.T) {
	weights := []float64{1, 2, 0, 5, 0.5}
	r, err := NewWeightedRendezvous(XXHash64, []string{"a", "b", "c", "d", "e"}, weights)
	require.NoError(t, err)
	counts, n := make([]float64, len(weights)), 100_000
	s := splitmix{801}

	for range n {
		counts[r.Locate(s.next())]++
	}

	for i, w := range weights {
		p := w / 8.5
		require.InDelta(t, p, counts[i]/float64(n), 4*math.Sqrt(p*(1-p)/float64(n)))
	}
}

func TestTheLogarithmAgreesWithPackageMath(t *testing.T) {
	require.Zero(t, lnUnit(1))
	s := splitmix{7}
	for range 200_000 {
		u := (float64(s.next()>>12) + 0.5) * 0x1p-52
		for _, x := range []float64{u, u * 0x1p-20, 1 - u*0x1p-30} {
			require.InEpsilon(t, math.Log(x), lnUnit(x), 1e-15, "ln %v", x)
		}
	}
}

func TestMaglevTablesAreFullAndEvenWhateverIsDown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "n")
		g, err := NewMaglev(named("m", n), rapid.SampledFrom([]int{23, 101, 1009}).Draw(t, "size"))
		require.NoError(t, err)
		down := rapid.SliceOfN(rapid.Bool(), 0, 25).Draw(t, "down")

		g.Rebuild(down)

		counts, up := make([]int, n), 0
		for i := range n {
			if i >= len(down) || !down[i] {
				up++
			}
		}
		for _, i := range g.Table() {
			if up == 0 {
				require.EqualValues(t, -1, i)
				continue
			}
			require.True(t, int(i) >= len(down) || !down[i])
			counts[i]++
		}
		for i, c := range counts {
			if up > 0 && (i >= len(down) || !down[i]) {
				require.True(t, c == len(g.Table())/up || c == (len(g.Table())+up-1)/up)
			}
		}
	})
}

func TestMaglevDisruptionIsSmall(t *testing.T) {
	for _, n := range []int{10, 100} {
		g, err := NewMaglev(named("backend-", n), MaglevSmall)
		require.NoError(t, err)
		before := slices.Clone(g.Table())
		down := make([]bool, n)
		down[n/2] = true

		g.Rebuild(down)

		others := 0
		for i, was := range before {
			if was != int32(n/2) && g.Table()[i] != was {
				others++
			}
		}
		share := float64(others) / MaglevSmall
		require.True(t, share > 0.001 && share < 0.03, "%d members: %.3f of the table changed needlessly", n, share)
	}
}

func TestMaglevWeightsGiveShares(t *testing.T) {
	g, err := NewMaglev([]Member{{Name: "a", Weight: 1}, {Name: "b", Weight: 2}, {Name: "c", Weight: 0}, {Name: "d", Weight: 5}}, MaglevSmall)
	require.NoError(t, err)
	counts := make([]float64, 4)
	for _, i := range g.Table() {
		counts[i]++
	}
	for i, want := range []float64{1. / 8, 2. / 8, 0, 5. / 8} {
		require.InDelta(t, want, counts[i]/MaglevSmall, 0.001)
	}
}
