package talk

import (
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

// tally counts what a run has shown, and keeps the levels of its metrics.
type tally struct {
	notes  []int64 // by note
	kinds  []int64 // by kind
	levels []int64 // by metric; filled by clone
	run    *sim.Run
}

func newTally(run *sim.Run) tally {
	sc := run.Scenario()
	return tally{make([]int64, len(sc.Notes)), make([]int64, len(sc.Kinds)), make([]int64, len(sc.Metrics)), run}
}

// see counts the step just taken.
func (t *tally) see(run *sim.Run) {
	rec, _ := run.Last()
	if rec.Note > 0 && int(rec.Note) <= len(t.notes) {
		t.notes[rec.Note-1]++
	}
	if (rec.Op == sim.Delivered || rec.Op == sim.Fired) && int(rec.Kind) < len(t.kinds) {
		t.kinds[rec.Kind]++
	}
}

// clone copies the counts, with the levels as they stand now.
func (t *tally) clone() tally {
	out := tally{slices.Clone(t.notes), slices.Clone(t.kinds), make([]int64, len(t.levels)), t.run}
	for m := range out.levels {
		out.levels[m] = t.run.Level(sim.Metric(m))
	}
	return out
}

// step takes one step; false when it may not go on, which it reports.
func (p *player) step(line int, t *target) bool {
	next, ok := p.run.Next()
	switch {
	case !ok:
		p.blame(line, "%s never comes: after step %d, at %s, nothing is left to happen", t.text, p.run.StepCount(), p.run.Now())
		return false
	case next > p.limit:
		p.blame(line, "%s has not come by %s, twice what the timeline shows: name an event that comes, or run for a span first", t.text, p.limit)
		return false
	case p.left <= 0:
		p.add(line, "%s has not come after the %d steps that a talk may take", t.text, MaxSteps)
		return false
	}
	p.run.Step()
	p.left--
	p.tally.see(p.run)
	if p.run.StepCount()%Piece == 0 {
		p.rest()
	}
	return true
}

// runUntil goes to an event.
func (p *player) runUntil(line int, t *target) {
	switch t.what {
	case "time":
		p.runTime(line, t, t.at)
	case "for":
		p.runTime(line, t, p.run.Now()+t.at)
	case "step":
		if t.count < p.run.StepCount() {
			p.blame(line, "step %d lies behind: the run stands at step %d", t.count, p.run.StepCount())
			return
		}
		for p.run.StepCount() < t.count && p.step(line, t) {
		}
	case "law":
		p.runLaw(line, t)
	default:
		p.runEvent(line, t)
	}
}

func (p *player) runTime(line int, t *target, at sim.Time) {
	if at < p.run.Now() {
		p.blame(line, "%s lies behind: the run stands at %s", t.text, p.run.Now())
		return
	}
	p.limit = max(p.limit, at)
	for {
		next, ok := p.run.Next()
		if !ok || next > at || !p.step(line, t) {
			return
		}
	}
}

func (p *player) runLaw(line int, t *target) {
	law, ok := p.law(line, t.name)
	if !ok {
		return
	}
	if broken := p.run.LawState(law).Broken; broken > 0 {
		p.blame(line, "law %s broke in step %d already: the run stands at step %d", t.name, broken, p.run.StepCount())
		return
	}
	for p.run.LawState(law).Broken == 0 && p.step(line, t) {
	}
}

// runEvent goes to a note, a message or timer, or a step at a node.
func (p *player) runEvent(line int, t *target) {
	where, index := sim.None, -1
	switch t.what {
	case "note":
		index = p.note(line, t.name)
	case "kind":
		index = p.kind(line, t.name)
	case "node":
		where = p.node(line, t.name)
		index = int(where)
	}
	if t.on != "" {
		where = p.node(line, t.on)
	}
	if index < 0 || t.on != "" && where == sim.None {
		return
	}
	for count := t.count; count > 0 && p.step(line, t); {
		rec, _ := p.run.Last()
		if p.matches(t.what, index, &rec) && (where == sim.None || rec.Node == where) {
			count--
		}
	}
}

func (p *player) matches(what string, index int, rec *sim.Record) bool {
	switch what {
	case "note":
		return int(rec.Note) == index+1
	case "kind":
		return int(rec.Kind) == index && (rec.Op == sim.Delivered || rec.Op == sim.Fired)
	}
	return true
}

func (p *player) law(line int, id string) (sim.Law, bool) {
	laws := p.base.Scenario.Laws
	names := make([]string, len(laws))
	for i := range laws {
		if names[i] = laws[i].ID; names[i] == id {
			return sim.Law(i), true
		}
	}
	return 0, p.check(line, sim.Unknown("law", id, p.base.Scenario.ID, names))
}

func (p *player) note(line int, name string) int {
	notes := p.base.Scenario.Notes
	names := make([]string, len(notes))
	for i := range notes {
		names[i] = notes[i].Name
	}
	return p.index(line, "note", name, names)
}

func (p *player) kind(line int, name string) int {
	kinds := p.base.Scenario.Kinds
	names := make([]string, len(kinds))
	for i := range kinds {
		names[i] = kinds[i].Name
	}
	return p.index(line, "kind", name, names)
}

func (p *player) metric(line int, id string) int {
	metrics := p.base.Scenario.Metrics
	names := make([]string, len(metrics))
	for i := range metrics {
		names[i] = metrics[i].ID
	}
	return p.index(line, "metric", id, names)
}

// index finds a name; -1 when there is none, which it reports.
func (p *player) index(line int, what, name string, names []string) int {
	i := slices.Index(names, name)
	if i < 0 {
		p.check(line, sim.Unknown(what, name, p.base.Scenario.ID, names))
	}
	return i
}
