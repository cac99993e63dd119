package sim

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// Scenario is one simulation: data and one function that builds it. A scenario
// lives in one folder and is known by one line in the catalogue.
type Scenario struct {
	ID      string // as in links and on the command line: lower case and dashes
	Title   Text
	Summary Text     // the one sentence to remember
	Aliases []string // other names that people look for: older words, other spellings, products
	Week    int
	Theme   string // one of Themes
	Horizon Time   // how much virtual time the timeline shows
	Pace    int64  // the usual speed of play, in thousandths of model time
	Params  []Param
	Presets []Preset // the first is naive, the second right; others may follow
	Faults  []Fault
	Verbs   []Verb
	Roles   []Role
	Kinds   []KindSpec // indexed by Kind
	Notes   []NoteSpec // indexed by Note
	Words   map[string][]Text
	Metrics []MetricSpec // indexed by Metric
	Laws    []LawSpec    // indexed by Law

	Contrast Contrast // how its runs are compared

	Modelled []Text // what the model has, in short sentences
	Omitted  []Text // what it leaves out, so that nobody takes it for the whole

	Tour Text // the guided tour, in the talk format of sim/talk: tour.ko.md and tour.en.md

	Build func(*Setup) Model
}

// Theme groups scenarios on the home screen.
type Theme struct {
	ID    string
	Title Text
}

// Themes lists the groups in the order of the course.
var Themes = []Theme{
	{"traffic", T("트래픽", "Traffic")},
	{"data", T("분산 데이터", "Distributed data")},
	{"resilience", T("장애 대응", "Resilience")},
	{"platform", T("플랫폼", "Platform")},
	{"interview", T("시스템 설계 면접", "System design interview")},
}

// Model is the state of a run beyond its nodes, and the scenario's judgement of it.
type Model interface {
	// Check states the scenario's laws; it runs after every step, so it must be
	// cheap: compare counters that the nodes keep, do not search.
	Check(l *Laws)
	// Draw adds to the scene what the engine cannot know: roles, queues, logs.
	// Nodes, links and packets are there already. It must not change the model.
	Draw(v *View, s *scene.Scene)
}

// Actor is a Model with verbs of its own.
type Actor interface {
	// Act carries out Scenario.Verbs[verb]; the arguments are already checked.
	Act(c *Ctx, verb int, args []int64)
}

// Fault is a button: a list of actions a person can cause with one click.
type Fault struct {
	ID    string
	Title Text
	Do    []string // as ParsePress reads them: "crash(p)", "+40s:restart(p)"
}

// Verb is an action that only this scenario knows.
type Verb struct {
	Name  string
	Title Text
	Args  []ArgKind
}

// ArgKind is what an argument of an action must be.
type ArgKind uint8

// The kinds of arguments, with examples.
const (
	ArgNode     ArgKind = iota // s1
	ArgDuration                // 500ms
	ArgCount                   // 3
)

// KindSpec describes one kind of message or timer.
type KindSpec struct {
	Name   string    // short, as on a packet and in traces: "append"
	Fields [4]string // names of A, B, C and D in machine formats; "" is left out
	Label  Text      // what a packet shows beside it; may use {a} … {d}; Name if empty
	Says   Text      // the sentence for a step in which one arrives
	Tone   scene.Tone
	Quiet  bool   // routine: play may pass over it, the sequence diagram dims it
	Code   string // the algorithm at work, as "balancer/p2c.go:TwoChoices.Pick"; "" is none
}

// Note numbers a scenario's notes; it indexes Scenario.Notes.
type Note int

// NoteSpec is a sentence that says more about a step than its kind can: what the
// node decided and why. {a} … {d} are the note's own arguments.
type NoteSpec struct {
	Name string // short, as talks name it: "taken-out"
	Says Text
	Tone scene.Tone
	Mark bool   // also marked on the timeline
	Code string // the algorithm that decided, as KindSpec.Code; "" is the kind's
}

// LawSpec is one thing that must hold.
type LawSpec struct {
	ID       string
	Name     Text
	Says     Text // the whole rule, in a sentence
	Broken   Text // why it is broken now; {a} … {d} are what Laws.Require was given
	Liveness bool
}

// MetricKind is how a metric counts.
type MetricKind uint8

// The kinds of metrics.
const (
	Counter      MetricKind = iota // only grows; charts show its rate per second
	Gauge                          // a level
	Distribution                   // samples; charts show p50 and p99 of the last seconds
)

// MetricSpec describes one thing that is measured.
type MetricSpec struct {
	ID    string
	Name  Text
	Kind  MetricKind
	Unit  string // "ns" for spans, "" for counts, "ppm" for shares
	Chart string // metrics with the same name share a chart; "" is not charted
	Tone  scene.Tone
	Node  string // the metric belongs to this node and is hidden when it is absent
}

// Setup is what Build works with.
type Setup struct {
	r *Run
}

// Param returns parameter i of Scenario.Params: a number, a span in nanoseconds,
// or the index of a choice; the first element of a list.
func (s *Setup) Param(i int) int64 { return s.r.w.params[i][0] }

// List returns all elements of parameter i. It must not be changed.
func (s *Setup) List(i int) []int64 { return s.r.w.params[i] }

// NodeInfo is how a node is shown before the scenario says more.
type NodeInfo struct {
	Name   string // short and unique, as in links: "s1"
	Label  Text
	Shape  scene.Shape
	Column int // tier, counted from the side the load comes from
	Absent bool
	Group  GroupID // where it is at the start; 0 is nowhere

	// What is usual for the node's clock, and no fault: how far it is ahead of the true
	// time, and how much faster it runs, in millionths. Skew less than that of the
	// others, or a negative drift, is behind or slower.
	Skew     Time
	DriftPPM int64
}

// Node adds a node and returns its number.
func (s *Setup) Node(info NodeInfo, n Node) NodeID {
	s.r.infos = append(s.r.infos, info)
	s.r.w.groups = append(s.r.w.groups, info.Group)
	status := Up
	if info.Absent {
		status = Gone
	}
	s.r.w.nodes = append(s.r.w.nodes, nodeState{node: n, status: status, slow: slowUnit, skew: info.Skew})
	return NodeID(len(s.r.infos) - 1)
}

// maxDrift bounds how much faster or slower than true time a clock runs, in ppm: one
// that ran backwards would be no clock. Quartz drifts by tens.
const maxDrift = 500_000

// odd reports whether a rune may not stand in a name.
func odd(c rune) bool {
	return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9')
}

// checkNodes reports the first node that actions could not name or crash.
func (r *Run) checkNodes() error {
	if n := len(r.infos); n > MaxNodes {
		return fmt.Errorf("there are %d nodes: a run has at most %d, absent ones included", n, MaxNodes)
	}
	known := map[string]bool{}
	for i, info := range r.infos {
		if info.Name == "" || strings.ContainsFunc(info.Name, odd) {
			return fmt.Errorf("node %d is called %q: a name is letters and digits, so that links can hold it", i, info.Name)
		}
		if known[info.Name] {
			return fmt.Errorf("two nodes are called %q: give each a name of its own", info.Name)
		}
		known[info.Name] = true
		if info.DriftPPM < -maxDrift || info.DriftPPM > maxDrift || info.Skew < -MaxTime || info.Skew > MaxTime {
			return fmt.Errorf("node %s: its clock is off by %s and drifts by %d ppm: at most %s and %d are allowed, either way",
				info.Name, FormatSpan(info.Skew), info.DriftPPM, FormatSpan(MaxTime), maxDrift)
		}
		volatile, _ := r.w.nodes[i].node.State()
		if v := reflect.ValueOf(volatile); volatile != nil && (v.Kind() != reflect.Pointer || v.IsNil()) {
			return fmt.Errorf("node %s: State returns a %T as what a crash loses: it must be a pointer to it, or nil", info.Name, volatile)
		}
	}
	return nil
}

// Link sets what the network does between a and b, in both directions. Pairs
// never mentioned are joined by a link of constant 1 ms.
func (s *Setup) Link(a, b NodeID, latency Latency) {
	s.r.linkSetups = append(s.r.linkSetups, linkSetup{a, b, latency}, linkSetup{b, a, latency})
}

// OneWay is Link for the direction from a to b only.
func (s *Setup) OneWay(a, b NodeID, latency Latency) {
	s.r.linkSetups = append(s.r.linkSetups, linkSetup{a, b, latency})
}

// Stream adds a named random stream. Under one seed a stream of the same name
// gives the same numbers whatever else the scenario does.
func (s *Setup) Stream(name string) Stream {
	s.r.w.streams = append(s.r.w.streams, s.r.namedStream(name))
	return Stream(len(s.r.w.streams) - 1)
}

// Stream numbers a run's named random streams.
type Stream int

type linkSetup struct {
	from, to NodeID
	latency  Latency
}

// Kind returns the description of k; an empty one when k is out of range.
func (sc *Scenario) Kind(k Kind) KindSpec {
	if int(k) < len(sc.Kinds) {
		return sc.Kinds[k]
	}
	return KindSpec{}
}

// Preset returns the preset called id, or nil.
func (sc *Scenario) Preset(id string) *Preset {
	for i := range sc.Presets {
		if sc.Presets[i].ID == id {
			return &sc.Presets[i]
		}
	}
	return nil
}
