//go:build !js

package app_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/stage"
	"github.com/kookmin-msa-study/msalab/visual/stage/inspect"
)

var argument = regexp.MustCompile(`\{([a-d])(?::([^|}]+))?[|}]`)

// widest returns the longest of a few texts.
func widest(p *paint.Painter, n int, text func(i int) string) (at int) {
	for i := range n {
		if p.Measure(text(i), inspect.CodeStyle) > p.Measure(text(at), inspect.CodeStyle) {
			at = i
		}
	}
	return at
}

// wideArgs gives a template arguments that are as wide as a run may make them.
func wideArgs(p *paint.Painter, sc *sim.Scenario, node sim.NodeID, template string) (args [4]int64) {
	for _, m := range argument.FindAllStringSubmatch(template, -1) {
		v := int64(88_888)
		switch words, ok := sc.Words[m[2]]; {
		case ok:
			v = int64(widest(p, len(words), func(i int) string { return words[i].KO + words[i].EN }))
		case m[2] == "ms":
			v = int64(8_888 * sim.Millisecond)
		case m[2] == "s":
			v = int64(88 * sim.Second)
		case m[2] == "%":
			v = 888_000
		case m[2] == "node":
			v = int64(node)
		}
		args[m[1][0]-'a'] = v
	}
	return args
}

// sayings are records for every sentence that a scenario has, and its laws' reasons.
func sayings(p *paint.Painter, sc *sim.Scenario, node sim.NodeID) (records []sim.Record, with *sim.Scenario) {
	copied := *sc
	copied.Notes = append([]sim.NoteSpec{}, sc.Notes...)
	for _, l := range sc.Laws { // as notes, so that their arguments can be chosen
		copied.Notes = append(copied.Notes, sim.NoteSpec{Says: l.Broken})
	}
	for i := range sc.Kinds {
		a := wideArgs(p, sc, node, sc.Kinds[i].Says.KO+sc.Kinds[i].Says.EN)
		rec := sim.Record{Kind: sim.Kind(i), Node: node, Peer: node, A: a[0], B: a[1], C: a[2], D: a[3]}
		for _, op := range []sim.Op{sim.Delivered, sim.LostOnLink, sim.CutOff, sim.NobodyHome, sim.Expired, sim.HeldBack, sim.Restarted, sim.Woke} {
			rec.Op = op
			records = append(records, rec)
		}
	}
	for i := range copied.Notes {
		says := copied.Notes[i].Says
		records = append(records, sim.Record{Note: sim.Note(i + 1), Node: node, Peer: node, Args: wideArgs(p, sc, node, says.KO+says.EN)})
	}
	return records, &copied
}

func TestEveryCaptionFitsItsLinesWithTheWidestArguments(t *testing.T) {
	for _, w := range fitWindows {
		l := look(t, int(float32(w.w)*w.scale), int(float32(w.h)*w.scale), w.scale)
		for _, sc := range scenarios.All {
			l.Scenario(sc)
			s := l.Screen.(*stage.Stage)
			run := s.Run.Tl.Run()
			for lang := sim.KO; lang <= sim.EN; lang++ {
				l.in(lang, false)
				run.Scene(&s.Run.Scene, lang)
				node := sim.NodeID(widest(l.Painter, len(s.Run.Scene.Nodes), func(i int) string { return s.Run.Scene.Nodes[i].Label }))
				records, with := sayings(l.Painter, sc, node)
				spec, err := with.Apply(&with.Presets[0], sim.DefaultSeed)
				require.NoError(t, err)
				teller, err := sim.NewRun(spec, sim.Full)
				require.NoError(t, err)
				for _, rec := range records {
					captionFits(t, s, teller.Caption(rec, lang))
				}
			}
		}
	}
}

// captionFits wraps a sentence as the stage does and compares lines and widths.
func captionFits(t *testing.T, s *stage.Stage, said sim.Caption) {
	t.Helper()
	c := s.Caption
	c.Wrap(said.Spans)
	sizes := s.Env.CaptionSizes()
	var joined strings.Builder
	for _, line := range c.Lines {
		style := paint.Style{Size: c.Size, Weight: paint.Bold}
		require.LessOrEqual(t, s.Env.Painter.MeasureSpans(line, style), s.Plan.CaptionArea().W-44+1, said.Plain())
		for _, span := range line {
			joined.WriteString(span.Text)
		}
	}
	if last := sizes[len(sizes)-1].Lines; len(c.Lines) > last {
		t.Errorf("%d lines at %.0f×%.0f, at most %d: %s", len(c.Lines), s.Env.W, s.Env.H, last, said.Plain())
		return
	}
	if strings.ReplaceAll(said.Plain(), " ", "") != strings.ReplaceAll(joined.String(), " ", "") {
		t.Errorf("%.0f×%.0f shows only %q of %q", s.Env.W, s.Env.H, joined.String(), said.Plain())
	}
}
