package consistenthashing

import (
	"strconv"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/algorithms/hashing"
	"github.com/kookmin-msa-study/msalab/sim"
)

const (
	maxServers  = 12
	maxReplicas = 3
	maxWeight   = 3
	separator   = "#" // between a server's name and the number of its point
)

var serverNames = [maxServers]string{"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12"}

var zones = [3]string{"a", "b", "c"}

// zoneOf spreads the servers over three zones in turn.
func zoneOf(server int) string { return zones[server%len(zones)] }

// keyName is what key i is called: what is hashed, and what captions say.
func keyName(i int) string { return "user:" + strconv.Itoa(i) }

// keyHashes are the places of all keys. They never change, so checkpoints share them.
func keyHashes(n int) sim.Data {
	hashes := make(sim.Data, n)
	for i := range hashes {
		hashes[i] = int64(hashing.XXH64(keyName(i), 0))
	}
	return hashes
}

// settings are what shapes a placement besides the servers.
type settings struct{ mode, vnodes, replicas, factor int64 }

// effective leaves out what a mode does not look at: changing that changes nothing.
func effective(mode, vnodes, replicas, factor int64) settings {
	s := settings{mode: mode, replicas: replicas}
	if mode == modeRing || mode == modeBounded {
		s.vnodes = vnodes
	}
	if mode == modeBounded {
		s.factor = factor
	}
	return s
}

// weights says which servers take part: 0 is not.
type weights [maxServers]int8

// holders are the servers of one key, the owner first, one in each byte plus one.
type holders int64

func (h holders) server(i int) int { return int(h>>(8*i)&0xff) - 1 }

func (h holders) owner() int { return h.server(0) }

func (h *holders) add(i, server int) { *h |= holders(server+1) << (8 * i) }

// placement says where every key lives.
type placement struct {
	set        settings
	weights    weights
	ring       *hashing.Ring       // ring and ring-bounded
	rendezvous *hashing.Rendezvous // rendezvous
	members    []int8              // the server of each of the ring's or rendezvous' members
	seats      []int8              // mod-n and jump: servers in order, as often as they weigh
	table      sim.Data            // holders of each key; never changed once made
	counts     [maxServers]int64   // keys owned
	caps       [maxServers]int64   // ring-bounded: how many may be
	servers    int                 // taking part
	total      int64               // their weight
}

// place makes a placement from nothing. Joining in reverse must not matter.
func place(set settings, w weights, hashes sim.Data, reverse bool) *placement {
	p := &placement{set: set, weights: w}
	if p.onRing() {
		p.ring, _ = hashing.NewRing(hashing.Layout{Separator: separator, Points: set.vnodes}, nil)
		for i := range w {
			if reverse {
				i = maxServers - 1 - i
			}
			p.join(i)
		}
	}
	p.finish(hashes)
	return p
}

func (p *placement) onRing() bool { return p.set.mode == modeRing || p.set.mode == modeBounded }

// with returns the placement after a change of servers: the ring is not made anew,
// points are put in and taken out.
func (p *placement) with(w weights, hashes sim.Data) *placement {
	if !p.onRing() {
		return place(p.set, w, hashes, false)
	}
	next := &placement{set: p.set, weights: p.weights, ring: p.ring, members: p.members}
	for i := range w {
		if w[i] == next.weights[i] {
			continue
		}
		next.leave(i)
		next.weights[i] = w[i]
		next.join(i)
	}
	next.finish(hashes)
	return next
}

func (p *placement) join(i int) {
	if p.weights[i] == 0 {
		return
	}
	// The table of parameters keeps names, weights and points within what a ring takes.
	if err := p.ring.Add(hashing.Member{Name: serverNames[i], Weight: int64(p.weights[i]), Zone: zoneOf(i)}); err == nil {
		p.members = append(p.members, int8(i))
	}
}

func (p *placement) leave(i int) {
	if p.ring.Remove(serverNames[i]) {
		at := slices.Index(p.members, int8(i))
		p.members = slices.Delete(p.members, at, at+1)
	}
}

// finish fills the table.
func (p *placement) finish(hashes sim.Data) {
	for i, w := range p.weights {
		if w > 0 {
			p.servers++
			p.total += int64(w)
		}
		for range w {
			p.seats = append(p.seats, int8(i))
		}
	}
	if p.set.mode == modeRendezvous {
		p.scoreBoard()
	}
	p.table = make(sim.Data, len(hashes))
	if p.servers == 0 {
		return
	}
	var bounded *hashing.Bounded
	if p.set.mode == modeBounded {
		bounded, _ = p.bound(int64(len(hashes)))
		p.copyCaps(bounded)
	}
	scratch := make([]int, 0, maxServers)
	for key, h := range hashes {
		held := p.find(uint64(h), bounded, scratch)
		p.table[key] = int64(held)
		p.counts[held.owner()]++
	}
}

// scoreBoard sets up rendezvous with the servers that take part.
func (p *placement) scoreBoard() {
	var names []string
	var weight []float64
	even := true
	for i, w := range p.weights {
		even = even && w <= 1
		if w > 0 {
			names, weight, p.members = append(names, serverNames[i]), append(weight, float64(w)), append(p.members, int8(i))
		}
	}
	if even { // the same choice, without a logarithm for each
		p.rendezvous, _ = hashing.NewRendezvous(hashing.XXHash64, names)
		return
	}
	p.rendezvous, _ = hashing.NewWeightedRendezvous(hashing.XXHash64, names, weight)
}

// bound caps the ring's members for a total load.
func (p *placement) bound(load int64) (*hashing.Bounded, error) {
	return hashing.NewBounded(p.ring, load, p.set.factor, 100)
}

func (p *placement) copyCaps(b *hashing.Bounded) {
	for m, limit := range b.Caps() {
		p.caps[p.members[m]] = limit
	}
}

// find returns the servers of a key that hashes to h. In ring-bounded it takes
// room with the owner.
func (p *placement) find(h uint64, bounded *hashing.Bounded, scratch []int) (held holders) {
	n := int(min(p.set.replicas, int64(p.servers)))
	switch p.set.mode {
	case modeModulo:
		return p.seated(hashing.Modulo(h, len(p.seats)), n)
	case modeJump:
		return p.seated(int(hashing.Jump(h, int32(len(p.seats)))), n)
	case modeRendezvous:
		for i, m := range p.rendezvous.Replicas(scratch, h, n) {
			held.add(i, int(p.members[m]))
		}
		return held
	case modeRing:
		for i, m := range p.ring.Replicas(scratch, h, n) {
			held.add(i, int(p.members[m]))
		}
		return held
	}
	owner, _ := bounded.Place(h)
	held.add(0, int(p.members[owner]))
	if n == 1 {
		return held
	}
	at := 1
	for _, m := range p.ring.Replicas(scratch, h, min(n+1, p.servers)) {
		if m != owner && at < n {
			held.add(at, int(p.members[m]))
			at++
		}
	}
	return held
}

// seated takes the server of a seat, and of the seats after it for replicas.
func (p *placement) seated(seat, n int) (held holders) {
	for found, before := 0, -1; found < n; seat++ {
		server := int(p.seats[seat%len(p.seats)])
		if server != before {
			held.add(found, server)
			found++
		}
		before = server
	}
	return held
}
