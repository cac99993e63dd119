package balancer

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// splitmix is splitmix64 (Steele, Lea, Flood 2014); seed 0 starts with
// e220a8397b1dcdaf.
type splitmix struct{ state uint64 }

func (s *splitmix) Uint64() uint64 {
	s.state += 0x9e3779b97f4a7c15
	z := s.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (s *splitmix) Below(n uint64) uint64 { return s.Uint64() % n }

// brokenSource answers out of range.
type brokenSource struct{}

func (brokenSource) Uint64() uint64        { return ^uint64(0) }
func (brokenSource) Below(n uint64) uint64 { return n + 12345 }

// vectorSizes pins how much stands in each file of reference results, so that an
// empty or shortened one fails.
var vectorSizes = map[string]int{
	"balls_in_bins.json":           589,
	"haproxy_rr.json":              471,
	"nginx_hash.json":              799,
	"nginx_hash_down.json":         7644,
	"nginx_ip_hash.json":           9788,
	"nginx_least_conn.json":        2014,
	"nginx_swrr.json":              651,
	"peak_ewma_least_request.json": 1247,
	"policy_sim.json":              1024,
}

// weigh counts the numbers of a decoded file and the letters of its texts.
func weigh(v any) (n int) {
	switch v := v.(type) {
	case map[string]any:
		for _, part := range v {
			n += weigh(part)
		}
	case []any:
		for _, part := range v {
			n += weigh(part)
		}
	case string:
		n += len(v)
	default:
		n++
	}
	return n
}

func loadVectors(t testing.TB, name string, into any) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, into))
	var whole any
	require.NoError(t, json.Unmarshal(raw, &whole))
	require.Equal(t, vectorSizes[name], weigh(whole), "%s is not the whole file", name)
}

// ready makes one eligible host for each weight.
func ready(weights ...int64) []Host {
	hosts := make([]Host, len(weights))
	for i, w := range weights {
		hosts[i] = Host{Weight: w, Ready: true}
	}
	return hosts
}

// letters picks n times and spells the answers a, b, c.
func letters(p Picker, hosts []Host, n int) string {
	out := make([]byte, 0, n)
	for range n {
		out = append(out, byte('a'+p.Pick(hosts, 0, nil)))
	}
	return string(out)
}

// everyPicker returns a fresh picker of each kind and variant, by name. The ring
// knows the first sixteen hosts.
func everyPicker(t testing.TB, n int) map[string]Picker {
	t.Helper()
	all := map[string]Picker{
		"random-weighted":      &Random{Weighted: true},
		"least-conn-weighted":  &LeastConn{Weighted: true},
		"least-conn-nginx":     &NginxLeastConn{},
		"p2c-replace":          &TwoChoices{Replace: true},
		"p2c-replace-weighted": &TwoChoices{Replace: true, Weighted: true},
		"p2c-weighted":         &TwoChoices{Weighted: true},
		"peak-ewma-zero":       &PeakEWMA{},
	}
	for _, policy := range Policies() {
		p, err := New(policy, n)
		require.NoError(t, err)
		all[policy.String()] = p
	}
	lr, err := NewLeastRequest(n, 4)
	require.NoError(t, err)
	all["least-request"] = lr
	names, weights := make([]string, n), make([]int64, n)
	for i := range n {
		names[i], weights[i] = string(rune('A'+i)), 1
	}
	ring, err := NewHashConsistent(names, weights)
	require.NoError(t, err)
	all["hash-consistent"] = ring
	return all
}
