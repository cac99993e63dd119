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
				p.Advance(now)
				peek := p.Load(0)
				require.InEpsilon(t, want, peek, 1e-9, "event %d, shown", step)
				require.InEpsilon(t, want, p.Observe(0), 1e-9, "event %d, read", step)
			}
		}
	}
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
