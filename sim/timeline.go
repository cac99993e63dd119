package sim

import "golang.org/x/exp/slices"

// Timeline is a run that can be viewed at any moment. It holds two runs of one Spec:
// the scout runs ahead to the horizon and records checkpoints, marks and densities;
// the view stands at the cursor. To go back, the view restores the last checkpoint
// before the target and runs forward from there.
//
// Only Settle takes unbounded time. SeekStep and SeekTime merely set the target, and
// Work moves towards it in bounded pieces, so that a window or a page stays responsive.
//
// An action at a moment in the past starts a new branch; the old history is kept and
// can be returned to.
type Timeline struct {
	opts     Options
	branches []Branch
	current  int
	live     *live
	spec     Spec
}

// Branch is one history of a timeline.
type Branch struct {
	Name    string
	Parent  int   // index of the branch it left; -1 for the first
	Fork    int64 // the step after which they differ
	At      Time  // when that is
	Cursor  int64 // where the view stood when it was left
	Left    Time  // when that was
	Actions []Action

	visited int64 // the furthest step looked at
}

// MaxBranches bounds how many histories a timeline keeps.
const MaxBranches = 16

const (
	lookBehind     = 4096 // records behind the cursor that are always there after a seek
	firstInterval  = 2048 // steps between checkpoints, doubled when there are too many
	maxCheckpoints = 64
	maxCheckBytes  = 64 << 20
)

// live is what the current branch needs in memory.
type live struct {
	scout, view *Run
	before      *Run // one step behind the view, made when it is asked for
	checkpoints []checkpoint
	bytes       int
	interval    int64
	target      int64
	targetTime  Time // used instead of target when not Never
	visited     int64
	horizon     Time
	marks       []Mark
	density     []int32
	first       []int64 // the first step of each density bucket
}

type checkpoint struct {
	step    int64
	world   *world
	bytes   int
	buckets int
	last    int32 // count of the last bucket
}

// MarkKind is what a mark on the timeline stands for.
type MarkKind uint8

// The kinds of marks.
const (
	MarkFault MarkKind = iota // a person acted
	MarkLaw                   // a law broke here for the first time
	MarkNote                  // the scenario calls this step a turning point
)

// Mark is a step worth finding again.
type Mark struct {
	Step int64
	At   Time
	Kind MarkKind
	Law  Law    // when Kind is MarkLaw
	Rec  Record // the step
}

// Buckets is how many density buckets span a scenario's horizon.
const Buckets = 300

// NewTimeline sets up a timeline at step 0.
func NewTimeline(spec Spec, opts Options) (*Timeline, error) {
	t := &Timeline{opts: opts, branches: []Branch{{Name: "1", Parent: -1, Actions: spec.Actions}}}
	run, err := NewRun(spec, opts)
	if err != nil {
		return nil, err
	}
	t.spec = run.spec
	t.live = newLive(run)
	return t, nil
}

func newLive(run *Run) *live {
	l := &live{scout: run, interval: firstInterval, targetTime: Never, horizon: run.sc.Horizon}
	l.view = run.fork(lookBehind * 2)
	l.save()
	return l
}

// fork returns an independent run at the same step that shares the history.
func (r *Run) fork(trace int) *Run {
	f := *r
	f.opts.Trace = trace
	f.trace = ring{}
	f.trace.init(trace)
	f.ctx, f.laws = Ctx{r: &f, node: None}, Laws{&f}
	f.ownScript()
	f.effects = nil
	f.restore(&r.w)
	return &f
}

func (r *Run) restore(w *world) (bytes int) {
	fresh, bytes := cloneWorld(r, w)
	r.w = *fresh
	return bytes
}

// Run returns the run at the cursor. It may be read until the next call of Work
// or Settle, and must not be stepped.
func (t *Timeline) Run() *Run { return t.live.view }

// Ahead returns the run at the edge of what is known, for its trace and history:
// what happens after the cursor.
func (t *Timeline) Ahead() *Run { return t.live.scout }

// Cursor returns the step the view stands at.
func (t *Timeline) Cursor() int64 { return t.live.view.w.step }

// Known returns how far the run has been explored.
func (t *Timeline) Known() (step int64, at Time) { return t.live.scout.w.step, t.live.scout.w.now }

// Horizon returns the time to which the timeline reaches. It grows when the
// cursor comes near it.
func (t *Timeline) Horizon() Time { return t.live.horizon }

// Marks returns the steps worth finding, in order, as far as explored.
func (t *Timeline) Marks() []Mark { return t.live.marks }

// Density returns the number of steps in each of equal spans of virtual time,
// each BucketSpan long, as far as explored.
func (t *Timeline) Density() []int32 { return t.live.density }

// BucketSpan returns the length of one density bucket.
func (t *Timeline) BucketSpan() Time { return bucketSpan(t.live.scout.sc) }

func bucketSpan(sc *Scenario) Time { return max(sc.Horizon/Buckets, Millisecond) }

// Spec returns the run at the cursor as a Spec: the actions up to the cursor and
// those scripted for later.
func (t *Timeline) Spec() Spec {
	s := t.live.view.spec
	s.Actions = t.actionsAround()
	return s
}

func (t *Timeline) actionsAround() []Action {
	v := t.live.view
	return append(slices.Clone(v.w.log), v.spec.Actions[v.w.taken:]...)
}

// SeekStep asks for step n; Work or Settle goes there.
func (t *Timeline) SeekStep(n int64) {
	t.live.target, t.live.targetTime = min(max(n, 0), MaxStep), Never
}

// SeekTime asks for the last step at or before at.
func (t *Timeline) SeekTime(at Time) {
	t.live.targetTime = min(max(at, 0), MaxTime)
}

// Settled reports whether the view stands where it was asked to.
func (t *Timeline) Settled() bool {
	l := t.live
	if l.targetTime == Never {
		return l.view.w.step == l.target || (l.view.w.step < l.target && l.exhausted())
	}
	next, ok := l.view.Next()
	return l.view.w.now <= l.targetTime && (!ok || next > l.targetTime)
}

func (l *live) exhausted() bool {
	_, more := l.view.Next()
	return !more
}

// Settle goes where it was asked to, however far that is.
func (t *Timeline) Settle() {
	for !t.Settled() {
		t.Work(1 << 16)
	}
}

// Work takes up to budget steps: first towards where it was asked to, then exploring
// ahead to the horizon. It reports whether there is nothing left to do.
func (t *Timeline) Work(budget int) bool {
	l := t.live
	l.rewind()
	for budget > 0 && !t.Settled() {
		if l.view.w.step >= l.scout.w.step && !l.explore() {
			break
		}
		l.view.Step()
		budget--
	}
	l.visited = max(l.visited, l.view.w.step)
	for l.view.w.now > l.horizon/10*9 && l.horizon < MaxTime/2 {
		l.horizon = max(2*l.horizon, Millisecond)
	}
	for ; budget > 0; budget-- {
		next, ok := l.scout.Next()
		if !ok || next > l.horizon || !l.explore() {
			return t.Settled()
		}
	}
	return false
}

// rewind restores the best checkpoint for the target: needed when the target
// lies behind, useful when it lies far ahead.
func (l *live) rewind() {
	behind := func(c *checkpoint) bool {
		if l.targetTime != Never {
			return c.world.now <= l.targetTime
		}
		return c.step <= max(l.target-lookBehind, 0)
	}
	back := l.view.w.step > l.target
	if l.targetTime != Never {
		back = l.view.w.now > l.targetTime
	}
	best := 0
	for i := range l.checkpoints {
		if behind(&l.checkpoints[i]) {
			best = i
		}
	}
	if l.targetTime != Never { // records behind the cursor are wanted here, too
		for near := l.checkpoints[best].step; best > 0 && l.checkpoints[best].step > near-lookBehind; {
			best--
		}
	}
	if c := &l.checkpoints[best]; back || c.step > l.view.w.step+l.interval {
		l.view.restore(c.world)
		l.view.record = Record{}
	}
}

// explore takes one step of the scout and writes down what is worth finding.
func (l *live) explore() bool {
	if !l.scout.Step() {
		return false
	}
	r := l.scout
	bucket := int(min(r.w.now, MaxTime) / bucketSpan(r.sc))
	for len(l.density) <= bucket {
		l.density = append(l.density, 0)
		l.first = append(l.first, r.w.step)
	}
	l.density[bucket]++
	l.mark()
	if r.w.step%l.interval == 0 {
		l.save()
	}
	return true
}

func (l *live) mark() {
	r := l.scout
	rec := &r.record
	switch {
	case rec.Op == Acted:
		l.marks = append(l.marks, Mark{Step: rec.Step, At: rec.At, Kind: MarkFault, Rec: *rec})
	case rec.Note > 0 && r.sc.Notes[rec.Note-1].Mark:
		l.marks = append(l.marks, Mark{Step: rec.Step, At: rec.At, Kind: MarkNote, Rec: *rec})
	}
	for i := range r.w.laws {
		if r.w.laws[i].Broken == r.w.step {
			l.marks = append(l.marks, Mark{Step: rec.Step, At: rec.At, Kind: MarkLaw, Law: Law(i), Rec: *rec})
		}
	}
}

// save leaves a checkpoint and thins the older ones when they grow too many or
// too large: every second one goes, and the distance doubles.
func (l *live) save() {
	w, bytes := cloneWorld(l.scout, &l.scout.w)
	c := checkpoint{step: w.step, world: w, bytes: bytes, buckets: len(l.density)}
	if c.buckets > 0 {
		c.last = l.density[c.buckets-1]
	}
	l.checkpoints = append(l.checkpoints, c)
	l.bytes += bytes
	for len(l.checkpoints) > maxCheckpoints || (l.bytes > maxCheckBytes && len(l.checkpoints) > 4) {
		l.interval *= 2
		kept := l.checkpoints[:0]
		l.bytes = 0
		for _, c := range l.checkpoints {
			if c.step%l.interval == 0 {
				kept = append(kept, c)
				l.bytes += c.bytes
			}
		}
		clear(l.checkpoints[len(kept):])
		l.checkpoints = kept
	}
}
