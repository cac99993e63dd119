package balancer

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

const second = int64(1_000_000_000)

func TestProbesChangeTheStateAfterAnUnbrokenRunOnly(t *testing.T) {
	h, err := NewHealth(ProbeConfig{Unhealthy: 2, Healthy: 3}, true)
	require.NoError(t, err)
	script := []struct {
		ok, changed, healthy bool
	}{
		{false, false, true}, {true, false, true}, // one failure, then a success: the run ends
		{false, false, true}, {false, true, false},
		{true, false, false}, {true, false, false}, {false, false, false},
		{true, false, false}, {true, false, false}, {true, true, true},
	}
	for i, step := range script {
		now := int64(i+1) * 5 * second
		require.Equal(t, step.changed, h.Observe(step.ok, now), "probe %d", i)
		require.Equal(t, step.healthy, h.Healthy(), "probe %d", i)
	}
	require.Equal(t, 50*second, h.Changed())
	require.Zero(t, h.Run())
}

func TestHealthAgreesWithLookingBackOverTheLastResults(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		config := ProbeConfig{Unhealthy: rapid.IntRange(1, 4).Draw(t, "down"), Healthy: rapid.IntRange(1, 4).Draw(t, "up")}
		h, err := NewHealth(config, true)
		require.NoError(t, err)
		healthy, results := true, []bool{}
		for range rapid.IntRange(1, 40).Draw(t, "probes") {
			ok := rapid.Bool().Draw(t, "ok")
			results = append(results, ok)
			need := config.Healthy
			if healthy {
				need = config.Unhealthy
			}
			if len(results) >= need && allAre(results[len(results)-need:], !healthy) {
				healthy = !healthy
				results = nil
			}
			h.Observe(ok, 0)
			require.Equal(t, healthy, h.Healthy())
		}
	})
}

func allAre(results []bool, want bool) bool {
	for _, r := range results {
		if r != want {
			return false
		}
	}
	return true
}

func TestThresholdsBelowOneAreErrors(t *testing.T) {
	_, err := NewHealth(ProbeConfig{Healthy: 1}, true)
	require.ErrorContains(t, err, "unhealthy threshold 0")
	_, err = NewHealth(ProbeConfig{Unhealthy: 1, Healthy: -1}, true)
	require.ErrorContains(t, err, "healthy threshold -1")
}

func fail(o *Outlier, i, times int, now int64) (ejected bool) {
	for range times {
		ejected = o.Report(i, false, now)
	}
	return ejected
}

func TestConsecutiveErrorsEjectForLongerEachTime(t *testing.T) {
	o, err := NewOutlier(DefaultOutlier(), 4)
	require.NoError(t, err)
	require.False(t, fail(o, 0, 4, 0))
	o.Report(0, true, 0)
	require.False(t, fail(o, 0, 4, 0), "a success ends the run")

	require.True(t, fail(o, 0, 1, 10*second))
	require.True(t, o.Ejected(0))
	require.Equal(t, 40*second, o.Until(0))
	require.False(t, o.Report(0, false, 11*second), "its last requests in flight change nothing")

	require.Zero(t, o.Sweep(39*second))
	require.Equal(t, 1, o.Sweep(40*second))
	require.True(t, fail(o, 0, 5, 41*second))
	require.Equal(t, 101*second, o.Until(0), "the second ejection is 2 x 30 s")
}

func TestTheEjectionNumberFallsWithEachSweepInGoodOrder(t *testing.T) {
	o, err := NewOutlier(DefaultOutlier(), 2)
	require.NoError(t, err)
	fail(o, 0, 5, 0)
	o.Sweep(30 * second)
	fail(o, 0, 5, 30*second)
	o.Sweep(90 * second) // back, with two ejections to its name
	o.Sweep(100 * second)
	o.Sweep(110 * second)
	o.Sweep(120 * second)

	fail(o, 0, 5, 120*second)

	require.Equal(t, 150*second, o.Until(0), "forgiven: 1 x 30 s again")
}

func TestEjectionTimeStopsAtTheMaximumAndNeverOverflows(t *testing.T) {
	config := OutlierConfig{ConsecutiveErrors: 1, BaseEjection: 1 << 61, MaxEjection: 1<<63 - 1, MaxPercent: 100}
	o, err := NewOutlier(config, 1)
	require.NoError(t, err)
	now := int64(0)
	for range 10 {
		require.True(t, fail(o, 0, 1, now))
		require.GreaterOrEqual(t, o.Until(0), now)
		require.Equal(t, 1, o.Sweep(o.Until(0)))
		now = 1 << 62
	}
	config = DefaultOutlier()
	config.ConsecutiveErrors = 1
	o, err = NewOutlier(config, 1)
	require.NoError(t, err)
	for range 30 {
		fail(o, 0, 1, 0)
		require.LessOrEqual(t, o.Until(0), 300*second)
		o.Sweep(o.Until(0))
	}
}

func TestNoMoreThanTheAllowedShareIsEverOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "hosts")
		config := DefaultOutlier()
		config.ConsecutiveErrors = 2
		config.MaxPercent = rapid.IntRange(0, 100).Draw(t, "percent")
		config.AlwaysOne = rapid.Bool().Draw(t, "always one")
		o, err := NewOutlier(config, n)
		require.NoError(t, err)
		limit := config.MaxPercent * n / 100
		if config.AlwaysOne {
			limit = max(limit, 1)
		}
		for now := range int64(80) {
			o.Report(rapid.IntRange(0, n-1).Draw(t, "host"), false, now*second)
			if now%10 == 0 {
				o.Sweep(now * second)
			}
			out := 0
			for i := range n {
				if o.Ejected(i) {
					out++
				}
			}
			require.Equal(t, out, o.Out())
			require.LessOrEqual(t, out, limit)
		}
	})
}

func TestHostsComeAndGoUnderOutlierDetection(t *testing.T) {
	config := DefaultOutlier()
	config.MaxPercent = 100
	o, err := NewOutlier(config, 2)
	require.NoError(t, err)
	o.Add()
	fail(o, 2, 5, 0)
	fail(o, 0, 5, 0)

	o.Remove(0)

	require.Equal(t, 1, o.Out())
	require.True(t, o.Ejected(1), "the old host 2")
	o.Remove(9)
	o.Remove(-1)
	require.False(t, o.Report(9, false, 0))
	require.False(t, o.Ejected(-1))
	require.Zero(t, o.Until(0))
}

func TestOutlierSettingsOutOfRangeAreErrorsThatNameTheSetting(t *testing.T) {
	for says, spoil := range map[string]func(*OutlierConfig){
		"0 consecutive errors":         func(c *OutlierConfig) { c.ConsecutiveErrors = 0 },
		"base ejection time of 0 ns":   func(c *OutlierConfig) { c.BaseEjection = 0 },
		"maximum ejection time of 1 n": func(c *OutlierConfig) { c.MaxEjection = 1 },
		"101 percent":                  func(c *OutlierConfig) { c.MaxPercent = 101 },
	} {
		config := DefaultOutlier()
		spoil(&config)
		_, err := NewOutlier(config, 1)
		require.ErrorContains(t, err, says)
	}
	_, err := NewOutlier(DefaultOutlier(), -1)
	require.ErrorContains(t, err, "-1 hosts")
}

func TestSlowStartRampsLinearlyFromItsMinimum(t *testing.T) {
	s, err := NewSlowStart(10*second, 10)
	require.NoError(t, err)
	for now, want := range map[int64]int64{0: 300, 500: 300, 1000: 300, 2000: 600, 5000: 1500, 9999: 2997, 10_000: 3000, 99_999: 3000} {
		require.Equal(t, want, s.Weight(3, 100*second, 100*second+now*1_000_000), "%d ms", now)
	}
	require.Equal(t, int64(100), s.Weight(1, 5, 0), "not started yet")
	require.Zero(t, s.Weight(0, 0, 5))
	require.Zero(t, s.Weight(-3, 0, 5))
	require.LessOrEqual(t, s.Weight(1<<62, 0, 1<<62), MaxWeight)
	require.Equal(t, int64(2000), SlowStart{}.Weight(2, 0, 0), "the zero value is off")
}

func TestSlowStartNeverFallsAndNeverOverflows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, err := NewSlowStart(rapid.Int64Range(0, 1<<63-1).Draw(t, "window"), rapid.IntRange(1, 100).Draw(t, "percent"))
		require.NoError(t, err)
		since := rapid.Int64().Draw(t, "since")
		a, b := rapid.Int64().Draw(t, "a"), rapid.Int64().Draw(t, "b")

		early, late := s.Share(since, min(a, b)), s.Share(since, max(a, b))

		require.LessOrEqual(t, early, late)
		require.GreaterOrEqual(t, early, int64(10))
		require.LessOrEqual(t, late, int64(SlowStartScale))
	})
}

func TestSlowStartSettingsOutOfRangeAreErrors(t *testing.T) {
	_, err := NewSlowStart(-1, 10)
	require.ErrorContains(t, err, "-1 ns")
	for _, percent := range []int{0, 101} {
		_, err = NewSlowStart(1, percent)
		require.ErrorContains(t, err, "percent: want 1 to 100")
	}
}

func TestDrainingEndsWhenEmptyOrAtTheDeadline(t *testing.T) {
	var empty, late Drain
	require.True(t, empty.Accepts())
	require.Equal(t, Serving, empty.Step(0, 99), "a serving host with nothing to do stays")

	empty.Begin(100, 50)
	late.Begin(100, 50)
	late.Begin(140, 500)

	require.False(t, empty.Accepts())
	require.Equal(t, Draining, empty.Step(2, 120))
	require.Equal(t, Drained, empty.Step(0, 121))
	require.Zero(t, empty.Dropped())
	require.Equal(t, int64(150), late.Deadline(), "a second Begin does not move the deadline")
	require.Equal(t, Draining, late.Step(7, 149))
	require.Equal(t, Drained, late.Step(7, 150))
	require.Equal(t, int64(7), late.Dropped())
	require.Equal(t, Drained, late.Step(0, 151))
	require.Equal(t, "serving draining drained", Serving.String()+" "+Draining.String()+" "+late.Phase().String())
}

func TestADrainWithoutTimeEndsAtOnceAndOneWithoutEndNever(t *testing.T) {
	var now, never Drain
	now.Begin(5, -10)
	require.Equal(t, Drained, now.Step(-3, 5))
	require.Zero(t, now.Dropped())
	never.Begin(5, 1<<63-1)
	require.Equal(t, Draining, never.Step(1, 1<<62))
}
