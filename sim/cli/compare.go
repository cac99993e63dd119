package cli

import (
	"bufio"
	"context"
	"fmt"
	"math"
	"strings"
	"text/tabwriter"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

// CompareCmd runs one scenario in two settings under the same seeds and writes
// their metrics beside each other: the median over the seeds, and how often each
// law broke.
type CompareCmd struct {
	ID       string   `arg:"" help:"Scenario, as in list."`
	Preset   string   `placeholder:"NAME" help:"Begin both sides with a preset's parameters and actions."`
	VsPreset string   `placeholder:"NAME" help:"Begin the second side with this preset instead."`
	Set      []string `sep:"none" placeholder:"k=v" help:"Set a parameter of the first side; repeatable."`
	Vs       []string `sep:"none" placeholder:"k=v" help:"Set a parameter of the second side; repeatable."`
	Do       []string `sep:"none" placeholder:"STEP:ACTION" help:"Act on both sides; repeatable."`
	Seeds    int      `default:"5" placeholder:"N" help:"Seeds 42, 43 ... (5)."`
	Until    string   `placeholder:"30s" help:"Run until this virtual time."`
	Lang     string   `placeholder:"ko|en" help:"Language of names (ko, en)."`
}

const maxCompareSeeds = 100

// Run is called by kong.
func (c *CompareCmd) Run(ctx context.Context, env *Env) error {
	sc, err := env.scenario(c.ID)
	if err != nil {
		return err
	}
	if c.Seeds < 1 || c.Seeds > maxCompareSeeds {
		return sim.BadInput("--seeds must be a whole number from 1 to %d, not %d", maxCompareSeeds, c.Seeds)
	}
	lang := sim.KO
	if c.Lang != "" {
		if lang, err = parseLang(c.Lang); err != nil {
			return err
		}
	}
	other := c.VsPreset
	if other == "" {
		other = c.Preset
	}
	first := RunCmd{Preset: c.Preset, Set: c.Set, Do: c.Do}
	second := RunCmd{Preset: other, Set: c.Vs, Do: c.Do}
	if err := c.differ(sc, first, second); err != nil {
		return err
	}
	var sides [2]outcome
	for i, run := range []RunCmd{first, second} {
		if sides[i], err = c.measure(ctx, sc, run, lang); err != nil {
			return err
		}
	}
	return writeComparison(env, sc, sides, c.Seeds, lang)
}

// differ refuses two sides that are one run.
func (c *CompareCmd) differ(sc *sim.Scenario, first, second RunCmd) error {
	one, _, err := first.spec(sc)
	if err != nil {
		return err
	}
	other, _, err := second.spec(sc)
	if err != nil {
		return err
	}
	if !sameRun(one, other) {
		return nil
	}
	return sim.BadInput("both sides are the same run, there is nothing to compare: give the second one a preset or a setting of its own, as in --vs-preset %s or --vs %s",
		exampleOther(sc, one), otherSetting(sc, one))
}

func sameRun(a, b sim.Spec) bool {
	same := func(a, b sim.Action) bool { return a.String() == b.String() }
	return a.Params.Equal(b.Params) && slices.EqualFunc(sim.InOrder(a.Actions), sim.InOrder(b.Actions), same)
}

// exampleOther returns a preset that makes another run.
func exampleOther(sc *sim.Scenario, spec sim.Spec) string {
	for i := range sc.Presets {
		if made, err := sc.Apply(&sc.Presets[i], spec.Seed); err == nil && !sameRun(made, spec) {
			return sc.Presets[i].ID
		}
	}
	return "NAME"
}

// otherSetting returns a setting that makes another run.
func otherSetting(sc *sim.Scenario, spec sim.Spec) string {
	for i := range sc.Params {
		p := &sc.Params[i]
		lo, hi := p.Min, p.Max
		if len(p.Choices) > 0 {
			lo, hi = 0, int64(len(p.Choices)-1)
		}
		for _, n := range []int64{hi, lo} {
			if spec.Params[i][0] != n {
				return p.ID + "=" + p.Format([]int64{n})
			}
		}
	}
	return "NAME=VALUE"
}

// outcome is one side of a comparison: a row for each figure, a value for each seed.
type outcome struct {
	names  []string
	units  []string
	values [][]int64 // by row; nothing for a seed without samples
	broken []int     // by law: in how many seeds
}

// measure runs one side under every seed.
func (c *CompareCmd) measure(ctx context.Context, sc *sim.Scenario, run RunCmd, lang sim.Lang) (outcome, error) {
	out := outcome{broken: make([]int, len(sc.Laws))}
	for n := range c.Seeds {
		seed := uint64(sim.DefaultSeed + n)
		run.Seed = &seed
		spec, until, err := run.spec(sc)
		if err != nil {
			return out, err
		}
		j := job{spec: spec, until: until, lang: lang}
		if err := j.apply(Limits{Until: c.Until}, Output{Format: "summary"}); err != nil {
			return out, err
		}
		r, err := sim.NewRun(j.spec, sim.Options{Laws: true, Metrics: true})
		if err != nil {
			return out, err
		}
		for !r.RunUntil(j.until, checkEvery) && r.StepCount() < sim.MaxStep {
			if ctx.Err() != nil {
				return out, ctx.Err()
			}
		}
		out.add(&page{job: &j, run: r}, sc, lang)
	}
	return out, nil
}

// add appends one run's figures.
func (o *outcome) add(p *page, sc *sim.Scenario, lang sim.Lang) {
	row := 0
	put := func(name, unit string, value *int64) {
		if row == len(o.names) {
			o.names, o.units, o.values = append(o.names, name), append(o.units, unit), append(o.values, nil)
		}
		if value != nil {
			o.values[row] = append(o.values[row], *value)
		}
		row++
	}
	for i, m := range p.metrics() {
		name := strings.TrimSpace(sc.Metrics[i].Name.In(lang) + " " + sc.Metrics[i].Node)
		if m.Kind != metricKinds[sim.Distribution] {
			put(name, m.Unit, m.Value)
			continue
		}
		put(name+" p50", m.Unit, m.P50)
		put(name+" p99", m.Unit, m.P99)
	}
	for i := range sc.Laws {
		if p.run.LawState(sim.Law(i)).Broken > 0 {
			o.broken[i]++
		}
	}
}

// median returns the middle value, the lower of the two for an even number.
func median(values []int64) (int64, bool) {
	if len(values) == 0 {
		return 0, false
	}
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return sorted[(len(sorted)-1)/2], true
}

func writeComparison(env *Env, sc *sim.Scenario, sides [2]outcome, seeds int, lang sim.Lang) error {
	w := bufio.NewWriter(env.Out)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	word := func(ko, en string) string { return sim.T(ko, en).In(lang) }
	head := fmt.Sprintf(word("%s — 시드 %d개의 중앙값", "%s — median of %d seeds"), sc.Title.In(lang), seeds)
	_, _ = fmt.Fprintf(w, "%s\n\n", head) // what cannot be written is told by Flush
	_, _ = fmt.Fprintf(table, "A\tB\tB/A\t\t\n")
	for i, name := range sides[0].names {
		a, okA := median(sides[0].values[i])
		b, okB := median(sides[1].values[i])
		if a == 0 && b == 0 {
			continue // a metric that neither side uses
		}
		unit := sides[0].units[i]
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t\t%s\n", figure(a, okA, unit), figure(b, okB, unit), ratio(a, b, okA && okB), name)
	}
	for i := range sc.Laws {
		a, b := sides[0].broken[i], sides[1].broken[i]
		_, _ = fmt.Fprintf(table, "%s\t%s\t\t\t%s\n", broke(a, seeds), broke(b, seeds), sc.Laws[i].Name.In(lang))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	return w.Flush()
}

func figure(n int64, ok bool, unit string) string {
	if !ok {
		return "–"
	}
	return inUnit(n, unit)
}

func ratio(a, b int64, ok bool) string {
	if !ok || a == 0 {
		return ""
	}
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", math.Round(float64(b)/float64(a)*100)/100), "0"), ".") + "×"
}

// broke writes how often a law broke: "✓", or "✗ 3/5".
func broke(n, seeds int) string {
	if n == 0 {
		return "✓"
	}
	return fmt.Sprintf("✗ %d/%d", n, seeds)
}
