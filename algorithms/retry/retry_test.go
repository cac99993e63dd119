package retry

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// splitmix is splitmix64 (Steele, Lea, Flood 2014).
type splitmix struct{ state uint64 }

func (s *splitmix) Uint64() uint64 {
	s.state += 0x9e3779b97f4a7c15
	z := s.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (s *splitmix) Below(n uint64) uint64 { return s.Uint64() % n }

func TestDelaysDoubleUpToTheCapWhateverTheJitter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := rapid.Int64Range(0, MaxDelay).Draw(t, "base")
		limit := rapid.Int64Range(base, MaxDelay).Draw(t, "cap")
		jitter := Jitter(rapid.IntRange(0, 4).Draw(t, "jitter"))
		r := &splitmix{rapid.Uint64().Draw(t, "seed")}
		b, err := NewBackoff(base, limit, jitter)
		require.NoError(t, err)

		previous := int64(0)
		for n := range 70 {
			d := b.Delay(n, previous, r)
			ceiling := b.Ceiling(n)
			require.LessOrEqual(t, ceiling, limit)
			require.GreaterOrEqual(t, ceiling, b.Ceiling(n-1))
			switch jitter {
			case None:
				require.Equal(t, ceiling, d)
			case Full:
				require.True(t, d >= 0 && d <= ceiling)
			case Around:
				require.True(t, d >= ceiling-ceiling/5 && d <= ceiling+ceiling/5)
			case Equal:
				require.True(t, d >= ceiling/2 && d <= ceiling)
			case Decorrelated:
				require.True(t, d >= base && d <= limit && (previous == 0 || d <= max(3*previous, base)))
			}
			previous = d
		}
	})
}

func TestTheCeilingIsTheExactPowerOfTwoAsAPlainLoopFindsIt(t *testing.T) {
	b, err := NewBackoff(5, 2000, None)
	require.NoError(t, err)
	want := int64(5)
	for n := range 80 {
		require.Equal(t, want, b.Ceiling(n))
		want = min(2*want, 2000)
	}
	require.Equal(t, int64(5), b.Ceiling(-3))
}

func TestFullJitterIsUniformAndEqualJitterKeepsHalf(t *testing.T) {
	full, _ := NewBackoff(1000, 1000, Full)
	equal, _ := NewBackoff(1000, 1000, Equal)
	r := &splitmix{1}
	sums, low := [2]int64{}, int64(1000)
	const draws = 100_000
	for range draws {
		sums[0] += full.Delay(0, 0, r)
		d := equal.Delay(0, 0, r)
		sums[1], low = sums[1]+d, min(low, d)
	}
	require.InDelta(t, 500, sums[0]/draws, 5)
	require.InDelta(t, 750, sums[1]/draws, 5)
	require.EqualValues(t, 500, low)
}

func TestHalfOfAnOddDelayIsRoundedSoThatTheWholeDelayCanOccur(t *testing.T) {
	d := spread(t, 5, Equal, 0, 1000)

	require.EqualValues(t, 3, d[0])
	require.EqualValues(t, 5, d[999])
}

func TestBadNumbersAreRefusedWithWords(t *testing.T) {
	for _, err := range []error{
		second(NewBackoff(-1, 5, None)), second(NewBackoff(10, 5, None)), second(NewBackoff(1, MaxDelay+1, None)), second(NewBackoff(1, 2, 9)),
		second(GRPC(0, 1)), second(GRPC(1, -1)), second(Finagle(5, 100, 6)), second(Finagle(MaxTokens+1, 100, 6)),
	} {
		require.ErrorContains(t, err, "want")
	}
	var broken brokenSource
	b, _ := NewBackoff(7, 100, Full)
	require.LessOrEqual(t, b.Delay(3, 0, broken), int64(56))
	require.Zero(t, b.Delay(3, 0, nil))
}

// brokenSource answers out of range.
type brokenSource struct{}

func (brokenSource) Below(n uint64) uint64 { return n + 12345 }

func second[T any](_ T, err error) error { return err }

func TestAFinagleBudgetBoundsRetriesAtEveryInstant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.Int64Range(1, 50).Draw(t, "most")
		ratio := rapid.Int64Range(0, 2000).Draw(t, "ratio")
		saved := rapid.Int64Range(0, most).Draw(t, "saved")
		b, err := Finagle(most, ratio, saved)
		require.NoError(t, err)
		requests, retries := int64(0), int64(0)
		for range rapid.IntRange(0, 400).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "request") {
				b.Request()
				requests++
			} else if b.Spend() {
				retries++
			}
			b.Result(rapid.Bool().Draw(t, "ok"))
			require.LessOrEqual(t, retries*Token, ratio*requests+saved*Token)
			require.True(t, b.Tokens() >= 0 && b.Tokens() <= most*Token)
		}
	})
}

func TestAGRPCThrottleStopsAtHalfAndComesBackSlowly(t *testing.T) {
	b, err := GRPC(10, 100)
	require.NoError(t, err)
	passed := 0
	for b.Spend() {
		b.Result(false)
		passed++
	}
	require.Equal(t, 5, passed, "ten tokens, more than five needed")
	successes := 0
	for !b.Spend() {
		b.Result(true)
		b.Request() // requests earn nothing here
		successes++
	}
	require.Equal(t, 1, successes, "a tenth above half")
	for range 100 {
		b.Result(false)
	}
	require.Zero(t, b.Tokens())
}

func TestAPolicySaysWhyItGivesUp(t *testing.T) {
	backoff, _ := NewBackoff(100, 1000, None)
	budget, _ := Finagle(10, 100, 1)
	p := Policy{Retries: 3, Backoff: backoff, Budget: &budget}
	good := Failure{Retry: 1, Idempotent: true, Temporary: true}
	decide := func(change func(*Failure)) (int64, Verdict) {
		f := good
		change(&f)
		return p.Decide(f, nil)
	}
	check := func(wantDelay int64, want Verdict, change func(*Failure)) {
		delay, verdict := decide(change)
		require.Equal(t, want, verdict)
		require.Equal(t, wantDelay, delay)
	}
	check(0, Unsafe, func(f *Failure) { f.Idempotent = false })
	check(0, Unsafe, func(f *Failure) { f.Temporary = false })
	check(0, GiveUp, func(f *Failure) { f.Retry = 4 })
	check(0, OutOfTime, func(f *Failure) { f.Left = 100 })
	check(700, Again, func(f *Failure) { f.After = 700 })
	check(0, NoBudget, func(*Failure) {})
	p.Budget = nil
	check(400, Again, func(f *Failure) { f.Retry = 3 })
}

func TestEveryLayerThatRetriesMultiplies(t *testing.T) {
	require.EqualValues(t, 27, Attempts(3, 3))
	require.EqualValues(t, 1, Attempts(4, 0))
	require.EqualValues(t, int64(math.MaxInt64), Attempts(4, 64))
	require.Zero(t, Attempts(0, 2))
}

func TestNothingAllocates(t *testing.T) {
	r := &splitmix{1}
	b, _ := NewBackoff(100, 100_000, Decorrelated)
	budget, _ := Finagle(10, 500, 10)
	p := Policy{Retries: 3, Backoff: b, Budget: &budget}
	require.Zero(t, testing.AllocsPerRun(1000, func() {
		budget.Request()
		p.Decide(Failure{Retry: 1, Idempotent: true, Temporary: true}, r)
	}))
}

func FuzzDelayStaysWithinItsBounds(f *testing.F) {
	f.Add(int64(5), int64(2000), uint8(3), 4, int64(15), uint64(1))
	f.Fuzz(func(t *testing.T, base, limit int64, jitter uint8, n int, previous int64, seed uint64) {
		b, err := NewBackoff(base, limit, Jitter(jitter))
		if err != nil {
			return
		}
		d := b.Delay(n, previous, &splitmix{seed})
		if Jitter(jitter) == Around {
			limit += limit / 5
		}
		if d < 0 || d > limit {
			t.Fatalf("delay %d outside 0 to %d", d, limit)
		}
	})
}

func BenchmarkDelay(b *testing.B) {
	for j, name := range []string{"none", "full", "equal", "decorrelated", "around"} {
		b.Run(name, func(b *testing.B) {
			backoff, _ := NewBackoff(5_000_000, 2_000_000_000, Jitter(j))
			r, d := &splitmix{1}, int64(0)
			b.ReportAllocs()
			for i := range b.N {
				d = backoff.Delay(i&7, d, r)
			}
		})
	}
}
