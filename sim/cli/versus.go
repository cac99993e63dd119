package cli

import (
	"bufio"
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/versus"
)

// compare replays a link that holds several runs: the sentence that tells them
// apart, their figures beside each other, and which laws broke. It returns Broke
// when a law broke in any of them.
func (c *ReplayCmd) compare(ctx context.Context, env *Env, l link.Link, specs []sim.Spec) error {
	j := job{lang: l.Lang, until: specs[0].Scenario.Horizon}
	if err := j.apply(c.Limits, c.Output); err != nil {
		return err
	}
	if c.Format != "text" {
		return sim.BadInput("the link compares %d runs and --format %s writes one: choose it with --run 1 to %d", len(specs), clip(c.Format), len(specs))
	}
	until, err := c.moment(ctx, l, specs[0], j.until)
	if err != nil {
		return err
	}
	sides := make([]versus.Side, len(specs))
	for i, spec := range specs {
		if sides[i], err = sideAt(ctx, spec, until); err != nil {
			return err
		}
	}
	out, err := openOutput(j.out, env.Out)
	if err != nil {
		return err
	}
	defer out.discard()
	if err := writeVersus(bufio.NewWriter(out), sides, versus.Names(specs, j.lang), until, j.lang); err != nil {
		return out.explain(err)
	}
	if err := out.commit(); err != nil {
		return err
	}
	for i := range sides {
		for law := range specs[i].Scenario.Laws {
			if sides[i].Run.LawState(sim.Law(law)).Broken > 0 {
				return Broke
			}
		}
	}
	return nil
}

// moment returns the virtual time at which the runs are compared.
func (c *ReplayCmd) moment(ctx context.Context, l link.Link, first sim.Spec, until sim.Time) (sim.Time, error) {
	switch {
	case c.Steps != nil:
		return timeOf(ctx, first, *c.Steps)
	case c.Until != "":
		return until, nil
	case l.ByTime:
		return l.Time, nil
	case l.At > 0:
		return timeOf(ctx, first, l.At)
	}
	return until, nil
}

// timeOf returns the virtual time of a step.
func timeOf(ctx context.Context, spec sim.Spec, step int64) (sim.Time, error) {
	r, err := sim.NewRun(spec, sim.Options{})
	if err != nil {
		return 0, err
	}
	for n := int64(0); n < step; n += checkEvery {
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		r.StepTo(min(n+checkEvery, step))
	}
	return r.Now(), nil
}

// sideAt runs one side up to a time.
func sideAt(ctx context.Context, spec sim.Spec, until sim.Time) (versus.Side, error) {
	r, err := sim.NewRun(spec, sim.Options{Laws: true, Metrics: true})
	if err != nil {
		return versus.Side{}, err
	}
	side := versus.Side{Run: r}
	for r.StepCount() < sim.MaxStep {
		if r.StepCount()%checkEvery == 0 && ctx.Err() != nil {
			return side, ctx.Err()
		}
		if at, more := r.Next(); !more || at > until {
			break
		}
		r.Step()
		if rec, _ := r.Last(); rec.Op == sim.Acted && !side.Faulted {
			side.Faulted, side.Fault = true, rec
		}
	}
	return side, nil
}

func writeVersus(w *bufio.Writer, sides []versus.Side, names []string, until sim.Time, lang sim.Lang) error {
	sc := sides[0].Run.Scenario()
	verdict := versus.Judge(sides, names, until, lang)
	_, _ = fmt.Fprintf(w, "%s\n\n", verdict.Plain()) // what cannot be written is told by Flush
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	for i := range verdict.Figures {
		f := &verdict.Figures[i]
		for _, v := range verdict.Values[i] {
			text := "–"
			if v.Known {
				text = versus.Text(sc, f, v.N, lang)
			}
			_, _ = fmt.Fprintf(table, "%s\t", text)
		}
		_, _ = fmt.Fprintf(table, "\t%s\n", versus.Title(sc, f, lang))
	}
	for law := range sc.Laws {
		for i := range sides {
			sign := "✓"
			if sides[i].Run.LawState(sim.Law(law)).Broken > 0 {
				sign = "✗"
			}
			_, _ = fmt.Fprintf(table, "%s\t", sign)
		}
		_, _ = fmt.Fprintf(table, "\t%s\n", sc.Laws[law].Name.In(lang))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for i, name := range names {
		_, _ = fmt.Fprintf(w, "\n%d  %s", i+1, name)
	}
	_, _ = fmt.Fprintf(w, "\n")
	return w.Flush()
}
