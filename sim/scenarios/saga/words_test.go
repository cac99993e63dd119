package saga

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

// everyStory is a set of runs in which every kind of step and every decision of
// the scenario occurs.
func everyStory(t *testing.T) []*sim.Run {
	runs := []*sim.Run{}
	for _, p := range Scenario.Presets {
		runs = append(runs, preset(t, p.ID, 1))
	}
	add := func(settings map[string]string, until sim.Time, do ...string) {
		r := start(t, 1, settings, do...)
		runUntil(t, r, until)
		runs = append(runs, r)
	}
	// the first step of all is refused; an undo of nothing without idempotency
	add(one(), 5*sim.Second, "0s:refuse(order)", "0s:lose(client)")
	add(one("idempotency", "off"), 5*sim.Second, "0s:stall(payment)")
	// a parked saga whose undo was only slow; a buyer who asks again while it is parked
	add(one("stepOrder", "payment-first", "stockFailPct", "100", "retryMax", "0", "stepTimeout", "100"), 5*sim.Second, "500ms:lag(payment-orch,200ms)")
	add(one("stepOrder", "payment-first", "stockFailPct", "100", "retryMax", "0"), 9*sim.Second, "0s:failundo(payment,9)", "0s:cut(orch>client)", "8s:heal()")
	// a buyer nobody answers; commands that nobody knows of; too many sagas
	add(set("sagaRps", "2"), 25*sim.Second, "0s:cut(orch-client)")
	add(set("sagaRps", "10", "durableLog", "off"), 8*sim.Second, "3s:crash(orch,10ms)")
	add(set("sagaRps", "50", "stepOrder", "stock-first"), 20*sim.Second, "1s:crash(delivery)")
	// the log is written, but the command is no longer wanted; a wait that a late reply ends
	add(one("stepTimeout", "100", "stepMs", "90", "retryBackoff", "200"), 8*sim.Second, "0s:dup(orch-payment,100)")
	add(one("stepMs", "400", "stepTimeout", "300"), 8*sim.Second)
	return runs
}

func TestEveryKindAndEveryDecisionOccursAndSpeaksBothLanguages(t *testing.T) {
	kindSeen, noteSeen := map[sim.Kind]bool{}, map[sim.Note]bool{}
	for _, r := range everyStory(t) {
		for i := int64(1); i <= r.StepCount(); i++ {
			rec, ok := r.Record(i)
			if !ok {
				continue
			}
			if rec.Op == sim.Delivered || rec.Op == sim.Fired {
				kindSeen[rec.Kind] = true
			}
			if i%31 != 0 && (rec.Note == 0 || noteSeen[rec.Note-1] && i%5 != 0) {
				continue
			}
			if rec.Note > 0 {
				noteSeen[rec.Note-1] = true
			}
			for _, lang := range []sim.Lang{sim.KO, sim.EN} {
				said := r.Caption(rec, lang).Plain()
				require.NotEmpty(t, said)
				require.False(t, strings.ContainsAny(said, "{}*¿"), "unfilled caption %q", said)
			}
		}
	}
	for k, spec := range Scenario.Kinds {
		require.True(t, kindSeen[sim.Kind(k)], "kind %s never arrives", spec.Name)
	}
	for n, spec := range Scenario.Notes {
		require.True(t, noteSeen[sim.Note(n)], "note %d never occurs: %s", n, spec.Says.EN)
	}
}
