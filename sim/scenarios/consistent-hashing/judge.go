package consistenthashing

import (
	"math"

	"github.com/kookmin-msa-study/msalab/sim"
)

// change is what one new placement did.
type change struct {
	at        sim.Time
	table     sim.Data // before it
	before    weights
	after     weights
	changed   bool  // the settings are others, not only the servers
	keys      int64 // all there are
	moved     int64 // whose owner is another
	strayed   int64 // moved, but neither to a server that came nor from one that left
	receivers int64 // servers that got any
	server    int   // the first one that came or left; -1
	joined    bool  // it came, or grew
}

// judge looks at every placement from outside: what moved, and whether the laws of
// placement hold. It costs time only when the placement changes.
type judge struct {
	hashes  sim.Data
	last    *placement
	change  change
	badKeys int64 // without exactly min(replicas, servers) distinct servers
	unlike  int64 // keys that a placement made from nothing puts elsewhere
	over    int64 // servers above their cap of keys
	fullest int   // the fullest server by keys over cap
	spread  int64 // relative standard deviation of keys by weight, in ppm
	peak    int64 // the fullest over the mean, by weight, in ppm
}

// minimal reports whether law I2 speaks of a mode: where it is promised, and mod-n,
// where everybody hopes for it.
func minimal(mode int64) bool {
	return mode == modeRing || mode == modeRendezvous || mode == modeModulo
}

// look takes note of a new placement.
func (j *judge) look(at sim.Time, p *placement) {
	if j.last != nil {
		j.compare(at, p)
	}
	j.last = p
	j.checkHolders(p)
	j.checkAnew(p)
	j.checkCaps(p)
	j.measure(p)
}

func (j *judge) compare(at sim.Time, p *placement) {
	old := j.last
	c := change{at: at, table: old.table, before: old.weights, after: p.weights, changed: old.set != p.set,
		keys: int64(len(p.table)), server: -1}
	for i := range p.weights {
		if p.weights[i] != old.weights[i] && c.server < 0 {
			c.server, c.joined = i, p.weights[i] > old.weights[i]
		}
	}
	var got [maxServers]bool
	for key, held := range p.table {
		was, now := holders(old.table[key]).owner(), holders(held).owner()
		if was == now {
			continue
		}
		c.moved++
		if now >= 0 {
			got[now] = true
		}
		came := now >= 0 && p.weights[now] > old.weights[now]
		left := was >= 0 && p.weights[was] < old.weights[was]
		if !came && !left && was >= 0 {
			c.strayed++
		}
	}
	for _, g := range got {
		if g {
			c.receivers++
		}
	}
	j.change = c
}

// checkHolders counts keys that do not have as many distinct servers as they should.
func (j *judge) checkHolders(p *placement) {
	want := int(min(p.set.replicas, int64(p.servers)))
	j.badKeys = 0
	for _, held := range p.table {
		h, seen, good := holders(held), 0, true
		for i := range maxReplicas {
			server := h.server(i)
			if (server >= 0) != (i < want) {
				good = false
			}
			if server < 0 {
				continue
			}
			good = good && p.weights[server] > 0 && seen>>server&1 == 0
			seen |= 1 << server
		}
		if !good {
			j.badKeys++
		}
	}
}

// checkAnew makes the same placement from nothing, the servers joining in reverse.
func (j *judge) checkAnew(p *placement) {
	j.unlike = 0
	for key, held := range place(p.set, p.weights, j.hashes, true).table {
		if held != p.table[key] {
			j.unlike++
		}
	}
}

func (j *judge) checkCaps(p *placement) {
	j.over, j.fullest = 0, 0
	if p.set.mode != modeBounded {
		return
	}
	for i, n := range p.counts {
		if n > p.caps[i] {
			j.over++
			j.fullest = i
		}
	}
}

// measure takes the spread of keys over servers, each divided by its weight.
func (j *judge) measure(p *placement) {
	j.spread, j.peak = 0, 0
	sum, squares, most := int64(0), int64(0), int64(0)
	for i, w := range p.weights {
		if w == 0 {
			continue
		}
		share := p.counts[i] * 6 / int64(w) // weights are 1, 2 or 3: 6 divides by all
		sum += share
		squares += share * share
		most = max(most, share)
	}
	if sum == 0 {
		return
	}
	n := int64(p.servers)
	j.spread = int64(math.Sqrt(float64(n*squares-sum*sum)) / float64(sum) * 1_000_000)
	j.peak = most * n * 1_000_000 / sum
}
