package balancer

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSmoothWeightedRepeatsNginxLetterByLetter(t *testing.T) {
	type row struct {
		Weights  []int64
		Down     []int
		Sequence string
		Period   int
	}
	var file struct {
		Cases    []row
		WithDown []row `json:"with_down_servers"`
	}
	loadVectors(t, "nginx_swrr.json", &file)
	require.Len(t, file.Cases, 11)
	require.Len(t, file.WithDown, 2)
	for _, c := range append(file.Cases, file.WithDown...) {
		hosts := ready(c.Weights...)
		for _, i := range c.Down {
			hosts[i].Ready = false
		}

		got := letters(&SmoothWeighted{}, hosts, len(c.Sequence))

		require.Equal(t, c.Sequence, got, "%v down %v", c.Weights, c.Down)
	}
}

func TestNginxLeastConnRepeatsNginxEventByEvent(t *testing.T) {
	var file struct {
		Cases []struct {
			Weights []int64
			Events  [][]any
		}
	}
	loadVectors(t, "nginx_least_conn.json", &file)
	require.Len(t, file.Cases, 4)
	for _, c := range file.Cases {
		hosts := ready(c.Weights...)
		p := &NginxLeastConn{}
		placed := map[float64]int{}
		for step, event := range c.Events {
			id := event[1].(float64)
			if event[0] == "close" {
				hosts[placed[id]].Active--
				continue
			}
			i := p.Pick(hosts, 0, nil)
			require.Equal(t, event[2], string(rune('a'+i)), "weights %v event %d", c.Weights, step)
			hosts[i].Active++
			placed[id] = i
		}
	}
}

func TestBothHashesRepeatNginxKeyByKey(t *testing.T) {
	var file struct {
		Cases []struct {
			Weights    []int64
			Servers    []string
			Consistent string
			Modulo     string
		}
	}
	loadVectors(t, "nginx_hash.json", &file)
	require.Len(t, file.Cases, 2)
	for _, c := range file.Cases {
		hosts := ready(c.Weights...)
		ring, err := NewHashConsistent(c.Servers, c.Weights)
		require.NoError(t, err)
		modulo := &HashModulo{}
		require.Len(t, c.Modulo, 120)

		var gotModulo, gotRing strings.Builder
		for i := range 120 {
			key := []byte(fmt.Sprintf("key%d", i))
			gotModulo.WriteByte(byte('a' + modulo.PickText(hosts, key)))
			gotRing.WriteByte(byte('a' + ring.PickText(hosts, key)))
		}

		require.Equal(t, c.Modulo, gotModulo.String())
		require.Equal(t, c.Consistent, gotRing.String())
	}
}

// hashCase is a case of the vectors made with servers down.
type hashCase struct {
	Weights []int64
	Down    []int
	Chosen  string
}

func (c *hashCase) hosts() []Host {
	hosts := ready(c.Weights...)
	for _, i := range c.Down {
		hosts[i].Ready = false
	}
	return hosts
}

// heirs counts where the keys of a host go once it is down.
func heirs(all, without string, down byte) map[byte]int {
	out := map[byte]int{}
	for i := range all {
		if all[i] == down {
			out[without[i]]++
		}
	}
	return out
}

func TestPlainHashRepeatsNginxWithServersDown(t *testing.T) {
	var file struct{ Cases []hashCase }
	loadVectors(t, "nginx_hash_down.json", &file)
	require.Len(t, file.Cases, 36)
	for _, c := range file.Cases {
		hosts, p := c.hosts(), &HashModulo{}
		require.Len(t, c.Chosen, 200)
		for i := range c.Chosen {
			got := p.PickText(hosts, fmt.Appendf(nil, "key%03d", i))

			require.Equal(t, c.Chosen[i], byte('a'+got), "weights %v down %v key %d", c.Weights, c.Down, i)
		}
	}
}

func TestIPHashRepeatsNginxNetworkByNetwork(t *testing.T) {
	var file struct {
		OneNetwork string `json:"one_network"`
		Cases      []hashCase
	}
	loadVectors(t, "nginx_ip_hash.json", &file)
	require.Len(t, file.Cases, 36)
	for _, c := range file.Cases {
		hosts, p := c.hosts(), &IPHash{}
		require.Len(t, c.Chosen, 250)
		for n := range c.Chosen {
			got := p.Pick(hosts, uint64(10<<24|20<<16|n<<8|7), nil)

			require.Equal(t, c.Chosen[n], byte('a'+got), "weights %v down %v network %d", c.Weights, c.Down, n)
		}
	}
	require.Len(t, file.OneNetwork, 254)
	for i := range file.OneNetwork {
		got := (&IPHash{}).Pick(ready(1, 1, 1, 1), uint64(203<<24|113<<8|i+1), nil)

		require.Equal(t, file.OneNetwork[i], byte('a'+got), "all of one /24 share a server")
	}
}

// With 2, 4 or 8 equal servers nginx's plain hash gives all keys of a lost server
// to one neighbour, with 3 or 5 not; ip_hash never does, from three servers on.
func TestWhoInheritsFromALostServerIsWhatNginxShows(t *testing.T) {
	var plain, byNetwork struct{ Cases []hashCase }
	loadVectors(t, "nginx_hash_down.json", &plain)
	loadVectors(t, "nginx_ip_hash.json", &byNetwork)
	fourHeirs, checked := "", 0
	for k, cases := range [][]hashCase{plain.Cases, byNetwork.Cases} {
		all := ""
		for _, c := range cases {
			if len(c.Down) == 0 {
				all = c.Chosen
			}
			if len(c.Down) != 1 || c.Weights[0] != 1 {
				continue
			}
			got := heirs(all, c.Chosen, byte('a'+c.Down[0]))
			checked++
			if n := len(c.Weights); n == 2 || (k == 0 && (n == 4 || n == 8)) {
				require.Len(t, got, 1, "%d servers: one neighbour", n)
			} else {
				require.Len(t, got, n-1, "%d servers: all the others", n)
			}
			for heir := range got {
				if k == 0 && len(c.Weights) == 4 {
					fourHeirs += string(heir)
				}
			}
		}
	}
	require.Equal(t, 2*(2+3+4+5+8), checked)
	require.Equal(t, "caba", fourHeirs, "which neighbour is a matter of the keys' length")
}

// nginx 1.22.1 on loopback, 1000 keys of eight letters and 250 networks: what was
// counted there.
func TestTheHeirsCountedInNginxComeOut(t *testing.T) {
	for down, heir := range []int{1, 2, 1, 1} {
		hosts, p, got := ready(1, 1, 1, 1), &HashModulo{}, [4]int{}
		for k := range 1000 {
			key := fmt.Appendf(nil, "user%04d", k)
			hosts[down].Ready = true
			if p.PickText(hosts, key) != down {
				continue
			}
			require.Zero(t, p.Rehashed())
			hosts[down].Ready = false
			got[p.PickText(hosts, key)]++
			require.Positive(t, p.Rehashed())
		}
		want := [4]int{}
		want[heir] = 250
		require.Equal(t, want, got, "server %d is lost", down+1)
	}
	hosts, p, got := ready(1, 1, 1, 1), &IPHash{}, [4]int{}
	for n := range uint64(250) {
		hosts[1].Ready = true
		if p.Pick(hosts, 10<<24|n<<8|1, nil) != 1 {
			continue
		}
		require.Zero(t, p.Rehashed())
		hosts[1].Ready = false
		got[p.Pick(hosts, 10<<24|n<<8|1, nil)]++
		require.Positive(t, p.Rehashed())
	}
	require.Equal(t, [4]int{20, 0, 19, 24}, got, "63 networks of the lost second server")
}

func TestIPHashGivesUpAfterTwentyTriesAndTakesTurns(t *testing.T) {
	p, hosts := &IPHash{}, ready(1<<20, 1, 1) // no hash reaches the last two
	hosts[0].Ready = false
	require.Equal(t, []int{1, 2, 1, 2}, owners(p, hosts, 4))
	require.Equal(t, 21, p.Rehashed())
	require.Equal(t, -1, p.Pick(ready(0, 0), 1, nil))
}

func TestSmoothWeightedServesAsOftenAsHaproxyInEachPeriod(t *testing.T) {
	var file struct {
		Cases []struct {
			Weights    []int64
			RoundRobin string `json:"roundrobin"`
		}
	}
	loadVectors(t, "haproxy_rr.json", &file)
	require.Len(t, file.Cases, 4)
	for _, c := range file.Cases {
		period := len(c.RoundRobin) / 4

		got := letters(&SmoothWeighted{}, ready(c.Weights...), len(c.RoundRobin))

		for start := 0; start < len(got); start += period {
			for letter := 'a'; letter < 'a'+rune(len(c.Weights)); letter++ {
				want := strings.Count(c.RoundRobin[start:start+period], string(letter))
				require.Equal(t, want, strings.Count(got[start:start+period], string(letter)))
			}
		}
	}
}

func TestPeakEWMARepeatsFinaglesRules(t *testing.T) {
	var file struct {
		Cases []struct {
			Decay  float64             `json:"decay_ns"`
			Events [][]json.RawMessage `json:"events"`
		} `json:"peak_ewma"`
	}
	loadVectors(t, "peak_ewma_least_request.json", &file)
	require.Len(t, file.Cases, 2)
	loads := 0
	number := func(raw json.RawMessage) (v float64) {
		require.NoError(t, json.Unmarshal(raw, &v))
		return v
	}
	for _, c := range file.Cases {
		p, err := NewPeakEWMA(1, int64(c.Decay))
		require.NoError(t, err)
		for step, event := range c.Events {
			now := int64(number(event[1]))
			switch string(event[0]) {
			case `"start"`:
				p.Started(0, now)
			case `"end_of_request_started_at"`:
				p.Finished(0, int64(number(event[2])), now)
			default:
				want := number(event[2])
				loads++
				p.Advance(now)
				peek := p.Load(0)
				require.InEpsilon(t, want, peek, 1e-9, "event %d, shown", step)
				require.InEpsilon(t, want, p.Observe(0), 1e-9, "event %d, read", step)
			}
		}
	}
	require.Equal(t, 24, loads)
}

func TestEffectiveWeightIsEnvoysFormula(t *testing.T) {
	var file struct {
		Cases []struct {
			Weights   []int64
			Active    []int64
			Bias      float64
			Effective []float64
		} `json:"envoy_least_request"`
	}
	loadVectors(t, "peak_ewma_least_request.json", &file)
	require.Len(t, file.Cases, 3)
	for _, c := range file.Cases {
		for i, want := range c.Effective {
			got := EffectiveWeight(c.Weights[i], c.Active[i], Bias(c.Bias*4))

			require.InEpsilon(t, want, got, 1e-12)
		}
	}
}

// ballsInBins throws balls into bins and returns the fullest.
func ballsInBins(p Picker, bins, balls int, r Source) int64 {
	hosts := ready(make([]int64, bins)...)
	for i := range hosts {
		hosts[i].Weight = 1
	}
	fullest := int64(0)
	for range balls {
		i := p.Pick(hosts, 0, r)
		hosts[i].Active++
		fullest = max(fullest, hosts[i].Active)
	}
	return fullest
}

func TestTheFullestBinFollowsTheLawsOfOneAndTwoChoices(t *testing.T) {
	var file struct {
		Exact []struct {
			Bins, Balls int
			Mean        float64 `json:"expected_max_exact"`
		} `json:"exact_one_choice"`
		Simulated []struct {
			Bins, D int
			Trials  int
			Max     map[string]int `json:"max_load_histogram"`
		}
	}
	loadVectors(t, "balls_in_bins.json", &file)
	require.NotEmpty(t, file.Simulated)
	for _, row := range file.Exact {
		if row.Bins > 1000 {
			continue
		}
		r, sum := &splitmix{state: 7}, int64(0)
		for range 500 {
			sum += ballsInBins(&Random{}, row.Bins, row.Balls, r)
		}
		// The standard deviation of the maximum is below 1.3: 4 standard errors.
		require.InDelta(t, row.Mean, float64(sum)/500, 0.24, "one choice, %d balls in %d bins", row.Balls, row.Bins)
	}
	trialsOf := map[int]int{256: 400, 4096: 30, 65536: 3}
	for _, row := range file.Simulated {
		if row.D > 2 {
			continue // the package samples one or two
		}
		p := Picker(&Random{})
		if row.D == 2 {
			p = &TwoChoices{Replace: true}
		}
		r := &splitmix{state: uint64(row.Bins + row.D)}
		want, sum := 0.0, int64(0)
		for load, count := range row.Max {
			var value float64
			require.NoError(t, json.Unmarshal([]byte(load), &value))
			want += value * float64(count) / float64(row.Trials)
		}

		for range trialsOf[row.Bins] {
			fullest := ballsInBins(p, row.Bins, row.Bins, r)
			sum += fullest
			if row.Bins == 65536 && row.D == 2 {
				require.True(t, fullest >= 3 && fullest <= 5, "d 2: %d", fullest)
			}
			if row.Bins == 65536 && row.D == 1 {
				require.True(t, fullest >= 7 && fullest <= 12, "d 1: %d", fullest)
			}
		}

		mean := float64(sum) / float64(trialsOf[row.Bins])
		require.InDelta(t, want, mean, 0.4, "bins %d d %d", row.Bins, row.D)
	}
}
