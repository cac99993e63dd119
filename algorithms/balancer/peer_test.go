package balancer

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/smallnest/weighted"
	"github.com/stretchr/testify/require"
)

func TestSmoothWeightedAgreesWithAnotherImplementation(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		peer, ours, hosts := &weighted.SW{}, &SmoothWeighted{}, []Host{}
		for i := range random.IntN(8) + 1 {
			weight := random.Int64N(20) + 1
			peer.Add(i, int(weight))
			hosts = append(hosts, Host{Weight: weight, Ready: true})
		}
		for range 100 {
			require.Equal(t, peer.Next(), ours.Pick(hosts, 0, nil))
		}
	}
}

// BenchmarkBesideWeighted sets smooth weighted round-robin beside smallnest's.
func BenchmarkBesideWeighted(b *testing.B) {
	for _, n := range []int{3, 16} {
		peer, ours, hosts := &weighted.SW{}, &SmoothWeighted{}, []Host{}
		for i := range n {
			peer.Add(i, i+1)
			hosts = append(hosts, Host{Weight: int64(i + 1), Ready: true})
		}
		b.Run("ours/"+strconv.Itoa(n), func(b *testing.B) {
			for range b.N {
				ours.Pick(hosts, 0, nil)
			}
		})
		b.Run("smallnest/"+strconv.Itoa(n), func(b *testing.B) {
			for range b.N {
				peer.Next()
			}
		})
	}
}
