package sim

import (
	"fmt"
	"reflect"

	"github.com/kookmin-msa-study/msalab/sim/internal/clone"
	"github.com/kookmin-msa-study/msalab/sim/rng"
)

// Spec is what a run is made of. Two runs of one build with equal Specs are equal
// step by step, on every platform.
type Spec struct {
	Scenario *Scenario
	Seed     uint64
	Params   Values   // the scenario's defaults when nil
	Actions  []Action // each happens at its own moment, in whatever order they stand: see InOrder
}

// Options says how much a run records. The outcome never depends on it, except
// that Digest needs Digests and Laws.
type Options struct {
	Trace   int  // records kept, rounded up to a power of two; 0 keeps none
	Digests bool // fold every step into the digest
	Laws    bool // check the laws after every step
	Metrics bool // keep samples and levels
}

// DefaultTrace is how many records a run keeps unless told otherwise.
const DefaultTrace = 1 << 17

// Full is how a run is recorded for people to look at.
var Full = Options{Trace: DefaultTrace, Digests: true, Laws: true, Metrics: true}

// Run is one run of a scenario. It only steps forward; Timeline looks anywhere.
// A Run is not safe for concurrent use.
type Run struct {
	sc         *Scenario
	spec       Spec
	opts       Options
	infos      []NodeInfo
	groups     []GroupInfo
	linkSetups []linkSetup
	declared   [][2]NodeID // declared links, for the picture
	ops        []op        // spec.Actions, looked up
	heads      heads
	grid       Time
	cloner     *clone.Cloner
	history    *history
	trace      ring
	w          world
	ctx        Ctx
	laws       Laws
	event      Event
	cause      int64 // the step on whose account things are sent and set now
	effects    []op  // what the step asked to happen at its end; empty between steps
	record     Record
}

// world is everything that changes as a run goes on: what a checkpoint copies.
type world struct {
	now      Time
	step     int64
	messages int64
	queue    queue
	nodes    []nodeState
	frozen   []frozen  // by node
	groups   []GroupID // of each node
	links    links
	streams  []rng.Stream
	params   [][]int64
	model    Model
	laws     []LawState
	levels   []int64
	samples  []int
	ticks    int
	nextTick Time
	taken    int // actions carried out
	faults   int // faults in force
	faultAt  Time
	digest   uint64
	log      []Action // actions as they happened
	kept     []kept   // work that waits, by node
}

// NewRun sets up a run at step 0. Every name and number in spec is checked; an error
// about them matches ErrBadInput. A scenario whose state cannot be copied faithfully, as
// CheckState says, is refused, too.
func NewRun(spec Spec, opts Options) (*Run, error) {
	sc := spec.Scenario
	if spec.Params == nil {
		spec.Params = sc.Defaults()
	}
	if len(spec.Actions) > MaxActions {
		return nil, badInput("a run takes at most %d actions, not %d", MaxActions, len(spec.Actions))
	}
	spec.Actions = InOrder(spec.Actions)
	r := &Run{sc: sc, spec: spec, opts: opts}
	r.ctx, r.laws = Ctx{r: r, node: None}, Laws{r}
	r.trace.init(opts.Trace)
	if err := sc.check(spec.Params); err != nil {
		return nil, err
	}
	r.setupParams()
	r.w.model = sc.Build(&Setup{r})
	if err := r.checkNodes(); err != nil {
		return nil, fmt.Errorf("scenario %s: %w", sc.ID, err)
	}
	if err := r.checkGroups(); err != nil {
		return nil, fmt.Errorf("scenario %s: %w", sc.ID, err)
	}
	r.w.frozen = make([]frozen, len(r.w.nodes))
	r.setupLinks()
	r.setupMeasures()
	for _, a := range spec.Actions {
		o, err := r.resolve(a)
		if err != nil {
			return nil, err
		}
		r.ops = append(r.ops, o)
	}
	for id := range r.w.nodes {
		if r.w.nodes[id].status == Up {
			r.start(NodeID(id))
		}
	}
	r.settle()
	if err := r.CheckState(); err != nil {
		return nil, err
	}
	return r, nil
}

func (r *Run) setupParams() {
	r.w.params = make([][]int64, len(r.sc.Params))
	for i := range r.sc.Params {
		r.w.params[i] = r.sc.Params[i].internal(r.spec.Params[i])
	}
}

func (r *Run) setupMeasures() {
	n := len(r.sc.Metrics)
	r.cloner = clone.New(reflect.TypeFor[Data]())
	r.history = &history{make([][]Sample, n), make([][]int64, n)}
	r.w.levels, r.w.samples = make([]int64, n), make([]int, n)
	r.w.laws = make([]LawState, len(r.sc.Laws))
	for i := range r.w.laws {
		r.w.laws[i].Holds = true
	}
	r.grid = max(r.sc.Horizon/300, Millisecond)
	r.w.digest = clone.Mix(clone.Mix(1, r.spec.Seed), uint64(len(r.infos)))
}

func (r *Run) namedStream(name string) rng.Stream { return rng.Named(r.spec.Seed, name) }

// start runs a node's Start, at the beginning or after a crash.
func (r *Run) start(id NodeID) {
	r.ctx.node = id
	r.w.nodes[id].node.Start(&r.ctx)
}

// Scenario returns what is being run.
func (r *Run) Scenario() *Scenario { return r.sc }

// Spec returns what the run was made of, with its parameters filled in: the actions
// carried out so far in the order in which they happened, then the others.
func (r *Run) Spec() Spec { return r.spec }

// Now returns the virtual time of the last step.
func (r *Run) Now() Time { return r.w.now }

// StepCount returns how many steps were taken.
func (r *Run) StepCount() int64 { return r.w.step }

// Log returns the actions carried out so far, each with the step it followed.
func (r *Run) Log() []Action { return r.w.log }

// Full reports that more than a million events were pending. The run ends there:
// nothing is left to do, as Next and Step say.
func (r *Run) Full() bool { return r.w.queue.full }

// Next returns when the next step happens, and false when nothing is left to do.
func (r *Run) Next() (Time, bool) {
	if r.w.queue.full {
		return Never, false
	}
	at, _, ok := r.w.queue.next()
	if i := r.upcoming(at); i >= 0 {
		return r.actionTime(&r.spec.Actions[i]), true
	}
	return at, ok
}

func (r *Run) actionTime(a *Action) Time {
	if a.Timed {
		return max(a.At, r.w.now)
	}
	return r.w.now
}

// Step handles exactly one event or action. It reports false when nothing is left.
func (r *Run) Step() bool {
	if r.w.queue.full {
		return false
	}
	at, slot, ok := r.w.queue.next()
	if i := r.upcoming(at); i >= 0 {
		r.advance(i)
		r.act(&r.spec.Actions[r.w.taken])
		return true
	}
	if !ok {
		return false
	}
	late := r.w.queue.items[slot].flags&flagLate != 0
	r.begin(at)
	r.w.queue.take()
	r.dispatch(slot)
	r.settle()
	if late { // what a person held up has come to its end
		r.countFaults()
	}
	r.finish()
	return true
}

// StepTo steps until step number n, or until nothing is left.
func (r *Run) StepTo(n int64) {
	for r.w.step < n && r.Step() {
	}
}

// RunUntil steps as long as the next step happens at t or before, or until steps
// more steps were taken. It reports whether t was reached.
func (r *Run) RunUntil(t Time, steps int64) bool {
	for ; steps > 0; steps-- {
		at, ok := r.Next()
		if !ok || at > t {
			return true
		}
		r.Step()
	}
	at, ok := r.Next()
	return !ok || at > t
}

func (r *Run) begin(at Time) {
	if at >= r.w.nextTick {
		r.tick(at)
	}
	r.w.now = at
	r.w.step++
	r.cause = r.w.step
}

// dispatch hands a pending event to its node, or says why it cannot.
func (r *Run) dispatch(slot uint32) {
	w := &r.w
	it := &w.queue.items[slot]
	e := &r.event
	e.Msg = Msg{it.kind, it.a, it.b, it.c, it.d, nil}
	if it.data != 0 {
		e.Data = w.queue.data[it.data]
	}
	e.Node, e.From, e.Sent, e.Cause, e.ID = it.node, it.from, it.sent, it.cause, it.id
	e.Timer = it.flags&flagTimer != 0
	flags, incarnation := it.flags, it.incarnation
	n := &w.nodes[e.Node]
	r.describe(e, Delivered)
	r.record.Wake = flags&flagWake != 0
	switch {
	case e.Timer && incarnation != n.incarnation:
		r.record.Op = Expired // set before a crash: the process that set it is gone
	case flags&flagLost != 0:
		r.record.Op = LostOnLink
		if flags&flagCut != 0 {
			r.record.Op = CutOff
		}
	case flags&flagWake != 0:
		r.record.Op = r.comeBack(e.Node, uint32(e.A))
	case n.status == Paused:
		r.holdBack(slot, n)
		return
	case n.status == Down || n.status == Gone:
		r.record.Op = NobodyHome
	default:
		if e.Timer {
			r.record.Op = Fired
		}
		w.queue.release(slot)
		r.ctx.node = e.Node
		n.node.Handle(&r.ctx, e)
		return
	}
	w.queue.release(slot)
}

// describe begins the record of the step being taken.
func (r *Run) describe(e *Event, what Op) {
	r.record = Record{Step: r.w.step, At: r.w.now, Sent: e.Sent, Cause: e.Cause, Op: what, Kind: e.Kind,
		Node: e.Node, Peer: e.From, Message: e.ID, A: e.A, B: e.B, C: e.C, D: e.D}
}

// finish checks the laws and writes the step down.
func (r *Run) finish() {
	w := &r.w
	if r.opts.Laws {
		w.model.Check(&r.laws)
	}
	rec := &r.record
	if r.opts.Digests {
		d := clone.Mix(w.digest, uint64(rec.At))
		d = clone.Mix(d, uint64(uint32(rec.Node))<<32|uint64(uint32(rec.Peer)))
		d = clone.Mix(d, uint64(rec.Kind)<<16|uint64(rec.Op)<<8|uint64(uint8(rec.Note)))
		d = clone.Mix(clone.Mix(d, uint64(rec.A)), uint64(rec.B))
		d = clone.Mix(clone.Mix(d, uint64(rec.C)), uint64(rec.D))
		w.digest = clone.Mix(clone.Mix(d, uint64(rec.Message)), w.queue.seq)
	}
	if r.opts.Trace > 0 {
		r.trace.put(rec)
	}
}

// Digest returns a 64-bit value over every step so far and the state they led to.
// Equal runs have equal digests on every platform.
func (r *Run) Digest() uint64 {
	w := &r.w
	d := clone.Mix(w.digest, uint64(w.step))
	d = clone.Mix(d, clone.Hash(r.cloner, &w.nodes))
	for id := range w.nodes {
		if w.nodes[id].status == Paused {
			d = clone.Mix(d, uint64(w.frozen[id].at))
		}
	}
	if len(r.groups) > 0 {
		d = clone.Mix(d, clone.Hash(r.cloner, &w.groups))
	}
	d = clone.Mix(d, clone.Hash(r.cloner, &w.model))
	every := r.every()
	d = clone.Mix(d, clone.Hash(r.cloner, &every))
	d = clone.Mix(d, clone.Hash(r.cloner, &w.streams))
	d = clone.Mix(d, clone.Hash(r.cloner, &w.levels))
	d = clone.Mix(d, clone.Hash(r.cloner, &w.params))
	d = clone.Mix(d, clone.Hash(r.cloner, &w.laws))
	return w.queue.hash(d)
}

// LawState returns how a law stands.
func (r *Run) LawState(l Law) LawState { return r.w.laws[l] }

// Param returns parameter i as it stands now, in the unit written in links.
func (r *Run) Param(i int) []int64 {
	v := r.w.params[i]
	if r.sc.Params[i].Unit != MS {
		return v
	}
	out := make([]int64, len(v))
	for j := range v {
		out[j] = v[j] / int64(Millisecond)
	}
	return out
}

func cloneWorld(r *Run, w *world) (*world, int) { return clone.Copy(r.cloner, w) }
