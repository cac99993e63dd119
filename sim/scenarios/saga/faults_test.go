package saga

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

// everyFault is each way in which a person can break one node or one link, and each
// button, standing from 2 s on.
func everyFault() (out []string) {
	for _, n := range nodeNames {
		for _, f := range []string{"crash(N)", "crash(N,4s)", "pause(N)", "pause(N,4s)", "slow(N,2)", "slow(N,100)", "isolate(N)", "skew(N,-5s)"} {
			out = append(out, strings.ReplaceAll(f, "N", n))
		}
	}
	for _, l := range []string{"client-orch", "client-order", "orch-order", "orch-stock", "orch-payment", "orch-delivery"} {
		a, b, _ := strings.Cut(l, "-")
		for _, f := range []string{"cut(L)", "cut(A>B)", "cut(B>A)", "loss(L,60)", "lag(L,3s)", "lag(L,300ms)", "dup(L,50)", "reorder(L,80)"} {
			out = append(out, strings.NewReplacer("L", l, "A", a, "B", b).Replace(f))
		}
	}
	for _, f := range Scenario.Faults {
		out = append(out, f.Do...)
	}
	return out
}

// only fails unless what is broken is among some laws.
func only(t *testing.T, broken, allowed string, where ...any) {
	t.Helper()
	for _, law := range strings.Fields(broken) {
		require.Contains(t, strings.Fields(allowed), law, where...)
	}
}

func TestEachFaultTurnsRedOnlyWhatTheSettingsAllow(t *testing.T) {
	for name, c := range map[string]struct {
		set     map[string]string
		allowed func(fault string) string
	}{
		"right":         {set("sagaRps", "3", "stepOrder", "stock-first", "semanticLock", "on"), func(string) string { return "" }},
		"payment first": {set("sagaRps", "3", "compFailPct", "30"), func(string) string { return "" }},
		"no log": {set("sagaRps", "3", "durableLog", "off"), func(f string) string {
			if strings.HasPrefix(f, "crash(orch") {
				return "I1 I5"
			}
			return ""
		}},
		"no idempotency": {set("sagaRps", "3", "idempotency", "off", "stepOrder", "stock-first"), func(f string) string {
			if strings.Contains(f, "client") && !strings.HasPrefix(f, "isolate(orch") {
				return ""
			}
			return "I4 I5"
		}},
		"naive": {set("sagaRps", "3", "idempotency", "off", "durableLog", "off"), func(f string) string {
			if strings.HasPrefix(f, "crash(orch") {
				return "I1 I5"
			}
			return "I4 I5"
		}},
	} {
		for i, fault := range everyFault() {
			r := start(t, uint64(i), c.set, "2s:"+fault, "70s:heal()")
			runUntil(t, r, 72*sim.Second)

			only(t, broken(r), c.allowed(fault), "%s, %s, seed %d", name, fault, i)
			checkFigures(t, r, name, fault)
		}
	}
}

// checkFigures compares what a broken law says with the trace of the run.
func checkFigures(t *testing.T, r *sim.Run, where ...any) {
	t.Helper()
	if s := r.LawState(lawEnds); s.Broken > 0 {
		began, ended, forgotten := sim.Time(-1), false, int64(0)
		eachRecord(r, s.Broken, func(rec sim.Record) {
			switch rec.Note - 1 {
			case nBegan, nBeganBlind:
				if rec.Args[0] == s.Violation[0] {
					began = rec.At
				}
			case nCompleted, nRolledBack, nNothingToUndo, nParked:
				ended = ended || rec.Args[0] == s.Violation[0]
			case nForgot:
				forgotten += rec.Args[0]
			}
		})
		require.False(t, ended, where...)
		require.GreaterOrEqual(t, began, sim.Time(0), where...)
		require.EqualValues(t, s.BrokenAt-began, s.Violation[1], where...)
		require.LessOrEqual(t, s.Violation[2], forgotten, where...)
	}
	if s := r.LawState(lawOnce); s.Broken > 0 {
		times := 0
		eachRecord(r, s.Broken, func(rec sim.Record) {
			switch rec.Note - 1 {
			case nCommitted, nTwice, nCompensated, nUndidNothing:
				if rec.Args[0] == s.Violation[0] && rec.Args[1] == s.Violation[1] {
					times++
				}
			}
		})
		require.GreaterOrEqual(t, times, 2, where...)
	}
	if s := r.LawState(lawBalance); s.Broken > 0 {
		require.Positive(t, s.Violation[0], where...)
		require.LessOrEqual(t, max(s.Violation[1], -s.Violation[1]), s.Violation[0]*price, where...)
		require.Zero(t, s.Violation[1]%price, where...)
	}
}

func eachRecord(r *sim.Run, last int64, visit func(sim.Record)) {
	for i := int64(1); i <= last; i++ {
		if rec, ok := r.Record(i); ok {
			visit(rec)
		}
	}
}

func TestASagaThatNobodyRemembersIsMissedForAsLongAsItLasts(t *testing.T) {
	r := start(t, 1, set("sagaRps", "50", "durableLog", "off", "idempotency", "off"), "1s:slow(delivery,2)", "3s:crash(orch,3s)")
	runUntil(t, r, 60*sim.Second)

	s := r.LawState(lawEnds)
	require.Positive(t, s.Broken)
	require.Greater(t, s.Violation[1], int64(35*sim.Second), "more than all its timeouts and retries, never 0 s")
	rec, ok := r.Record(s.Broken)
	require.True(t, ok)
	require.Equal(t, s.BrokenAt, rec.At)
	checkFigures(t, r)
	require.False(t, s.Holds, "it never ends, even when its books are closed")
}

// The buyer asks again for a saga that was past its pivot when it was forgotten. An
// undo now comes after the pivot's ok all the same.
func TestAPivotThatWasPassedBeforeTheCrashStillForbidsTheUndo(t *testing.T) {
	r := start(t, 1, one("durableLog", "off"), "450ms:crash(orch,100ms)", "4200ms:lose(payment)", "4201ms:lose(payment)", "4202ms:lose(payment)")
	runUntil(t, r, 9*sim.Second)

	require.Contains(t, broken(r), "I3")
	require.Equal(t, [4]int64{1, actCharge + undoing}, r.LawState(lawForward).Violation)
}
