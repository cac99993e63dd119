package breaker

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

const ms = int64(1_000_000)

// row is one line of a reference script: time, operation, argument, result, state
// after it, counters, and for resilience4j the rates.
type row struct {
	at       int64 // ms
	op       string
	arg      int64
	result   string
	state    string
	counters []int64
	rates    []float64
}

func (r *row) UnmarshalJSON(raw []byte) error {
	var result any
	parts := []any{&r.at, &r.op, &r.arg, &result, &r.state, &r.counters, &r.rates}
	if err := json.Unmarshal(raw, &parts); err != nil {
		return err
	}
	r.result = fmt.Sprint(result)
	return nil
}

// recorded is how many values each file of vectors holds, so that no test passes on an
// empty or a shortened one.
var recorded = map[string]int{
	"failsafe_go.json":  8902,
	"gobreaker.json":    13544,
	"resilience4j.json": 13565,
}

// leaves counts the numbers, texts and truths in a JSON value.
func leaves(value any) (n int) {
	switch v := value.(type) {
	case map[string]any:
		for _, x := range v {
			n += leaves(x)
		}
	case []any:
		for _, x := range v {
			n += leaves(x)
		}
	default:
		return 1
	}
	return n
}

func load(t *testing.T, name string, cases any) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	var all any
	require.NoError(t, json.Unmarshal(raw, &all))
	require.Equal(t, recorded[name], leaves(all), "%s is not the file that was recorded", name)
	require.NoError(t, json.Unmarshal(raw, cases))
}

func TestResilience4jReplaysRowByRow(t *testing.T) {
	var file struct {
		Cases []struct {
			Config struct {
				Name    string `json:"name"`
				Type    string `json:"window_type"`
				Size    int    `json:"window_size"`
				Minimum int    `json:"minimum_calls"`
				Failure int    `json:"failure_rate_pct"`
				Slow    int    `json:"slow_rate_pct"`
				SlowMS  int64  `json:"slow_call_ms"`
				Probes  int    `json:"half_open_calls"`
				WaitMS  int64  `json:"wait_open_ms"`
			} `json:"config"`
			Script []row `json:"script"`
		} `json:"cases"`
	}
	load(t, "resilience4j.json", &file)
	rows := 0
	for i, c := range file.Cases {
		config := Resilience4j()
		config.Size, config.MinCalls, config.FailurePercent, config.SlowPercent = c.Config.Size, c.Config.Minimum, c.Config.Failure, c.Config.Slow
		config.SlowCall, config.Probes, config.Wait = c.Config.SlowMS*ms, c.Config.Probes, c.Config.WaitMS*ms
		if c.Config.Type == "TIME" {
			config.Window, config.Bucket = Period, Second
		}
		b, err := New(config, 0)
		require.NoError(t, err)
		for j, r := range c.Script {
			where := fmt.Sprintf("case %d %q row %d %v", i, c.Config.Name, j, r)
			replayResilience4j(t, b, r, where)
			rows++
		}
	}
	require.Equal(t, 1224, rows)
}

func replayResilience4j(t *testing.T, b *Breaker, r row, where string) {
	t.Helper()
	now := r.at * ms
	switch r.op {
	case "acquire":
		_, refusal := b.Acquire(now)
		require.Equal(t, r.result, fmt.Sprint(refusal == Granted), where)
	case "success":
		b.Done(now, Ticket{}, Success, r.arg*ms)
	case "error":
		b.Done(now, Ticket{}, Failure, r.arg*ms)
	case "release":
		b.Done(now, Ticket{}, Ignored, r.arg*ms)
	}
	names := map[State]string{Closed: "CLOSED", Open: "OPEN", HalfOpen: "HALF_OPEN"}
	require.Equal(t, r.state, names[b.State(now)], where)
	c := b.Counts(now)
	require.Equal(t, r.counters, []int64{c.Calls, c.Failed, c.Slow, c.Refused}, where)
	failed, slow, ok := b.Rates(now)
	if !ok {
		require.Equal(t, []float64{-1, -1}, r.rates, where)
		return
	}
	for i, got := range []int64{failed, slow} {
		require.Equal(t, int64(math.Round(r.rates[i]*10_000)), got+roundUp(c, i), where)
	}
}

// roundUp is what rounding to four decimals adds to a rate that was cut off.
func roundUp(c Counts, i int) int64 {
	n := [2]int64{c.Failed, c.Slow}[i]
	if n*1_000_000%c.Calls*2 >= c.Calls {
		return 1
	}
	return 0
}

type gobreakerCase struct {
	Name                  string
	MaxReq, TripN         int
	TripMinReq, TripPc    int
	IntervalMs, TimeoutMs int64
	Trip                  string
}

// settings are those that make the engine behave as gobreaker does in this case.
func (c gobreakerCase) settings() Config {
	config := Gobreaker()
	config.Probes = max(c.MaxReq, 1)
	config.Successes, config.Interval, config.Wait = config.Probes, c.IntervalMs*ms, c.TimeoutMs*ms
	switch c.Trip {
	case "consecutive":
		config.Consecutive = c.TripN
	case "ratio":
		config.Consecutive, config.MinCalls, config.FailurePercent = 0, c.TripMinReq, c.TripPc
	}
	return config
}

type gobreakerScript struct {
	Config gobreakerCase
	Script []row
}

func gobreakerCases(t *testing.T) []gobreakerScript {
	t.Helper()
	var file struct{ Cases []gobreakerScript }
	load(t, "gobreaker.json", &file)
	return file.Cases
}

// gobreakerRows is how many rows gobreaker.json has.
const gobreakerRows = 12*110 + 9 + 14

func TestGobreakerReplaysRowByRow(t *testing.T) {
	rows := 0
	for i, c := range gobreakerCases(t) {
		b, err := New(c.Config.settings(), 0)
		require.NoError(t, err)
		tickets := map[int64]Ticket{}
		for j, r := range c.Script {
			replayGobreaker(t, b, r, tickets, fmt.Sprintf("case %d %q row %d %v", i, c.Config.Name, j, r))
			rows++
		}
	}
	require.Equal(t, gobreakerRows, rows)
}

func replayGobreaker(t *testing.T, b *Breaker, r row, tickets map[int64]Ticket, where string) {
	t.Helper()
	now := r.at * ms
	switch r.op {
	case "start":
		ticket, refusal := b.Acquire(now)
		tickets[r.arg] = ticket
		require.Equal(t, r.result, map[Refusal]string{Granted: "ok", NotYet: "open", NoPermits: "too_many"}[refusal], where)
	case "ok":
		b.Done(now, tickets[r.arg], Success, 0)
	case "fail":
		b.Done(now, tickets[r.arg], Failure, 0)
	}
	require.Equal(t, r.state, b.State(now).String(), where)
	c := b.Counts(now)
	// gobreaker counts all results of a generation, and so does the window.
	require.Equal(t, r.counters, []int64{c.Started, c.Calls - c.Failed, c.Failed, c.Successes, c.Failures}, where)
}

func TestFailsafeGoReplaysRowByRow(t *testing.T) {
	var file struct {
		Cases []struct {
			Config struct {
				Name, Kind        string
				A, B              int
				PeriodMs, DelayMs int64
				SuccA, SuccB      int
				RatePct, MinExec  int
			} `json:"config"`
			Script []row `json:"script"`
		} `json:"cases"`
	}
	load(t, "failsafe_go.json", &file)
	rows := 0
	for i, c := range file.Cases {
		config := FailsafeGo()
		config.Failures, config.Size, config.Wait = c.Config.A, c.Config.B, c.Config.DelayMs*ms
		config.Successes, config.Probes = c.Config.SuccA, c.Config.SuccB
		if c.Config.PeriodMs > 0 {
			config.Window, config.Size, config.Bucket = Period, 10, c.Config.PeriodMs*ms/10
			config.FailurePercent, config.MinCalls = c.Config.RatePct, c.Config.MinExec
		}
		b, err := New(config, 0)
		require.NoError(t, err)
		for j, r := range c.Script {
			replayFailsafe(t, b, r, fmt.Sprintf("case %d %q row %d %v", i, c.Config.Name, j, r))
			rows++
		}
	}
	require.Equal(t, 1100, rows)
}

func replayFailsafe(t *testing.T, b *Breaker, r row, where string) {
	t.Helper()
	now := r.at * ms
	switch r.op {
	case "acquire":
		_, refusal := b.Acquire(now)
		require.Equal(t, r.result, fmt.Sprint(refusal == Granted), where)
	case "ok":
		b.Done(now, Ticket{}, Success, 0)
	case "fail":
		b.Done(now, Ticket{}, Failure, 0)
	}
	require.Equal(t, r.state, b.State(now).String(), where)
	c := b.Counts(now)
	require.Equal(t, r.counters, []int64{c.Calls, c.Calls - c.Failed, c.Failed}, where)
}
