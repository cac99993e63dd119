package visual

import (
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
)

// Run is one run on show: where it stands, how it plays, and what is chosen in it.
type Run struct {
	pace
	app      *Env
	sc       *sim.Scenario
	tl       *sim.Timeline
	scene    scene.Scene
	drawn    int64    // the step the scene shows; -1 is none
	clock    sim.Time // the virtual time shown, between two steps
	last     time.Time
	ease     ease
	prepared string // the preset that it was made from, "" for none
	selected model.Part
}

// NewRun returns a run at its start.
func NewRun(a *Env, spec sim.Spec) (*Run, error) {
	tl, err := sim.NewTimeline(spec, sim.Full)
	if err != nil {
		return nil, err
	}
	return RunOf(a, tl), nil
}

// RunOf returns the run of a timeline, where it stands.
func RunOf(a *Env, tl *sim.Timeline) *Run {
	r := &Run{app: a, sc: tl.Spec().Scenario, tl: tl, drawn: -1, last: a.now()}
	r.speed = paceOf(r.sc.Pace)
	return r
}

// ease is the short way from one step to the next.
type ease struct {
	on       bool
	from, to sim.Time
	begun    time.Time
}

const easeFor = 250 * time.Millisecond

// restAtStep and restAtTime stop at a place.
func (r *Run) restAtStep(step int64) { r.seek(step) }

func (r *Run) restAtTime(at sim.Time) {
	r.playing = false
	r.seekTime(at)
}

// moment is the virtual time of the last step.
func (r *Run) moment() sim.Time { return r.tl.Run().Now() }

// playFrom begins to play.
func (r *Run) playFrom(at sim.Time) {
	r.togglePlay()
	r.clock = at
}
