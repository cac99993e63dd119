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

// alwaysOne are Envoy's defaults with always_eject_one_host: few hosts suffice.
func alwaysOne() OutlierConfig {
	config := DefaultOutlier()
	config.AlwaysOne = true
	return config
}

func fail(o *Outlier, i, times int, now int64) bool {
	verdict := Kept
	for range times {
		verdict = o.Report(i, false, now)
	}
	return verdict == Ejected
}

// Envoy (API comments of 1.39): max_ejection_percent is 10 and always_eject_one_host
// false; since 1.28 the limit is tested for the first ejection, too.
func TestOfFourHostsNobodyIsEjectedAtTenPercentAndOneWithAlwaysOne(t *testing.T) {
	for _, c := range []struct {
		hosts, percent int
		always         bool
		out            int
	}{
		{4, 10, false, 0}, {4, 10, true, 1}, {9, 10, false, 0}, {10, 10, false, 1}, {19, 10, false, 1}, {20, 10, false, 2},
		{4, 24, false, 0}, {4, 25, false, 1}, {4, 50, false, 2}, {4, 75, true, 3}, {4, 100, false, 4}, {1, 10, false, 0}, {1, 0, true, 1}, {1, 100, false, 1},
	} {
		config := DefaultOutlier()
		config.MaxPercent, config.AlwaysOne = c.percent, c.always
		o, err := NewOutlier(config, c.hosts)
		require.NoError(t, err)
		for i := range c.hosts {
			require.Equal(t, i < c.out, fail(o, i, 5, 0), "%+v host %d", c, i)
		}
		require.Equal(t, c.out, o.Out(), "%+v", c)
		require.Equal(t, c.out, o.Allowed(), "%+v", c)
	}
	require.False(t, DefaultOutlier().AlwaysOne)
}

func TestAnEjectionThatTheLimitForbidsIsSaidAndTheRunStartsAgain(t *testing.T) {
	o, err := NewOutlier(alwaysOne(), 4)
	require.NoError(t, err)
	require.True(t, fail(o, 2, 5, 0))
	for round := range 3 {
		for range 4 {
			require.Equal(t, Kept, o.Report(3, false, 1), "round %d", round)
		}
		require.Equal(t, Spared, o.Report(3, false, 1), "round %d", round)
		require.Zero(t, o.Errors(3))
	}
	require.Equal(t, 1, o.Sweep(30*second))
	require.True(t, fail(o, 3, 5, 31*second), "there is room again")
	require.Equal(t, []string{"kept", "ejected", "spared"}, []string{Kept.String(), Ejected.String(), Spared.String()})
}

// gRPC A50: a changed setting keeps those that are out, the sweep uses the new time.
func TestChangedSettingsKeepWhoIsOutAndTheSweepUsesTheNewTime(t *testing.T) {
	config := alwaysOne()
	o, err := NewOutlier(config, 4)
	require.NoError(t, err)
	fail(o, 0, 5, 10*second)
	fail(o, 1, 3, 10*second)

	config.BaseEjection = 60 * second
	require.NoError(t, o.Configure(config))
	require.Equal(t, 70*second, o.Until(0))
	require.Equal(t, 3, o.Errors(1))
	require.Zero(t, o.Sweep(69*second))
	config.BaseEjection = 20 * second
	require.NoError(t, o.Configure(config))
	require.Equal(t, 1, o.Sweep(69*second))

	config.ConsecutiveErrors = 2 // three in a row already: the next one is too many
	require.NoError(t, o.Configure(config))
	require.True(t, fail(o, 1, 1, 70*second))
	require.Equal(t, 90*second, o.Until(1))

	fail(o, 0, 2, 70*second) // spared: one is out
	config.MaxPercent = 101
	require.ErrorContains(t, o.Configure(config), "101 percent")
	require.Equal(t, 10, o.Config().MaxPercent, "a refused setting changes nothing")
	require.True(t, o.Ejected(1))
}

func TestTheLimitCountsTheHostsThatAreThere(t *testing.T) {
	config := DefaultOutlier()
	config.MaxPercent = 25
	o, err := NewOutlier(config, 8)
	require.NoError(t, err)
	for i := 4; i < 8; i++ {
		o.Leave(i)
	}
	o.Leave(7)
	o.Leave(-1)
	o.Leave(8)
	require.Equal(t, 4, o.There())
	require.Equal(t, Kept, o.Report(5, false, 0), "nothing is known of a host that is not there")
	require.True(t, fail(o, 0, 5, 0))
	require.False(t, fail(o, 1, 5, 0), "one of four is 25 percent")

	o.Leave(0)
	require.True(t, o.Ejected(0), "it stays out while it is gone")
	require.Zero(t, o.Out())
	require.Zero(t, o.Sweep(99*second), "a host that is gone is not swept")
	o.Join(0)
	o.Join(0)
	o.Join(9)
	require.False(t, o.Ejected(0), "as one that nothing is known of")
	require.Equal(t, 4, o.There())
	require.True(t, fail(o, 1, 5, 100*second))
	o.Join(1)
	require.True(t, o.Ejected(1), "one that never left is not touched")
	require.Equal(t, 130*second, o.Until(1))
}

func TestChangedThresholdsKeepTheRunOfResults(t *testing.T) {
	h, err := NewHealth(ProbeConfig{Unhealthy: 5, Healthy: 1}, true)
	require.NoError(t, err)
	h.Observe(false, 1)
	h.Observe(false, 2)

	require.NoError(t, h.Configure(ProbeConfig{Unhealthy: 3, Healthy: 2}))
	require.Equal(t, 2, h.Run())
	require.True(t, h.Observe(false, 3), "the third in a row")
	require.NoError(t, h.Configure(ProbeConfig{Unhealthy: 1, Healthy: 2}))
	require.False(t, h.Healthy(), "the verdict stays")
	require.ErrorContains(t, h.Configure(ProbeConfig{Unhealthy: 1}), "healthy threshold 0")
	require.False(t, h.Observe(true, 4))
	require.True(t, h.Observe(true, 5))
}

func TestConsecutiveErrorsEjectForLongerEachTime(t *testing.T) {
	o, err := NewOutlier(alwaysOne(), 4)
	require.NoError(t, err)
	require.False(t, fail(o, 0, 4, 0))
	o.Report(0, true, 0)
	require.False(t, fail(o, 0, 4, 0), "a success ends the run")

	require.True(t, fail(o, 0, 1, 10*second))
	require.True(t, o.Ejected(0))
	require.Equal(t, 40*second, o.Until(0))
	require.Equal(t, Kept, o.Report(0, false, 11*second), "its last requests in flight change nothing")

	require.Zero(t, o.Sweep(39*second))
	require.Equal(t, 1, o.Sweep(40*second))
	require.True(t, fail(o, 0, 5, 41*second))
	require.Equal(t, 101*second, o.Until(0), "the second ejection is 2 x 30 s")
}

func TestTheEjectionNumberFallsWithEachSweepInGoodOrder(t *testing.T) {
	o, err := NewOutlier(alwaysOne(), 2)
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
	config = alwaysOne()
	config.ConsecutiveErrors = 1
	o, err = NewOutlier(config, 1)
	require.NoError(t, err)
	for range 30 {
		require.True(t, fail(o, 0, 1, 0))
		require.LessOrEqual(t, o.Until(0), 300*second)
		o.Sweep(o.Until(0))
	}
}

func TestEachEjectionIsOneBaseTimeLongerUpToTheMaximum(t *testing.T) {
	config := alwaysOne()
	config.BaseEjection = 40 * second
	o, err := NewOutlier(config, 1)
	require.NoError(t, err)
	for n := int64(1); n <= 9; n++ {
		require.True(t, fail(o, 0, 5, 1000*n*second))
		require.Equal(t, min(40*n, 300)*second, o.Until(0)-1000*n*second, "ejection %d", n)
		require.Equal(t, 1, o.Sweep(o.Until(0)))
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
	require.Equal(t, Kept, o.Report(9, false, 0))
	require.Zero(t, o.Errors(-1))
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
