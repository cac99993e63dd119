package balancer

// What nginx's ip_hash begins with, multiplies by and divides by.
const (
	ipHashSeed    = 89
	ipHashFactor  = 113
	ipHashModulus = 6271
)

// IPHash is nginx's ip_hash. It hashes the first three octets of an IPv4 address,
// so all clients of one /24, such as an office behind one router, share a host. A
// host that is not Ready is hashed around up to 20 times by going on over the same
// octets, and then smooth weighted round robin decides. When a host goes down its
// networks spread over the others and no other network moves; when the list or a
// weight changes almost all move, as with HashModulo.
//
// The hash lies in 0..6270: with a larger total weight the last hosts get nothing
// but what is hashed around. The zero value is ready to use.
//
// Source: nginx, src/http/modules/ngx_http_upstream_ip_hash_module.c. Left out:
// IPv6, where nginx hashes all 16 octets.
type IPHash struct {
	fallback SmoothWeighted
	tries    int
}

// Pick reads the low 32 bits of key as an IPv4 address: 10.0.0.1 is 0x0a000001.
func (p *IPHash) Pick(hosts []Host, key uint64, _ Source) int {
	total, ok := hashable(hosts)
	if !ok {
		return -1
	}
	hash := uint64(ipHashSeed)
	for p.tries = 0; p.tries <= maxRehash; p.tries++ {
		for shift := 24; shift > 0; shift -= 8 {
			hash = (hash*ipHashFactor + key>>shift&0xff) % ipHashModulus
		}
		if i := walkWeights(hosts, hash%total); hosts[i].Eligible() {
			return i
		}
	}
	return p.fallback.Pick(hosts, 0, nil)
}

// Rehashed returns how often the last pick had to hash again, because the host the
// network belongs to is out.
func (p *IPHash) Rehashed() int { return p.tries }

// Remove forgets host i's turn in the fallback.
func (p *IPHash) Remove(i int) { p.fallback.Remove(i) }
