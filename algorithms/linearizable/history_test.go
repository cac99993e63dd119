package linearizable

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"
)

// what may be reported of an operation.
const (
	begins = iota
	ends
	isLost
	isRefused
)

// event is one line of a history. value is what is written, at the begin, or read, at the end.
type event struct {
	what  int
	id    int64
	kind  Kind
	value int64
}

func (e event) String() string {
	return fmt.Sprintf("%s %v%d=%d", [...]string{"begin", "end", "lost", "refused"}[e.what], e.kind, e.id, e.value)
}

// tell reports one event; its time is 10 times its place.
func tell(t testing.TB, r *Register, e event, at int) bool {
	t.Helper()
	var err error
	ok, now := true, int64(10*at)
	switch e.what {
	case begins:
		err = r.Begin(e.id, e.kind, e.value, now)
		_, broken := r.Broken()
		ok = !broken
	case ends:
		ok, err = r.End(e.id, e.value, now)
	case isLost:
		err = r.Lost(e.id)
		_, broken := r.Broken()
		ok = !broken
	case isRefused:
		ok, err = r.Refused(e.id)
	}
	require.NoError(t, err)
	return ok
}

// known is an operation as a whole history shows it.
type known struct {
	span
	refused, lost bool
}

func operations(h []event) map[int64]*known {
	ops := map[int64]*known{}
	for i, e := range h {
		switch e.what {
		case begins:
			ops[e.id] = &known{span: span{Op{ID: e.id, Kind: e.kind, Begin: int64(10 * i)}, int64(i), never}}
			if e.kind == Write {
				ops[e.id].Value = e.value
			}
		case ends:
			op := ops[e.id]
			op.ended, op.Ended, op.End = int64(i), true, int64(10*i)
			if op.Kind == Read {
				op.Value = e.value
			}
		case isLost:
			ops[e.id].lost = true
		case isRefused:
			ops[e.id].refused = true
		}
	}
	return ops
}

// sorted returns what counts of a history: neither what was refused nor a read
// without an answer.
func sorted(h []event) []known {
	counts := []known{}
	for _, op := range operations(h) {
		if !op.refused && (op.Kind == Write || op.Ended) {
			counts = append(counts, *op)
		}
	}
	slices.SortFunc(counts, func(a, b known) int { return int(a.began - b.began) })
	return counts
}

// model is a register for porcupine: an input is a Kind and a written value.
var model = porcupine.Model{
	Init: func() interface{} { return int64(0) },
	Step: func(state, input, output interface{}) (bool, interface{}) {
		if op := input.(Op); op.Kind == Write {
			return true, op.Value
		}
		return output.(int64) == state.(int64), state
	},
}

func forPorcupine(h []event) []porcupine.Operation {
	ops := []porcupine.Operation{}
	for i, op := range sorted(h) {
		ops = append(ops, porcupine.Operation{ClientId: i, Input: op.Op, Output: op.Value, Call: op.began, Return: op.ended})
	}
	return ops
}

func search(h []event) bool { return porcupine.CheckOperations(model, forPorcupine(h)) }

// twin judges a whole history by the definition, pair by pair of clusters: slow and
// simple.
func twin(h []event) bool {
	type zone struct{ f, s int64 }
	ops := sorted(h)
	zones, begin := map[int64]*zone{0: {-1, -1}}, map[int64]int64{0: -1}
	for _, op := range ops {
		if op.Kind == Write {
			zones[op.Value], begin[op.Value] = &zone{op.ended, op.began}, op.began
		}
	}
	for _, op := range ops {
		if op.Kind != Read {
			continue
		}
		if b, ok := begin[op.Value]; !ok || b > op.ended {
			return false
		}
		z := zones[op.Value]
		z.f, z.s = min(z.f, op.ended), max(z.s, op.began)
	}
	all := []zone{}
	for _, z := range zones {
		all = append(all, *z)
	}
	for i, v := range all {
		for _, u := range all[:i] {
			if v.f < u.s && u.f < v.s {
				return false
			}
		}
	}
	return true
}

// world is a true register under clients who begin, take effect, end, give up and
// are refused in any order.
type world struct {
	r       *rand.Rand
	clients int
	writes  float64 // share of the operations
	lost    float64 // share of the operations
	hang    float64 // share of the steps in which the first client does anything
	value   int64
	next    int64
	busy    []int // index of an operation + 1
	ops     []attempt
	history []event
}

type attempt struct {
	id    int64
	kind  Kind
	value int64
	done  bool // it has taken effect
	never bool // and it will not
	lost  bool
}

func (w *world) step() {
	if w.busy == nil {
		w.busy = make([]int, w.clients)
	}
	for i := range w.ops { // what was given up may happen at any time
		if o := &w.ops[i]; o.lost && !o.done && !o.never && w.r.Float64() < 0.05 {
			w.effect(o)
		}
	}
	c := w.r.IntN(w.clients)
	if c == 0 && w.hang > 0 && w.r.Float64() > w.hang {
		return
	}
	if w.busy[c] == 0 {
		w.next++
		o := attempt{id: w.next, kind: Read}
		if w.r.Float64() < w.writes {
			o.kind, o.value = Write, w.next*7%1009+1009*(w.next/1009)+1
		}
		w.ops = append(w.ops, o)
		w.busy[c] = len(w.ops)
		w.history = append(w.history, event{begins, o.id, o.kind, o.value})
		return
	}
	o := &w.ops[w.busy[c]-1]
	switch p := w.r.Float64(); {
	case p < w.lost:
		o.lost, o.never = true, w.r.IntN(3) == 0
		w.history = append(w.history, event{isLost, o.id, o.kind, 0})
		w.busy[c] = 0
	case p < 1.3*w.lost && !o.done:
		o.never, o.lost = true, true
		w.history = append(w.history, event{isRefused, o.id, o.kind, 0})
		w.busy[c] = 0
	case !o.done:
		w.effect(o)
	default:
		w.history = append(w.history, event{ends, o.id, o.kind, o.value})
		w.busy[c] = 0
	}
}

func (w *world) effect(o *attempt) {
	o.done = true
	if o.kind == Write {
		w.value = o.value
	} else {
		o.value = w.value
	}
}

// run lets n events happen.
func (w *world) run(n int) []event {
	for len(w.history) < n {
		w.step()
	}
	return w.history
}

// spoil changes a history a little: another answer, or two events in another order.
func spoil(r *rand.Rand, h []event) []event {
	h = slices.Clone(h)
	values := []int64{0, 0, 1 << 40}
	reads := []int{}
	for i, e := range h {
		if e.what == begins && e.kind == Write {
			values = append(values, e.value)
		}
		if e.what == ends && e.kind == Read {
			reads = append(reads, i)
		}
	}
	switch r.IntN(3) {
	case 0:
		for range 1 + len(h)/4 {
			if i := r.IntN(len(h) - 1); h[i].id != h[i+1].id {
				h[i], h[i+1] = h[i+1], h[i]
			}
		}
	case 1:
		if len(reads) > 1 {
			i, j := reads[r.IntN(len(reads))], reads[r.IntN(len(reads))]
			h[i].value, h[j].value = h[j].value, h[i].value
		}
	default:
		if len(reads) > 0 {
			h[reads[r.IntN(len(reads))]].value = values[r.IntN(len(values))]
		}
	}
	return h
}

// explained checks every claim of a violation against the history that ended with it.
func explained(t *testing.T, h []event, v Violation) {
	t.Helper()
	ops := operations(h)
	genuine := func(o Op) span {
		if o.Kind == Start {
			require.Zero(t, o.Value)
			return span{o, -1, -1}
		}
		op, ok := ops[o.ID]
		require.True(t, ok && !(op.refused && v.Rule != Refused), "%+v is none of the operations", o)
		if !o.Ended { // when it was noted it may still have been open
			require.Equal(t, Op{ID: op.ID, Kind: op.Kind, Value: o.Value, Begin: op.Begin}, o)
			require.Equal(t, Write, o.Kind)
			return span{o, op.began, never}
		}
		require.Equal(t, op.Op, o)
		return op.span
	}
	last := h[len(h)-1]
	read := genuine(v.Read)
	require.Equal(t, Read, v.Read.Kind)
	if v.Rule == Refused {
		require.Equal(t, v.Against, v.Write)
		require.True(t, ops[v.Write.ID].refused)
		require.Equal(t, v.Read.Value, genuine(v.Write).Value)
		return
	}
	require.Equal(t, last.id, v.Read.ID)
	if v.Rule == Unwritten || v.Rule == Forgotten {
		require.Equal(t, Violation{Rule: v.Rule, Read: v.Read}, v)
		for _, op := range ops {
			require.False(t, v.Rule == Unwritten && op.Kind == Write && op.Value == v.Read.Value && !op.refused)
		}
		return
	}
	first, then, against := genuine(v.First), genuine(v.Then), genuine(v.Against)
	require.Equal(t, v.Read.Value, genuine(v.Write).Value)
	require.Contains(t, []Kind{Write, Start}, v.Write.Kind)
	require.Equal(t, v.Read.Value, v.First.Value)
	require.Equal(t, v.Then.Value, v.Against.Value)
	require.NotEqual(t, v.First.Value, v.Then.Value)
	require.Less(t, first.ended, then.began)
	require.Less(t, against.ended, read.began)
	switch v.Rule {
	case Stale:
		require.Equal(t, [2]Kind{Write, Write}, [2]Kind{v.Then.Kind, v.Against.Kind})
	case Inverted:
		require.Equal(t, [2]Kind{Write, Read}, [2]Kind{v.Then.Kind, v.Against.Kind})
	case Flickered:
		require.Equal(t, Read, v.Then.Kind)
	default:
		t.Fatalf("rule %v", v.Rule)
	}
}

// told reports a history event by event. After each it compares the verdict with that of an
// offline judge, and it checks the explanation. It returns the verdict and how many events were told.
func told(t *testing.T, h []event, offline func([]event) bool) (Violation, int) {
	t.Helper()
	var r Register
	for i, e := range h {
		ok := tell(t, &r, e, i)
		require.Equal(t, offline(h[:i+1]), ok, "after event %d of\n%s", i, lines(h[:i+1]))
		if !ok {
			v, broken := r.Broken()
			require.True(t, broken)
			explained(t, h[:i+1], v)
			return v, i + 1
		}
	}
	_, broken := r.Broken()
	require.False(t, broken)
	return Violation{}, len(h)
}

func lines(h []event) string {
	var b strings.Builder
	for i, e := range h {
		fmt.Fprintln(&b, i, e)
	}
	return b.String()
}
