package talk

import (
	"strconv"
	"strings"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

// player takes a talk's runs, beat by beat.
type player struct {
	problems
	catalogue []*sim.Scenario
	stops     []Stop
	pause     func() bool // called after each piece; false ends it

	base   sim.Spec  // what the next run begins with
	fresh  bool      // the next directive that needs a run begins one
	run    *sim.Run  // nil when it could not begin
	tally  tally     // what the run has shown so far
	begun  int       // the first stop of this run
	deeds  []deed    // what the talk did to this run
	other  *sim.Run  // the first compared run, while a condition looks at it
	since  tally     // the tally from which conditions count
	limit  sim.Time  // how far this run may go
	beat   *Beat     // the beat at hand
	stop   *Stop     // and its stop
	left   int64     // steps that may still be taken
	began  bool      // the beat has touched its run
	astray bool      // a line of this run could not be read, or names what there is not
	vs     []against // what the beat compares with
}

// deed is an action that the talk took, with its time: a compared run takes it then.
type deed struct {
	at     sim.Time
	action sim.Action
}

// against is a compared run as written.
type against struct {
	line int
	spec sim.Spec
	own  bool // takes its own actions, not those of this run
}

// Show checks every name on the catalogue and finds each beat's place by running
// it. All problems are in one error, a line each, as those of Parse.
func (t *Talk) Show(catalogue []*sim.Scenario) (*Show, error) {
	return t.ShowInPieces(catalogue, func() bool { return true })
}

// Piece is how many steps ShowInPieces takes at a time.
const Piece = 500

// ShowInPieces is Show for who has something else to do meanwhile: pause is called
// after each piece, and the talk goes on when it returns true. A talk that was cut
// short is refused, as one that takes too long.
func (t *Talk) ShowInPieces(catalogue []*sim.Scenario, pause func() bool) (*Show, error) {
	return t.show(catalogue, pause, problems{name: t.name})
}

// show makes a talk ready of which problems are known already.
func (t *Talk) show(catalogue []*sim.Scenario, pause func() bool, known problems) (*Show, error) {
	p := &player{problems: known, catalogue: catalogue, pause: pause, left: MaxSteps, stops: make([]Stop, len(t.Beats))}
	if t.Scenario == "" && p.count() > 0 { // which has been said
		return nil, p.err()
	}
	if p.scenario(t.line, t.Scenario) {
		for i := range t.Beats {
			p.play(i, &t.Beats[i])
		}
		p.endRun(len(t.Beats))
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	return &Show{Talk: t, Stops: p.stops}, nil
}

// check adds err, if there is one: the run is then not the one that was meant.
func (p *player) check(line int, err error) bool {
	p.astray = p.astray || err != nil
	return p.problems.check(line, err)
}

// blame reports what a run did not do, if it is the one that was meant.
func (p *player) blame(line int, format string, args ...any) {
	if !p.astray {
		p.add(line, format, args...)
	}
}

// scenario begins anew with a scenario's defaults.
func (p *player) scenario(line int, id string) bool {
	ids := make([]string, len(p.catalogue))
	for i, sc := range p.catalogue {
		if ids[i] = sc.ID; sc.ID == id {
			p.base = sim.Spec{Scenario: sc, Seed: sim.DefaultSeed, Params: sc.Defaults()}
			p.fresh = true
			return true
		}
	}
	return p.check(line, sim.Unknown("scenario", id, "", ids))
}

// play takes one beat.
func (p *player) play(i int, b *Beat) {
	p.beat, p.stop, p.began, p.vs = b, &p.stops[i], false, nil
	p.astray = p.astray || b.flawed
	p.stop.View = views[0]
	p.stop.Same = true
	if p.run != nil {
		p.stop.From = p.run.StepCount()
		p.since = p.tally.clone()
	}
	for k := range b.directives {
		p.obey(i, &b.directives[k])
	}
	p.ready(i, b.Line)
	if p.run == nil {
		return
	}
	for k := range b.directives { // which nodes there are, only the run knows
		if d := &b.directives[k]; d.word == "focus" {
			p.node(d.line, d.text)
		}
	}
	p.stop.At, p.stop.Time = p.run.StepCount(), p.run.Now()
	p.question(b.ask)
	p.compareRuns()
}

// obey carries out one directive.
func (p *player) obey(i int, d *directive) {
	switch d.word {
	case "scenario", "preset", "set", "seed", "restart":
		if p.began || len(p.vs) > 0 {
			p.add(d.line, "%s begins a run anew: it stands before run, do, fault, expect and compare of its beat", d.word)
			return
		}
		p.fresh = true
		p.configure(d)
	case "do":
		p.do(i, d)
	case "fault":
		p.fault(i, d)
	case "run":
		if p.ready(i, d.line) {
			p.runUntil(d.line, &d.until)
		}
	case "expect":
		if p.ready(i, d.line) {
			p.expect(d)
		}
	case "compare":
		p.against(d)
	case "view":
		p.stop.View = d.text
	case "focus":
		p.stop.Focus = d.text
	case "pace":
		pace, _ := sim.ParseSpan(d.text + "s") // Parse has read it
		p.stop.Pace = int64(pace / sim.Millisecond)
	}
}

// configure changes what the next run begins with.
func (p *player) configure(d *directive) {
	sc := p.base.Scenario
	switch d.word {
	case "scenario":
		seed := p.base.Seed
		p.scenario(d.line, d.text)
		p.base.Seed = seed
	case "preset":
		if preset := p.preset(d.line, sc, d.text); preset != nil {
			spec, err := sc.Apply(preset, p.base.Seed)
			if p.check(d.line, err) {
				p.base, p.astray = spec, p.beat.flawed // nothing from before stays
			}
		}
	case "seed":
		p.base.Seed, _ = strconv.ParseUint(d.text, 10, 64) // Parse has read it
	case "set":
		p.base.Params = p.base.Params.Clone()
		p.settings(d.line, p.base.Params, strings.Fields(d.text))
	}
}

func (p *player) preset(line int, sc *sim.Scenario, name string) *sim.Preset {
	if preset := sc.Preset(name); preset != nil {
		return preset
	}
	names := make([]string, len(sc.Presets))
	for i := range sc.Presets {
		names[i] = sc.Presets[i].ID
	}
	p.check(line, sim.Unknown("preset", name, sc.ID, names))
	return nil
}

// settings reads NAME=VALUE words.
func (p *player) settings(line int, values sim.Values, words []string) {
	for _, word := range words {
		name, value, ok := strings.Cut(word, "=")
		if !ok {
			p.add(line, "%q sets nothing: write NAME=VALUE without blanks", clip(word))
			continue
		}
		p.check(line, p.base.Scenario.Set(values, name, value))
	}
}

// ready begins the run if there is none, and reports whether there is one.
func (p *player) ready(i, line int) bool {
	p.began = true
	if !p.fresh {
		return p.run != nil
	}
	p.endRun(i)
	p.fresh, p.begun, p.deeds = false, i, nil
	p.stop.Same, p.stop.From = false, 0
	p.run = p.newRun(line, p.base)
	if p.run == nil {
		return false
	}
	p.tally = newTally(p.run)
	p.since = p.tally.clone()
	p.limit = 2 * p.base.Scenario.Horizon
	return true
}

// rest ends a piece. Once that ended the talk, nobody is asked again.
func (p *player) rest() {
	if p.left > 0 && !p.pause() {
		p.left = 0
	}
}

// newRun begins a run; nil when it cannot begin, which it reports.
func (p *player) newRun(line int, spec sim.Spec) *sim.Run {
	p.rest()
	if p.left -= runCost; p.left < 0 {
		p.add(line, "the talk takes too long: at most %d steps, and each run counts as %d more: cut it in two", MaxSteps, runCost)
		return nil
	}
	run, err := sim.NewRun(spec, sim.Options{Laws: true, Metrics: true})
	if !p.check(line, err) {
		return nil
	}
	return run
}

// endRun gives the stops before stop i, which share the run, all that was done to it.
func (p *player) endRun(i int) {
	if p.run == nil {
		return
	}
	spec := p.run.Spec()
	spec.Actions = slices.Clone(spec.Actions)
	for k := p.begun; k < i; k++ {
		p.stops[k].Spec = spec
	}
}

// do takes an action, now or before the run begins.
func (p *player) do(i int, d *directive) {
	if head, _, _ := strings.Cut(d.text, "("); strings.Contains(head, ":") {
		p.script(d)
		return
	}
	if p.ready(i, d.line) {
		p.act(d.line, d.text)
	}
}

func (p *player) act(line int, text string) {
	action, err := sim.ParsePress(text, p.run.Now())
	if !p.check(line, err) {
		return
	}
	at := p.run.Now()
	if p.check(line, p.run.Do(action)) {
		p.deeds = append(p.deeds, deed{at, action})
		p.left--
		p.tally.see(p.run)
	}
}

// script adds an action for later to a run that has not begun.
func (p *player) script(d *directive) {
	action, err := sim.ParseAction(d.text)
	if !p.check(d.line, err) {
		return
	}
	switch {
	case p.began || !p.fresh || len(p.vs) > 0: // a run compared before would go without it
		p.add(d.line, "%q is for later: it stands right after what begins the run, before run, do, expect and compare", clip(d.text))
	case !action.Timed:
		p.add(d.line, "%q: write a time, as in do 2s:crash(s1), or run until the step and act there", clip(d.text))
	default:
		p.base.Actions = sim.InOrder(append(slices.Clone(p.base.Actions), action))
	}
}

// fault presses one of the scenario's fault buttons.
func (p *player) fault(i int, d *directive) {
	if !p.ready(i, d.line) {
		return
	}
	faults := p.base.Scenario.Faults
	names := make([]string, len(faults))
	for k, f := range faults {
		names[k] = f.ID
		if f.ID == d.text {
			for _, call := range f.Do {
				p.act(d.line, call)
			}
			return
		}
	}
	p.check(d.line, sim.Unknown("fault", d.text, p.base.Scenario.ID, names))
}

// node looks a node up; sim.None when there is none.
func (p *player) node(line int, name string) sim.NodeID {
	names := make([]string, len(p.run.Nodes()))
	for i, info := range p.run.Nodes() {
		if names[i] = info.Name; info.Name == name {
			return sim.NodeID(i)
		}
	}
	p.check(line, sim.Unknown("node", name, p.base.Scenario.ID, names))
	return sim.None
}
