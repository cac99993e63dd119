package replication

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
		r := start(t, 1, sim.Full, settings, do...)
		runUntil(t, r, until)
		runs = append(runs, r)
	}
	add(set("mode", "semi-sync", "readFrom", "read-your-writes"), 14*sim.Second, "1s:loss(p-r1,20)", "2s:cut(p-fm)", "3s:slow(r2,10)", "8s:heal()")
	add(set("mode", "sync-all", "writeRps", "500"), 16*sim.Second, "2s:pause(r1,8s)")
	add(set("readFrom", "primary"), 12*sim.Second, "1s:isolate(fm)", "8250ms:heal()")
	add(set("readFrom", "primary"), 12*sim.Second, "1s:isolate(fm)", "8s:heal()")
	add(set("fencing", "off"), 12*sim.Second, "2s:cut(p>fm)")
	add(set("replicas", "1"), 12*sim.Second, "2s:crash(p)", "8s:restart(p)")
	add(set("writeRps", "500", "readRps", "0"), 50*sim.Second, "1s:crash(p)", "45s:restart(p)")
	add(set("fencing", "off"), 12*sim.Second, append(at("2s", partition...), "7s:heal()", "8s:rewind(p)")...)
	add(set("mode", "semi-sync"), 16*sim.Second, append(at("2s", partition...), "9s:heal()")...)
	add(nil, 12*sim.Second, "2s:lag(p-r1,4s)", "2s:crash(p)", "6s:restart(p)", "8s:dup(r1-fm,100)", "8s:dup(app1-r1,100)")
	add(set("readFrom", "read-your-writes", "applyDelay", "400"), 12*sim.Second, "3s:crash(r1)", "3500ms:restart(r1)", "4s:crash(p)")
	add(lateApply, 20*sim.Second, "2s:cut(p-r2)", "2s:slow(r1,10)", "5s:crash(p)")
	add(lateApply, 20*sim.Second, "4s:slow(r1,1000)", "4s:slow(r2,1000)", "5s:crash(p)", "12s:slow(r2,1)")
	add(set("mode", "semi-sync"), 12*sim.Second, "3s:lag(fm>p,5s)")
	add(set("mode", "async", "readFrom", "read-your-writes", "rereadDelay", "3600"), 10*sim.Second, "5s:crash(p)")
	add(set("mode", "semi-sync"), 5*sim.Second, "2s:cut(p-r1)", "2s:cut(p-r2)", "4s:cancel()", "4s:cancel()")
	add(set("applyDelay", "5000"), 9*sim.Second, "2s:cut(p-r2)", "3s:crash(p)", "3s:isolate(r1)", "7s:heal(r1-r2)", "7s:heal(r1-fm)")
	add(nil, 14*sim.Second, "5s:crash(p)", "8s:crash(router,2s)")
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
				require.NotContains(t, said, "?…")
				require.False(t, strings.ContainsAny(said, "{}*"), "unfilled caption %q", said)
			}
		}
	}
	for k, spec := range Scenario.Kinds {
		require.True(t, kindSeen[sim.Kind(k)], "kind %s never arrives", spec.Name)
		require.NotEmpty(t, spec.Says.KO, spec.Name)
		require.NotEmpty(t, spec.Says.EN, spec.Name)
	}
	for n, spec := range Scenario.Notes {
		require.True(t, noteSeen[sim.Note(n)], "note %d never occurs: %s", n, spec.Says.EN)
	}
}

func TestEveryNameIsGivenInBothLanguages(t *testing.T) {
	texts := []sim.Text{Scenario.Title, Scenario.Summary}
	for _, p := range Scenario.Params {
		texts = append(texts, p.Name)
		for _, c := range p.Choices {
			texts = append(texts, c.Name)
		}
	}
	for _, p := range Scenario.Presets {
		texts = append(texts, p.Name, p.Says)
	}
	for _, f := range Scenario.Faults {
		texts = append(texts, f.Title)
	}
	for _, v := range Scenario.Verbs {
		texts = append(texts, v.Title)
	}
	for _, m := range Scenario.Metrics {
		texts = append(texts, m.Name)
	}
	for _, l := range Scenario.Laws {
		texts = append(texts, l.Name, l.Says, l.Broken)
	}
	for _, text := range texts {
		require.NotEmpty(t, text.KO)
		require.NotEmpty(t, text.EN)
	}
}
