package cli

import (
	"context"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"golang.org/x/exp/slices"
)

// Limits says how far to run.
type Limits struct {
	Steps *int64 `xor:"limit" placeholder:"N" help:"Take N steps."`
	Until string `xor:"limit" placeholder:"30s" help:"Run until this virtual time."`
}

// Output says what to write, and where.
type Output struct {
	Lang   string `placeholder:"ko|en" help:"Language of sentences (ko, en)."`
	Format string `default:"text" help:"text, ndjson, mermaid, summary or digest."`
	Out    string `placeholder:"FILE" help:"Write to FILE, whole or not at all."`
}

// RunCmd runs a scenario.
type RunCmd struct {
	ID     string   `arg:"" help:"Scenario, as in list."`
	Seed   *uint64  `placeholder:"N" help:"Random seed (42)."`
	Preset string   `placeholder:"NAME" help:"Begin with a preset's parameters and actions."`
	Set    []string `sep:"none" placeholder:"k=v" help:"Set a parameter; repeatable."`
	Do     []string `sep:"none" placeholder:"STEP:ACTION" help:"Act, as in 120:crash(s1) or 2s:heal(); repeatable."`
	Limits
	Output
}

// ReplayCmd runs what a link says.
type ReplayCmd struct {
	Link   string `arg:"" help:"A link, with or without the address before its #."`
	Number int    `name:"run" placeholder:"N" help:"Of a link that compares, replay only run N."`
	Limits
	Output
}

// job is one run to take and write down.
type job struct {
	spec   sim.Spec
	lang   sim.Lang
	link   link.Link
	follow bool     // the link points at the last step taken
	steps  int64    // how many steps to take at most
	until  sim.Time // and to which time
	format string
	out    string
}

// Run is called by kong.
func (c *RunCmd) Run(ctx context.Context, env *Env) error {
	sc, err := env.scenario(c.ID)
	if err != nil {
		return err
	}
	spec, until, err := c.spec(sc)
	if err != nil {
		return err
	}
	j := job{spec: spec, until: until, follow: true}
	if err := j.apply(c.Limits, c.Output); err != nil {
		return err
	}
	j.link = link.Of(j.spec, 0, j.lang)
	return j.execute(ctx, env)
}

// Run is called by kong.
func (c *ReplayCmd) Run(ctx context.Context, env *Env) error {
	l, err := link.Decode(c.Link, env.Catalogue)
	if err != nil {
		return err
	}
	specs, err := link.Runs(l, env.Catalogue)
	if err != nil {
		return err
	}
	if c.Number < 0 || c.Number > len(specs) {
		return sim.BadInput("--run must be a whole number from 1 to %d, the runs in the link, not %d", len(specs), c.Number)
	}
	if len(specs) > 1 && c.Number == 0 {
		return c.compare(ctx, env, l, specs)
	}
	if c.Number > 1 && !l.ByTime && l.At > 0 { // the step is one of the first run
		if l.Time, err = timeOf(ctx, specs[0], l.At); err != nil {
			return err
		}
		l.ByTime = true
	}
	return c.one(ctx, env, l, specs[max(c.Number, 1)-1])
}

// one replays a single run to where the link points.
func (c *ReplayCmd) one(ctx context.Context, env *Env, l link.Link, spec sim.Spec) error {
	limited := c.Steps != nil || c.Until != ""
	j := job{spec: spec, link: link.Of(spec, l.At, l.Lang), lang: l.Lang, until: spec.Scenario.Horizon, follow: limited}
	j.link.View, j.link.Tab, j.link.AnyLang = l.View, l.Tab, l.AnyLang
	switch {
	case limited:
	case l.ByTime:
		j.until, j.follow = l.Time, true
	case l.At > 0:
		c.Steps = &l.At
	}
	if err := j.apply(c.Limits, c.Output); err != nil {
		return err
	}
	return j.execute(ctx, env)
}

// apply takes over the flags that run and replay share.
func (j *job) apply(limits Limits, output Output) error {
	j.steps, j.format, j.out = sim.MaxStep, output.Format, output.Out
	if !slices.Contains(formatNames, j.format) {
		return sim.Unknown("format", j.format, "", formatNames)
	}
	if limits.Steps != nil {
		if j.steps, j.until = *limits.Steps, sim.Never; j.steps < 0 || j.steps > sim.MaxStep {
			return sim.BadInput("--steps must be a whole number from 0 to %d, not %d", sim.MaxStep, j.steps)
		}
	}
	if limits.Until != "" {
		until, err := sim.ParseSpan(limits.Until)
		if err != nil || until < 0 || until > sim.MaxTime {
			return sim.BadInput("--until must be a time from 0s to 86400s, such as 30s or 250ms, not %q", limits.Until)
		}
		j.until = until
	}
	if output.Lang == "" {
		return nil
	}
	lang, err := parseLang(output.Lang)
	j.lang = lang
	return err
}

// spec puts the run together; actions stand as they were typed. until is how far
// it is worth running.
func (c *RunCmd) spec(sc *sim.Scenario) (spec sim.Spec, until sim.Time, err error) {
	seed := uint64(sim.DefaultSeed)
	if c.Seed != nil {
		seed = *c.Seed
	}
	preset := &sim.Preset{}
	if c.Preset != "" {
		if preset = sc.Preset(c.Preset); preset == nil {
			return spec, 0, sim.Unknown("preset", c.Preset, sc.ID, presetNames(sc))
		}
	}
	if spec, err = sc.Apply(preset, seed); err != nil {
		return spec, 0, err
	}
	if err := setAll(sc, spec.Params, c.Set); err != nil {
		return spec, 0, err
	}
	for _, text := range c.Do {
		a, err := sim.ParseAction(text)
		if err != nil {
			return spec, 0, err
		}
		spec.Actions = append(spec.Actions, a)
	}
	if preset.Until > 0 {
		return spec, preset.Until, nil
	}
	return spec, sc.Horizon, nil
}

func setAll(sc *sim.Scenario, values sim.Values, settings []string) error {
	seen := []string{}
	for _, text := range settings {
		name, value, ok := strings.Cut(text, "=")
		if !ok {
			return sim.BadInput("--set takes name=value, as in --set %s, not %q", exampleSetting(sc), clip(text))
		}
		if slices.Contains(seen, name) {
			return sim.BadInput("--set %s stands twice: write it once", clip(name))
		}
		if err := sc.Set(values, name, value); err != nil {
			return err
		}
		seen = append(seen, name)
	}
	return nil
}

func exampleSetting(sc *sim.Scenario) string {
	if len(sc.Params) == 0 {
		return "replicas=3"
	}
	p := &sc.Params[0]
	return p.ID + "=" + p.Format(p.Default)
}

func presetNames(sc *sim.Scenario) []string {
	names := make([]string, len(sc.Presets))
	for i := range sc.Presets {
		names[i] = sc.Presets[i].ID
	}
	return names
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
