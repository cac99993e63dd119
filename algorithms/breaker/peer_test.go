package breaker

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sony/gobreaker/v2"
	"github.com/stretchr/testify/require"
)

var (
	errFailed   = errors.New("failed")
	errExcluded = errors.New("excluded")
)

// peer runs gobreaker itself, in virtual time, with the settings of a case.
func peer(c gobreakerCase) *gobreaker.TwoStepCircuitBreaker[bool] {
	s := gobreaker.Settings{MaxRequests: uint32(c.MaxReq), Interval: time.Duration(c.IntervalMs * ms), Timeout: time.Duration(c.TimeoutMs * ms),
		IsExcluded: func(err error) bool { return errors.Is(err, errExcluded) }}
	switch c.Trip {
	case "consecutive":
		s.ReadyToTrip = func(n gobreaker.Counts) bool { return int(n.ConsecutiveFailures) >= c.TripN }
	case "ratio":
		s.ReadyToTrip = func(n gobreaker.Counts) bool {
			return int(n.Requests) >= c.TripMinReq && int(n.TotalFailures)*100 >= c.TripPc*int(n.Requests)
		}
	}
	return gobreaker.NewTwoStepCircuitBreaker[bool](s)
}

// The scripts were recorded with gobreaker 2.1.0. The version of go.mod still does
// what they say, so the comparison in doc.go is of that version.
func TestTheGobreakerOfGoModStillDoesWhatTheScriptsSay(t *testing.T) {
	rows := 0
	for _, c := range gobreakerCases(t) {
		synctest.Test(t, func(t *testing.T) {
			p, began, open := peer(c.Config), time.Now(), map[int64]func(error){}
			for i, r := range c.Script {
				time.Sleep(time.Duration(r.at*ms) - time.Since(began))
				switch r.op {
				case "start":
					done, err := p.Allow()
					open[r.arg] = done
					require.Equal(t, r.result, map[error]string{nil: "ok", gobreaker.ErrOpenState: "open", gobreaker.ErrTooManyRequests: "too_many"}[err], "row %d", i)
				case "ok":
					open[r.arg](nil)
				case "fail":
					open[r.arg](errFailed)
				}
				require.Equal(t, r.state, p.State().String(), "%s row %d", c.Config.Name, i)
				n := p.Counts()
				require.Equal(t, r.counters, []int64{int64(n.Requests), int64(n.TotalSuccesses), int64(n.TotalFailures),
					int64(n.ConsecutiveSuccesses), int64(n.ConsecutiveFailures)}, "%s row %d", c.Config.Name, i)
				rows++
			}
		})
	}
	require.Equal(t, gobreakerRows, rows)
}

// Calls drawn at random go through the engine and through gobreaker side by side,
// excluded results among them, which the scripts do not have.
func TestTheEngineAndGobreakerAgreeOnCallsThatTheScriptsDoNotHave(t *testing.T) {
	state := uint64(9)
	draw := func(n uint64) uint64 {
		state = state*6364136223846793005 + 1442695040888963407
		return (state >> 33) % n
	}
	for range 60 {
		c := gobreakerCase{MaxReq: int(1 + draw(3)), IntervalMs: int64(draw(3)) * 700, TimeoutMs: 1 + int64(draw(900)),
			Trip: "ratio", TripMinReq: int(1 + draw(6)), TripPc: int(10 + draw(90))}
		synctest.Test(t, func(t *testing.T) {
			p, began := peer(c), time.Now()
			b, err := New(c.settings(), 0)
			require.NoError(t, err)
			type call struct {
				done   func(error)
				ticket Ticket
			}
			var calls []call
			for range 250 {
				time.Sleep(time.Duration(int64(draw(120)) * ms))
				now := int64(time.Since(began))
				if len(calls) == 0 || draw(5) < 3 {
					done, err := p.Allow()
					ticket, refusal := b.Acquire(now)
					require.Equal(t, err == nil, refusal == Granted)
					if err == nil {
						calls = append(calls, call{done, ticket})
					}
				} else {
					i, o := int(draw(uint64(len(calls)))), Outcome(draw(3))
					calls[i].done([]error{nil, errFailed, errExcluded}[o])
					b.Done(now, calls[i].ticket, o, 0)
					calls = append(calls[:i], calls[i+1:]...)
				}
				require.Equal(t, p.State().String(), b.State(now).String())
				n, got := p.Counts(), b.Counts(now)
				require.Equal(t, []int64{int64(n.Requests), int64(n.TotalFailures), int64(n.ConsecutiveFailures)}, []int64{got.Started, got.Failed, got.Failures})
			}
		})
	}
}

// What doc.go says of a probe that hangs: nobody else is let through, however long.
func TestAProbeThatHangsKeepsGobreakersOtherCallersOutForAnHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := gobreaker.NewTwoStepCircuitBreaker[bool](gobreaker.Settings{})
		for range 6 {
			done, err := p.Allow()
			require.NoError(t, err)
			done(errFailed)
		}
		time.Sleep(time.Minute + 1)
		_, err := p.Allow() // the probe: its result never comes
		require.NoError(t, err)

		refused := 0
		for range 3000 {
			time.Sleep(1200 * time.Millisecond)
			if _, err := p.Allow(); errors.Is(err, gobreaker.ErrTooManyRequests) {
				refused++
			}
		}

		require.Equal(t, 3000, refused)
	})
}

// BenchmarkBesideGobreaker sets one call through this engine, with gobreaker's
// settings, beside one through gobreaker itself, which also reads the clock and
// takes a lock.
func BenchmarkBesideGobreaker(b *testing.B) {
	b.Run("engine", func(b *testing.B) {
		br, err := New(Gobreaker(), 0)
		require.NoError(b, err)
		b.ReportAllocs()
		for i := range b.N {
			ticket, _ := br.Acquire(int64(i))
			br.Done(int64(i), ticket, Success, 0)
		}
	})
	b.Run("gobreaker", func(b *testing.B) {
		peer := gobreaker.NewTwoStepCircuitBreaker[bool](gobreaker.Settings{})
		b.ReportAllocs()
		for range b.N {
			done, err := peer.Allow()
			if err != nil {
				b.Fatal(err)
			}
			done(nil)
		}
	})
}
