package sim

import (
	"fmt"
	"strconv"
	"strings"
)

// Action is what a person did to a run, and when: after Step steps, or, as
// typed in presets and on the command line, at the virtual time At. A run's log
// always gives steps.
type Action struct {
	Step  int64
	At    Time
	Timed bool // At holds instead of Step
	Name  string
	Args  []string
}

// Limits on what a link or a command line may ask for.
const (
	MaxActions = 256
	MaxStep    = 50_000_000
	MaxTime    = 24 * 3600 * Second
)

// verb describes one action that every scenario knows.
type verb struct {
	name     string
	op       opKind
	args     string // n node, l link (a-b or a>b), p percent, d duration, s signed duration, k factor, m message, = param and value
	optional int    // how many of the last arguments may be left out
	example  string
}

type opKind uint8

const (
	opCrash opKind = iota
	opRestart
	opPause
	opResume
	opSlow
	opSkew
	opCut
	opHeal
	opIsolate
	opLoss
	opDup
	opReorder
	opLag
	opDrop
	opDelay
	opDuplicate
	opDeliver
	opSet
	opVerb
	opLeave // a model's own: no action has this name
)

// verbs is the grammar of actions that every scenario knows.
var verbs = []verb{
	{"crash", opCrash, "nd", 1, "crash(s1) or crash(s1,3s)"},
	{"restart", opRestart, "n", 0, "restart(s1)"},
	{"pause", opPause, "nd", 1, "pause(s1,5s)"},
	{"resume", opResume, "n", 0, "resume(s1)"},
	{"slow", opSlow, "nk", 0, "slow(s1,4)"},
	{"skew", opSkew, "ns", 0, "skew(s1,-50ms)"},
	{"cut", opCut, "l", 0, "cut(s1-s2) or cut(s1>s2)"},
	{"heal", opHeal, "l", 1, "heal(s1-s2) or heal()"},
	{"isolate", opIsolate, "n", 0, "isolate(s1)"},
	{"loss", opLoss, "lp", 0, "loss(s1-s2,5)"},
	{"dup", opDup, "lp", 0, "dup(s1-s2,5)"},
	{"reorder", opReorder, "lp", 0, "reorder(s1-s2,5)"},
	{"lag", opLag, "ld", 0, "lag(s1-s2,100ms)"},
	{"drop", opDrop, "m", 0, "drop(m57)"},
	{"delay", opDelay, "md", 0, "delay(m57,100ms)"},
	{"duplicate", opDuplicate, "m", 0, "duplicate(m57)"},
	{"deliver", opDeliver, "m", 0, "deliver(m57)"},
	{"set", opSet, "=", 0, "set(rps,500)"},
}

// String writes the action as ParseAction reads it.
func (a Action) String() string {
	when := strconv.FormatInt(a.Step, 10)
	if a.Timed {
		when = FormatSpan(a.At)
	}
	return when + ":" + a.Call()
}

// Call writes the action without its step: "crash(n1)".
func (a Action) Call() string { return a.Name + "(" + strings.Join(a.Args, ",") + ")" }

// ParseAction reads "120:crash(n1)" or "2s:crash(n1)". It checks the form; names
// of nodes and parameters are checked when a run takes the action.
func ParseAction(text string) (Action, error) {
	when, call, ok := strings.Cut(text, ":")
	if !ok {
		return Action{}, badInput("action %q has no step: write STEP:ACTION, as in 120:crash(n1) or 2s:crash(n1)", clip(text))
	}
	a, err := ParseCall(call)
	if err != nil {
		return Action{}, err
	}
	if span, err := ParseSpan(when); err == nil {
		if span < 0 || span > MaxTime {
			return Action{}, badInput("action %q is at %q: a time must be from 0s to 86400s", clip(call), clip(when))
		}
		a.At, a.Timed = span, true
		return a, nil
	}
	step, err := strconv.ParseInt(when, 10, 64)
	if err != nil || step < 0 || step > MaxStep {
		return Action{}, badInput("action %q is at step %q: a step must be a whole number from 0 to %d, or a time such as 2s", clip(call), clip(when), MaxStep)
	}
	a.Step = step
	return a, nil
}

// ParseCall reads an action without its step: "crash(n1)".
func ParseCall(text string) (Action, error) {
	name, rest, ok := strings.Cut(text, "(")
	inner, closed := strings.CutSuffix(rest, ")")
	if !ok || !closed || name == "" || strings.ContainsAny(inner, "()") || len(text) > 200 {
		return Action{}, badInput("action %q must look like name(arguments), as in crash(n1)", clip(text))
	}
	for _, r := range text {
		if r <= ' ' || r > '~' {
			return Action{}, badInput("action %q may hold only letters, digits and - > , . / ( )", clip(text))
		}
	}
	a := Action{Name: name}
	if inner != "" {
		a.Args = strings.Split(inner, ",")
	}
	return a, nil
}

// ParsePress reads what a button does when it is pressed at an instant: "crash(n1)" at
// once, "+40s:crash(n1)" so much later.
func ParsePress(text string, now Time) (Action, error) {
	after, ok := strings.CutPrefix(text, "+")
	if !ok {
		return ParseCall(text)
	}
	when, call, ok := strings.Cut(after, ":")
	span, err := ParseSpan(when)
	if !ok || err != nil || span < 0 || span > MaxTime {
		return Action{}, badInput("action %q must begin with a span of time and a colon after the +, as in +40s:crash(n1)", clip(text))
	}
	a, err := ParseCall(call)
	a.Timed, a.At = true, min(later(now, span), MaxTime)
	return a, err
}

// ParseSpan reads a span of time: "2s", "1.5s", "250ms", "30us", "0s".
func ParseSpan(text string) (Time, error) {
	for _, unit := range []struct {
		suffix string
		size   Time
	}{{"ms", Millisecond}, {"us", Microsecond}, {"ns", 1}, {"s", Second}} {
		number, ok := strings.CutSuffix(text, unit.suffix)
		if !ok {
			continue
		}
		if t, ok := parseDecimal(number, int64(unit.size)); ok {
			return Time(t), nil
		}
		break
	}
	return 0, badInput("%q is not a span of time: write it as 2s, 1.5s or 250ms", clip(text))
}

// parseDecimal reads a decimal number times scale, exactly, without floats.
func parseDecimal(text string, scale int64) (int64, bool) {
	digits, negative := strings.CutPrefix(text, "-")
	whole, fraction, dotted := strings.Cut(digits, ".")
	if whole == "" || len(whole) > 9 || len(fraction) > 9 || (dotted && fraction == "") {
		return 0, false
	}
	n, err := strconv.ParseUint(whole, 10, 63)
	if err != nil {
		return 0, false
	}
	out := int64(n) * scale
	for _, digit := range fraction {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		if scale%10 != 0 {
			return 0, false // finer than can be kept
		}
		scale /= 10
		out += int64(digit-'0') * scale
	}
	if negative {
		out = -out
	}
	return out, true
}

// FormatSpan writes a span as ParseSpan reads it, exactly: "2s", "250ms".
func FormatSpan(t Time) string {
	if t%Millisecond == 0 && t%Second != 0 {
		return strconv.FormatInt(int64(t/Millisecond), 10) + "ms"
	}
	text := t.Decimal(9)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".") + "s"
}

// op is an action whose names have been looked up.
type op struct {
	kind     opKind
	node     NodeID
	from, to NodeID   // a link; from None means all links
	near     []target // whom it names when that is not one node, and at the link's other end
	far      []target
	oneWay   bool
	n        int64 // factor, parts per million or span
	message  int64
	param    int
	values   []int64
	verb     int
	args     []int64
}

// resolve looks up the names in an action. It changes nothing.
func (r *Run) resolve(a Action) (op, error) {
	for _, v := range verbs {
		if v.name == a.Name {
			return r.resolveArgs(v, a)
		}
	}
	for i, v := range r.sc.Verbs {
		if v.Name == a.Name {
			return r.resolveVerb(i, v, a)
		}
	}
	names := []string{}
	for _, v := range verbs {
		names = append(names, v.name)
	}
	for _, v := range r.sc.Verbs {
		names = append(names, v.Name)
	}
	return op{}, unknown("action", a.Name, r.sc.ID, sorted(names))
}

func (r *Run) resolveArgs(v verb, a Action) (op, error) {
	o := op{kind: v.op, from: None}
	want := len(v.args)
	if v.op == opSet {
		want = 2
	}
	if len(a.Args) > want || len(a.Args) < want-v.optional {
		return o, badInput("action %s takes the form %s", a.Call(), v.example)
	}
	if v.op == opSet {
		return r.resolveSet(o, a)
	}
	for i, arg := range a.Args {
		if err := r.resolveArg(&o, v.args[i], arg); err != nil {
			return o, fmt.Errorf("action %s: %w", a.Call(), err)
		}
	}
	return o, nil
}

func (r *Run) resolveSet(o op, a Action) (op, error) {
	values := r.spec.Params.Clone()
	if err := r.sc.Set(values, a.Args[0], a.Args[1]); err != nil {
		return o, err
	}
	for i := range r.sc.Params {
		if r.sc.Params[i].ID == a.Args[0] {
			if r.sc.Params[i].Fixed {
				return o, badInput("parameter %s is read only when a run starts: set it before, with --set %s=%s", a.Args[0], a.Args[0], a.Args[1])
			}
			o.param, o.values = i, values[i]
		}
	}
	return o, nil
}

func (r *Run) resolveArg(o *op, kind byte, arg string) (err error) {
	switch kind {
	case 'n':
		var who []target
		if who, err = r.targets(arg); err != nil {
			return err
		}
		if o.node = who[0].node; !plain(who) {
			o.node, o.near = None, who
		}
	case 'l':
		err = r.resolveLink(o, arg)
	case 'p':
		n, ok := parseDecimal(strings.TrimSuffix(arg, "%"), 10_000)
		if !ok || n < 0 || n > 1_000_000 {
			return badInput("%q must be a percentage from 0 to 100", clip(arg))
		}
		o.n = n
	case 'k':
		n, ok := parseDecimal(arg, slowUnit)
		if !ok || n < slowUnit/100 || n > slowUnit*1000 {
			return badInput("%q must be a factor from 0.01 to 1000 (1 is the usual speed)", clip(arg))
		}
		o.n = n
	case 'd', 's':
		var t Time
		t, err = ParseSpan(arg)
		if err == nil && (t > MaxTime || t < -MaxTime || (kind == 'd' && t < 0)) {
			return badInput("%q must be a span from 0s to 86400s", clip(arg))
		}
		o.n = int64(t)
	case 'm':
		n, parseErr := strconv.ParseInt(strings.TrimPrefix(arg, "m"), 10, 64)
		if parseErr != nil || n <= 0 || !strings.HasPrefix(arg, "m") {
			return badInput("%q must be a message number such as m57", clip(arg))
		}
		o.message = n
	}
	return err
}

func (r *Run) resolveLink(o *op, arg string) error {
	from, to, ok := strings.Cut(arg, ">")
	o.oneWay = ok
	if !ok {
		if from, to, ok = strings.Cut(arg, "-"); !ok {
			return badInput("%q must be a link such as s1-s2, or s1>s2 for one direction", clip(arg))
		}
	}
	if from == to {
		return badInput("%q joins a node with itself: a link needs two nodes", clip(arg))
	}
	near, err := r.targets(from)
	if err != nil {
		return err
	}
	far, err := r.targets(to)
	if err != nil {
		return err
	}
	if o.from, o.to = near[0].node, far[0].node; !plain(near) || !plain(far) {
		o.node, o.from, o.to, o.near, o.far = None, None, None, near, far
	}
	return nil
}

func (r *Run) resolveVerb(index int, v Verb, a Action) (op, error) {
	o := op{kind: opVerb, verb: index, from: None}
	if len(a.Args) != len(v.Args) {
		return o, badInput("action %s takes %d arguments, not %d", a.Name, len(v.Args), len(a.Args))
	}
	for i, arg := range a.Args {
		var n int64
		var err error
		switch v.Args[i] {
		case ArgNode:
			var id NodeID
			id, err = r.nodeNamed(arg)
			n = int64(id)
		case ArgDuration:
			var t Time
			t, err = ParseSpan(arg)
			if err == nil && (t < 0 || t > MaxTime) {
				err = badInput("%q must be a span from 0s to 86400s", clip(arg))
			}
			n = int64(t)
		case ArgCount:
			n, err = strconv.ParseInt(arg, 10, 64)
			if err != nil || n < 0 || n > 1_000_000 {
				err = badInput("%q must be a whole number from 0 to 1000000", clip(arg))
			}
		}
		if err != nil {
			return o, fmt.Errorf("action %s: %w", a.Call(), err)
		}
		o.args = append(o.args, n)
	}
	return o, nil
}

func (r *Run) nodeNamed(name string) (NodeID, error) {
	names := make([]string, len(r.infos))
	for i, info := range r.infos {
		if info.Name == name {
			return NodeID(i), nil
		}
		names[i] = info.Name
	}
	return None, unknown("node", name, r.sc.ID, names)
}
