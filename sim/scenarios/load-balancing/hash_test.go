package loadbalancing

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

func TestClientAddressesAreOfOneLengthAndFourShareANetwork(t *testing.T) {
	seen, nets := map[string]bool{}, map[uint32]int{}
	for who := range int64(maxClients) {
		text := string(appendAddress(nil, address(who)))
		require.Len(t, text, len("10.100.100.1"))
		seen[text] = true
		nets[address(who)>>8]++
	}
	require.Len(t, seen, maxClients)
	require.Len(t, nets, maxClients/4)
	require.Equal(t, "10.100.100.1", string(appendAddress(nil, address(0))))
	require.Equal(t, "10.102.149.4", string(appendAddress(nil, address(maxClients-1))))
}

// owners runs until an instant and returns which server each client was sent to last.
func owners(t *testing.T, r *sim.Run, from, to sim.Time) map[int64]sim.NodeID {
	t.Helper()
	until(t, r, from)
	out := map[int64]sim.NodeID{}
	for r.Now() < to && r.Step() {
		if rec, _ := r.Last(); rec.Kind == kForward {
			out[rec.C] = rec.Node
		}
	}
	return out
}

// What nginx does when one of four equal servers is lost: with the plain hash one
// neighbour inherits all its clients, with ip_hash they are shared, by networks, and
// nobody else moves.
func TestWhoInheritsTheClientsOfALostServer(t *testing.T) {
	for _, c := range []struct {
		policy      string
		least, most int
	}{{"hash", 1, 1}, {"ip-hash", 2, 3}} {
		for lost := range 4 {
			r, m := startOpen(t, "equal", 1, measured, "policy="+c.policy, "clients=400", "healthInterval=500", "10s:crash("+serverNames[lost]+")")
			before := owners(t, r, 0, 10*sim.Second)
			after := owners(t, r, 12*sim.Second, 22*sim.Second)
			heirs, moved := map[sim.NodeID]int{}, 0
			for who, at := range before {
				now, ok := after[who]
				if !ok {
					continue
				}
				if at != m.lb.node(lost) {
					require.Equal(t, at, now, "%s: client %d does not move", c.policy, who)
					continue
				}
				heirs[now]++
				moved++
			}
			require.Greater(t, moved, 50)
			require.GreaterOrEqual(t, len(heirs), c.least, c.policy)
			require.LessOrEqual(t, len(heirs), c.most, c.policy)
		}
	}
}

func TestEverybodyInOneNetworkSharesAServerUnderIPHash(t *testing.T) {
	shared := func(policy string) bool {
		r, _ := startOpen(t, "equal", 1, measured, "policy="+policy)
		all := owners(t, r, 0, 20*sim.Second)
		require.Len(t, all, 100)
		for who, at := range all {
			if at != all[(who-1)/4*4+1] {
				return false
			}
		}
		return true
	}
	require.True(t, shared("ip-hash"))
	require.False(t, shared("hash"))
}

func TestTheSentenceOfAHashSaysWhoInherits(t *testing.T) {
	for policy, c := range map[string]struct {
		own, heir sim.Note
		says      string
	}{
		"hash":    {nHashed, nHashedAgain, "one neighbour gets all"},
		"ip-hash": {nIPHashed, nIPHashedAgain, "A lost server's networks spread over the others"},
	} {
		r, _ := startOpen(t, "equal", 1, measured, "policy="+policy, "healthInterval=500", "2s:crash(s1)")
		at, _ := said(t, r, c.own, sim.Second)
		require.Less(t, at, sim.Second, policy)
		at, _ = said(t, r, c.heir, 5*sim.Second)
		require.Greater(t, at, 2500*sim.Millisecond, policy)
		require.Less(t, at, 5*sim.Second, policy)
		rec, _ := r.Last()
		require.Contains(t, r.Caption(rec, sim.EN).Plain(), c.says)
	}
}
