// Package play is a run as a screen shows it: where it stands, how it plays, what is
// chosen in it.
package play

import (
	"time"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// Hidden reports whether a metric belongs to a node that is not there.
func (r *Run) Hidden(m *sim.MetricSpec) bool {
	if m.Node == "" {
		return false
	}
	for i := range r.Scene.Nodes {
		if r.Scene.Nodes[i].Name == m.Node {
			return r.Scene.Nodes[i].Status == scene.Absent
		}
	}
	return true
}

// Timed returns the run on the stage with its actions at times instead of steps: a
// step of one run is nothing to another.
func (r *Run) Timed() sim.Spec {
	spec := r.Tl.Spec()
	actions := append([]sim.Action{}, spec.Actions...)
	marks := r.Tl.Marks()
	for i := range actions {
		for j := range marks {
			if a := &actions[i]; !a.Timed && marks[j].Kind == sim.MarkFault && marks[j].Rec.C == int64(i) {
				a.Timed, a.At, a.Step = true, marks[j].At, 0
			}
		}
	}
	spec.Actions = actions
	return spec
}

// Quiet reports whether a record is routine, left out of the diagram.
func (r *Run) Quiet(rec *sim.Record) bool {
	if rec.Op == sim.Expired {
		return true
	}
	return rec.Note == 0 && (rec.Op == sim.Delivered || rec.Op == sim.Fired) && r.Sc.Kind(rec.Kind).Quiet
}

func (r *Run) PacketLabel(rec *sim.Record) string {
	return r.Tl.Run().MessageLabel(*rec, r.env.Lang)
}

// FirstNode returns the leftmost lifeline's node.
func (r *Run) FirstNode() int32 {
	for i := range r.Scene.Nodes {
		if r.Scene.Nodes[i].Status != scene.Absent {
			return r.Scene.Nodes[i].ID
		}
	}
	return -1
}

func (r *Run) NoteTone(n sim.Note) (tone scene.Tone) {
	if n > 0 && int(n) <= len(r.Sc.Notes) {
		tone = r.Sc.Notes[n-1].Tone
	}
	return tone
}

func (r *Run) Packet(id int64) int {
	for i := range r.Scene.Packets {
		if r.Scene.Packets[i].ID == id {
			return i
		}
	}
	return -1
}

// Run is one run on show: where it stands, how it plays, and what is chosen in it.
type Run struct {
	Pace
	env      *screen.Env
	Sc       *sim.Scenario
	Tl       *sim.Timeline
	Scene    scene.Scene
	Drawn    int64    // the step the scene shows; -1 is none
	Clock    sim.Time // the virtual time shown, between two steps
	last     time.Time
	Ease     Ease
	Prepared string // the preset that it was made from, "" for none
	Selected model.Part
}

// New returns a run at its start.
func New(a *screen.Env, spec sim.Spec) (*Run, error) {
	tl, err := sim.NewTimeline(spec, sim.Full)
	if err != nil {
		return nil, err
	}
	return Of(a, tl), nil
}

// Of returns the run of a timeline, where it stands.
func Of(a *screen.Env, tl *sim.Timeline) *Run {
	r := &Run{env: a, Sc: tl.Spec().Scenario, Tl: tl, Drawn: -1, last: a.Now()}
	r.Speed = paceOf(r.Sc.Pace)
	return r
}

// Ease is the short way from one step to the next.
type Ease struct {
	On       bool
	From, To sim.Time
	Begun    time.Time
}

const easeFor = 250 * time.Millisecond

// RestAtStep and restAtTime stop at a place.
func (r *Run) RestAtStep(step int64) { r.ToStep(step) }

func (r *Run) RestAtTime(at sim.Time) {
	r.Playing = false
	r.ToTime(at)
}

// Moment is the virtual time of the last step.
func (r *Run) Moment() sim.Time { return r.Tl.Run().Now() }

// PlayFrom begins to play.
func (r *Run) PlayFrom(at sim.Time) {
	r.TogglePlay()
	r.Clock = at
}

func (r *Run) SeedText() string { return ShortSeed(r.Tl.Run().Spec().Seed) }

func (r *Run) ChoicesOf(id string) []sim.Choice {
	for i := range r.Sc.Params {
		if r.Sc.Params[i].ID == id {
			return r.Sc.Params[i].Choices
		}
	}
	return nil
}

// Work lets the timeline run for a few milliseconds: to where it was asked to
// go, then exploring ahead.
func (r *Run) Work() bool {
	settled := r.Tl.Settled()
	begun := r.env.Now()
	before, _ := r.Tl.Known()
	for !r.Tl.Work(500) { // at least once, however slow the machine
		if r.env.Now().Sub(begun) >= 6*time.Millisecond {
			break
		}
	}
	after, _ := r.Tl.Known()
	return !settled || after != before
}

// Advance moves the virtual time on: in play, and while easing to a step.
func (r *Run) Advance() bool {
	now := r.env.Now()
	dt := min(now.Sub(r.last), 100*time.Millisecond) // a slow machine slows the model, not the input
	r.last = now
	if r.Ease.On {
		part := float64(now.Sub(r.Ease.Begun)) / float64(easeFor)
		if part >= 1 || r.env.ReducedMotion {
			r.Ease.On, r.Clock, r.Drawn = false, r.Ease.To, -1
			return true
		}
		r.Clock = r.Ease.From + sim.Time(float64(r.Ease.To-r.Ease.From)*part*(2-part))
		return true
	}
	if !r.Playing || !r.Tl.Settled() {
		return false
	}
	if _, more := r.Tl.Run().Next(); !more {
		r.Playing = false
		r.env.Say(words.Ended.In(r.env.Lang))
		return true
	}
	r.Clock += sim.Time(dt) * sim.Time(Speeds[r.Speed]) / 1000
	r.Tl.SeekTime(r.Clock)
	return true
}

// ToStep moves the cursor anywhere; the timeline goes there in bounded pieces.
func (r *Run) ToStep(step int64) {
	r.Playing, r.Ease.On, r.Drawn = false, false, -1
	r.Tl.SeekStep(step)
}

func (r *Run) ToTime(at sim.Time) {
	r.Ease.On, r.Drawn = false, -1
	r.Clock = at
	r.Tl.SeekTime(at)
}

func (r *Run) TogglePlay() {
	if r.Ease.On {
		r.Ease.On, r.Drawn = false, -1
	}
	r.Playing = !r.Playing
	r.Clock = r.Tl.Run().Now()
	r.Drawn = -1
	if !r.Playing {
		r.Tl.SeekStep(r.Tl.Cursor())
	}
}

// PresetOf returns the preset that a run was made from, "" for none.
func (r *Run) PresetOf(spec sim.Spec) string {
	for i := range r.Sc.Presets {
		p := &r.Sc.Presets[i]
		applied, err := r.Sc.Apply(p, spec.Seed)
		if err == nil && applied.Params.Equal(spec.Params) && len(applied.Actions) == len(spec.Actions) &&
			slices.EqualFunc(applied.Actions, spec.Actions, func(a, b sim.Action) bool { return a.String() == b.String() }) {
			return p.ID
		}
	}
	return ""
}
