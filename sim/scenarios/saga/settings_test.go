package saga

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/algorithms/retry"
	"github.com/kookmin-msa-study/msalab/sim"
)

// moved is everything that a run did but the actions themselves.
func moved(r *sim.Run) (out []string) {
	eachRecord(r, r.StepCount(), func(rec sim.Record) {
		if rec.Op != sim.Acted {
			out = append(out, fmt.Sprint(rec.At, rec.Op, rec.Kind, rec.Node, rec.Peer, rec.A, rec.B, rec.C, rec.D, rec.Note, rec.Args))
		}
	})
	for m := range Scenario.Metrics {
		out = append(out, fmt.Sprint(Scenario.Metrics[m].ID, r.Level(sim.Metric(m))))
	}
	for i := range Scenario.Laws {
		s := r.LawState(sim.Law(i))
		out = append(out, fmt.Sprint(Scenario.Laws[i].ID, s.Holds, s.BrokenAt, s.Violation))
	}
	return out
}

func TestASettingMovedForthAndBackAtOneInstantChangesNothing(t *testing.T) {
	extremes := map[string][2]string{}
	for _, p := range Scenario.Params {
		extremes[p.ID] = [2]string{fmt.Sprint(p.Min), fmt.Sprint(p.Max)}
		if len(p.Choices) > 0 {
			extremes[p.ID] = [2]string{p.Choices[0].ID, p.Choices[1].ID}
		}
	}
	faults := []string{"2s:crash(payment,5s)", "3s:crash(orch,1s)", "6s:slow(delivery,40)", "12s:slow(delivery,1)"}
	for _, durable := range []string{"on", "off"} {
		settings := set("sagaRps", "3", "retryMax", "2", "durableLog", durable)
		plain := start(t, 5, settings, faults...)
		runUntil(t, plain, 22*sim.Second)
		want := moved(plain)
		for i, p := range Scenario.Params {
			own := strings.Trim(fmt.Sprint(plain.Param(i)), "[]")
			if len(p.Choices) > 0 {
				own = p.Choices[plain.Param(i)[0]].ID
			}
			do := append([]string{}, faults...)
			for _, at := range []string{"2500ms", "4200ms", "9s"} {
				for _, value := range []string{own, extremes[p.ID][0], extremes[p.ID][1], own} {
					do = append(do, fmt.Sprintf("%s:set(%s,%s)", at, p.ID, value))
				}
			}
			r := start(t, 5, settings, do...)
			runUntil(t, r, 22*sim.Second)

			require.Equal(t, want, moved(r), "%s, log %s", p.ID, durable)
		}
	}
}

// What waits by the old settings goes on waiting by them: that is no violation.
func TestShorterTimeoutsDoNotMakeThoseLateWhoBeganBefore(t *testing.T) {
	for _, service := range []string{"payment", "delivery", "order"} {
		for _, set1 := range []string{"set(stepTimeout,100)", "set(retryMax,0)", "set(retryBackoff,10)"} {
			do := []string{"2s:crash(" + service + ")", "9s:" + set1, "9s:set(stepTimeout,100)", "9s:set(retryMax,0)", "9s:set(retryBackoff,10)", "11s:set(retryMax,3)"}
			r := start(t, 2, set("sagaRps", "3", "stepOrder", "stock-first", "stepTimeout", "10000", "retryBackoff", "5000"), do...)
			runUntil(t, r, 100*sim.Second)

			require.Empty(t, broken(r), "%s %s", service, set1)
		}
	}
}

func TestAnAllowanceChangesOnlyAtTheEndOfAnInstant(t *testing.T) {
	var a allowance
	a.set(1, 1, 100)
	require.EqualValues(t, 105, a.until(5))
	a.set(10, 10, 30)
	a.set(10, 10, 100)
	a.set(20, 20, 100)
	require.EqualValues(t, 105, a.until(5), "forth and back is no change")

	a.set(30, 30, 40)
	a.set(31, 31, 40)

	require.EqualValues(t, 30+100+40, a.until(5), "from the change on: what is left of the old, then the new")
	require.EqualValues(t, 70, a.until(30))
	a.set(40, 40, 10)
	a.set(41, 41, 10)
	require.EqualValues(t, 130+10, a.until(5), "the first wait is not shortened by the second change")
	require.EqualValues(t, 130+10, a.until(39))
	require.EqualValues(t, 51, a.until(41))
}

func TestAWatchKeepsItsOrderWhoeverLeaves(t *testing.T) {
	var w watch
	w.limit.set(0, 0, 10)
	for id := int64(1); id <= 5; id++ {
		w.join(id, sim.Time(id))
	}
	w.leave(3)
	w.leave(3)
	w.leave(3 + kept) // another saga of the same place
	w.join(1, 6)
	seen := []int64{}
	for {
		id, late := w.late(1000, 0)
		if !late {
			break
		}
		seen = append(seen, id)
		w.leave(id)
	}
	require.Equal(t, []int64{2, 4, 5, 1}, seen)

	w.join(7, 20)
	_, late := w.late(30, 0)
	require.False(t, late, "on time")
	id, late := w.late(31, 0)
	require.True(t, late && id == 7)
	_, late = w.late(31, 25)
	require.False(t, late, "its time began at 25")
}

func TestTheRetryLimitSaysWhatItIsInBothProducts(t *testing.T) {
	r := start(t, 1, one("stepOrder", "payment-first", "stockFailPct", "100", "retryMax", "3"), "0s:failundo(payment,99)")
	runUntil(t, r, 9*sim.Second)
	undos := 0
	eachRecord(r, saidSteps(r, nParked)[0].Step, func(rec sim.Record) {
		if rec.Op == sim.Delivered && rec.Kind == kUndo && rec.A == 1 {
			undos++
		}
	})
	steps, _ := retry.SettingOf("step-functions")
	temporal, _ := retry.SettingOf("temporal")

	same, err := steps.For(int64(undos))
	require.NoError(t, err)
	require.EqualValues(t, 3, same, "as set here")
	more, err := temporal.For(int64(undos))
	require.NoError(t, err)
	require.EqualValues(t, 4, more, "one more: it counts the first attempt")
	for _, p := range Scenario.Params {
		if p.ID == "retryMax" {
			require.Contains(t, p.Real, "MaxAttempts counts retries")
			require.Contains(t, p.Real, "MaximumAttempts counts the first attempt, too: one more; 0 is no limit")
		}
	}
}
