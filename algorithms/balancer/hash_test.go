package balancer

import (
	"fmt"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// owners asks for the first n keys.
func owners(p Picker, hosts []Host, n int) []int {
	out := make([]int, n)
	for key := range out {
		out[key] = p.Pick(hosts, uint64(key), nil)
	}
	return out
}

func TestModuloHashMovesOnlyTheKeysOfTheHostThatWentDown(t *testing.T) {
	p, hosts := &HashModulo{}, ready(1, 2, 1, 3)
	before := owners(p, hosts, 2000)

	hosts[1].Ready = false
	after := owners(p, hosts, 2000)

	for key := range before {
		if before[key] != 1 {
			require.Equal(t, before[key], after[key])
		}
		require.NotEqual(t, 1, after[key])
	}
}

func TestModuloHashGoesRoundADownHostAsNginxWritesIt(t *testing.T) {
	part := func(text string) int { return int(crc32.ChecksumIEEE([]byte(text)) >> 16 & 0x7fff) }
	tries := map[int]int{}
	for _, weight := range []int{2, 23} {
		p, hosts := &HashModulo{}, ready(int64(weight), 1, 1)
		hosts[0].Ready = false
		owner := func(sum int) int { return max(sum%(weight+2)-weight+1, 0) } // the weights laid end to end
		for k := range 600 {
			key := fmt.Sprintf("client-%d", k)
			sum, attempt := part(key), 0
			for owner(sum) == 0 && attempt < 20 {
				attempt++
				sum += part(fmt.Sprint(attempt) + key)
			}

			got := p.PickText(hosts, []byte(key))

			if owner(sum) == 0 { // given up
				require.Equal(t, 21, p.Rehashed())
				continue
			}
			require.Equal(t, owner(sum), got, key)
			require.Equal(t, attempt, p.Rehashed(), key)
			tries[attempt]++
		}
	}
	require.Positive(t, tries[20], "the twentieth counts")
}

func TestModuloHashGivesUpAfterTwentyTriesAndTakesTurns(t *testing.T) {
	p, hosts := &HashModulo{}, ready(1<<30, 1, 1) // no sum of hashes reaches the last two
	hosts[0].Ready = false
	require.Equal(t, []int{1, 2, 1, 2}, owners(p, hosts, 4))
}

func TestModuloHashMovesMostKeysWhenAHostIsAddedAndTheRingFew(t *testing.T) {
	names := []string{"a:1", "b:1", "c:1", "d:1", "e:1", "f:1", "g:1", "h:1", "i:1", "j:1"}
	ring, err := NewHashConsistent(names, []int64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1})
	require.NoError(t, err)
	ten, eleven := ready(1, 1, 1, 1, 1, 1, 1, 1, 1, 1), ready(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
	modulo := &HashModulo{}
	moduloBefore, ringBefore := owners(modulo, ten, 4000), owners(ring, ten, 4000)

	require.NoError(t, ring.Add("k:1", 1))
	moduloAfter, ringAfter := owners(modulo, eleven, 4000), owners(ring, eleven, 4000)

	moved := func(a, b []int) (n int) {
		for key := range a {
			if a[key] != b[key] {
				n++
			}
		}
		return n
	}
	require.InDelta(t, 4000*10/11, moved(moduloBefore, moduloAfter), 80)
	require.InDelta(t, 4000/11, moved(ringBefore, ringAfter), 150)
	for key := range ringBefore {
		if ringBefore[key] != ringAfter[key] {
			require.Equal(t, 10, ringAfter[key], "moved keys land on the new host")
		}
	}
	ring.Remove(10)
	require.Equal(t, ringBefore, owners(ring, ten, 4000))
}

func TestRemovingAHostFromTheRingMovesOnlyItsKeys(t *testing.T) {
	ring, err := NewHashConsistent([]string{"a", "b", "c", "d"}, []int64{1, 1, 2, 1})
	require.NoError(t, err)
	before := owners(ring, ready(1, 1, 2, 1), 3000)

	ring.Remove(1)
	ring.Remove(-1)
	ring.Remove(7)
	after := owners(ring, ready(1, 2, 1), 3000)

	was := []int{0, 2, 3} // the old index of each new one
	for key := range before {
		if before[key] != 1 {
			require.Equal(t, before[key], was[after[key]])
		}
	}
}

func TestAKeyExactlyOnAPointBelongsToThatPoint(t *testing.T) {
	names := []string{"a", "b", "c", "d"}
	ring, err := NewHashConsistent(names, []int64{1, 1, 1, 1})
	require.NoError(t, err)
	for i, name := range names {
		// A host's first point is the crc32 of its name and five zero bytes.
		key := []byte(name + "\x00\x00\x00\x00\x00")
		require.Equal(t, i, ring.PickText(ready(1, 1, 1, 1), key))
	}
}

func TestAHostThatIsNotOnTheRingGetsNothing(t *testing.T) {
	ring, err := NewHashConsistent([]string{"a"}, []int64{1})
	require.NoError(t, err)
	require.NotContains(t, owners(ring, ready(1, 1), 200), 1)
	require.Equal(t, -1, ring.Pick(ready(0, 1), 5, nil))
	empty, err := NewHashConsistent(nil, nil)
	require.NoError(t, err)
	require.Equal(t, -1, empty.Pick(ready(1), 5, nil))
}

func TestARingThatMakesNoSenseIsAnErrorThatNamesTheHost(t *testing.T) {
	cases := []struct {
		names   []string
		weights []int64
		says    string
	}{
		{[]string{"a", "b"}, []int64{1}, "2 names and 1 weights"},
		{[]string{"a", ""}, []int64{1, 1}, `host 1 is named ""`},
		{[]string{"a", "a"}, []int64{1, 1}, `host 1 is named "a"`},
		{[]string{"a"}, []int64{-1}, `"a" has weight -1`},
		{[]string{"a"}, []int64{1 << 62}, `"a" has weight`},
		{[]string{"a", "b"}, []int64{MaxRingWeight, 1}, "add up to 8193"},
	}
	for _, c := range cases {
		_, err := NewHashConsistent(c.names, c.weights)
		require.ErrorContains(t, err, c.says)
	}
	ring, err := NewHashConsistent([]string{"a"}, []int64{1})
	require.NoError(t, err)
	require.Error(t, ring.Add("a", 1))
	require.Equal(t, 0, ring.Pick(ready(1), 9, nil), "a refused host leaves the ring as it was")
}

func TestPortsAndSocketPathsAreCutAsNginxDoes(t *testing.T) {
	for name, want := range map[string]string{
		"10.0.0.1:80": "10.0.0.1|80", "web": "web|", "web:": "web|", "a:b": "a:b|",
		"[::1]:8080": "[::1]|8080", "unix:/run/a.sock": "/run/a.sock|", "UNIX:/x:1": "/x:1|",
	} {
		host, port := splitPort(name)
		require.Equal(t, want, strings.Join([]string{host, port}, "|"), name)
	}
}
