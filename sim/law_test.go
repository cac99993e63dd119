package sim

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestALawCanAskHowOneNodeAndOneLinkFare(t *testing.T) {
	for action, want := range map[string]struct{ well, clear bool }{
		"nudge(b,1ms,1)": {true, true},
		"crash(b)":       {false, true},
		"pause(b)":       {false, true},
		"slow(b,2)":      {false, true},
		"skew(b,1ms)":    {false, true},
		"crash(a)":       {true, true},
		"isolate(a)":     {true, false},
		"cut(a>b)":       {true, false},
		"cut(b>a)":       {true, false},
		"loss(b>a,1)":    {true, false},
		"dup(b>a,1)":     {true, false},
		"reorder(a>b,1)": {true, false},
		"lag(a>b,1ms)":   {true, false},
		"delay(m1,30ms)": {true, false},
		"drop(m1)":       {true, false},
	} {
		r := echoRun(t, "1:"+action)
		r.StepTo(2)
		laws := &Laws{r}

		require.Equal(t, want.well, laws.Well(1), action)
		require.Equal(t, want.clear, laws.Clear(0, 1), action)
		require.Equal(t, want.clear, laws.Clear(1, 0), action)
	}

	healed := echoRun(t, "1:lag(a-b,5ms)", "2:heal()", "2:slow(b,3)", "3:slow(b,1)", "4:drop(m1)")
	healed.StepTo(7)
	require.True(t, (&Laws{healed}).Well(1))
	require.True(t, (&Laws{healed}).Clear(0, 1), "a message dropped by hand is a fault of that step only")
}

func TestALawTellsACutLinkFromOneThatIsLate(t *testing.T) {
	r := echoRun(t, "0:cut(a>b)")
	r.Step()
	require.True(t, (&Laws{r}).Cut(0, 1))
	require.False(t, (&Laws{r}).Cut(1, 0), "one way is one way")

	r = echoRun(t, "0:lag(a>b,1s)", "15ms:heal()")
	r.RunUntil(20*Millisecond, 1000)
	laws := &Laws{r}
	require.True(t, laws.Clear(0, 1))
	require.InDelta(t, float64(Second), float64(laws.Backlog(0, 1)), float64(20*Millisecond), "what is sent now waits behind what the lag held up")
	r.RunUntil(1100*Millisecond, 1000)
	require.LessOrEqual(t, laws.Backlog(0, 1), Millisecond)
}
