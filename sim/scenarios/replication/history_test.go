package replication

import (
	"cmp"
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"

	lin "github.com/kookmin-msa-study/msalab/algorithms/linearizable"
	"github.com/kookmin-msa-study/msalab/sim"
)

// registerOp is one operation on a register that begins at 0.
type registerOp struct {
	op      string // read, write or cas
	a, b    int64
	unknown bool // it never returned: any outcome will do
}

var register = porcupine.Model{
	Init: func() interface{} { return int64(0) },
	Step: func(state, input, output interface{}) (bool, interface{}) {
		now, in, out := state.(int64), input.(registerOp), output.(int64)
		switch in.op {
		case "write":
			return true, in.a
		case "read":
			return in.unknown || out == now, now
		}
		if now == in.a {
			return in.unknown || out == 1, in.b
		}
		return in.unknown || out == 0, now
	},
}

// forever is after every operation: an operation that never returned may take
// effect at any later time, or never.
const forever = int64(1) << 60

// linearizableSlowly decides by definition: some order of the operations, each between
// its call and its return, explains every outcome; one that never returned may take
// effect or not. At most 64 operations.
func linearizableSlowly(t *testing.T, ops []porcupine.Operation) bool {
	t.Helper()
	require.LessOrEqual(t, len(ops), 64)
	type place struct {
		done  uint64
		value int64
	}
	dead := map[place]bool{}
	var search func(place) bool
	search = func(p place) bool {
		if dead[p] {
			return false
		}
		first, open := forever, false // the earliest return among what is left
		for i, op := range ops {
			if p.done>>i&1 == 0 {
				first, open = min(first, op.Return), open || op.Return != forever
			}
		}
		if !open {
			return true
		}
		for i, op := range ops {
			if p.done>>i&1 != 0 || op.Call > first {
				continue
			}
			if ok, next := register.Step(p.value, op.Input, op.Output); ok && search(place{p.done | 1<<i, next.(int64)}) {
				return true
			}
		}
		dead[p] = true
		return false
	}
	return search(place{})
}

// The vectors' verdicts come from porcupine and from an exhaustive search; here they
// judge the search above, the register that it and porcupine are given, and what is
// left out of long histories. Then the search judges runs.
func TestOurSearchGivesTheVerdictsOfTheVectors(t *testing.T) {
	var file struct {
		Cases []struct {
			Name         string
			Linearizable bool
			Ops          [][7]any
		}
	}
	raw, err := os.ReadFile("testdata/linearizability.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &file))
	require.Len(t, file.Cases, 60)
	operations, told := 0, 0
	for _, c := range file.Cases {
		ops := []porcupine.Operation{}
		for _, row := range c.Ops {
			n := func(i int) int64 { return int64(row[i].(float64)) }
			op := porcupine.Operation{ClientId: int(n(0)), Input: registerOp{row[1].(string), n(2), n(3), row[6] == nil}, Output: int64(0), Call: n(5), Return: forever}
			if row[4] != nil {
				op.Output = n(4)
			}
			if row[6] != nil {
				op.Return = n(6)
			}
			ops = append(ops, op)
		}
		operations += len(ops)
		require.Equal(t, c.Linearizable, linearizableSlowly(t, ops), c.Name)
		require.Equal(t, c.Linearizable, porcupine.CheckOperations(register, ops), c.Name)
		if readsAndWrites(ops) {
			told++
			require.Equal(t, c.Linearizable, linearizableSlowly(t, telling(ops)), c.Name)
		}
	}
	require.Equal(t, 595, operations)
	require.Equal(t, 11, told)
}

// readsAndWrites reports whether a history has no compare-and-set, and marks its
// operations as histories does: a write has no outcome that could be unknown.
func readsAndWrites(ops []porcupine.Operation) bool {
	for i := range ops {
		in := ops[i].Input.(registerOp)
		if in.op == "cas" {
			return false
		}
		in.unknown = in.unknown && in.op == "read"
		ops[i].Input = in
	}
	return true
}

func TestOurSearchAgreesAboutWhatTheDatabaseDid(t *testing.T) {
	verdicts := map[bool]int{}
	for seed := range uint64(3) {
		for _, readFrom := range []string{"primary", "any-replica"} {
			for _, do := range [][]string{nil, {"1s:crash(p)"}} {
				r := start(t, seed, sim.Full, set("mode", "async", "readFrom", readFrom, "failoverDetect", "500", "writeRps", "50", "readRps", "50"), do...)
				runUntil(t, r, 3*sim.Second)
				for _, ops := range histories(t, r) {
					ops = ops[:min(len(ops), 64)]
					verdict := linearizableSlowly(t, ops)
					require.Equal(t, porcupine.CheckOperations(register, ops), verdict)
					verdicts[verdict]++
				}
			}
		}
	}
	require.Greater(t, verdicts[true], 100)
	require.Greater(t, verdicts[false], 20)
}

// histories reads the operations of every key off a run's trace: a write lasts
// from WRITE to ACK, a read from the first READ to the VALUE that answered it.
func histories(t *testing.T, r *sim.Run) [keys][]porcupine.Operation {
	t.Helper()
	type id struct {
		app sim.NodeID
		n   int64
	}
	var out [keys][]porcupine.Operation
	writes, reads := map[id]int{}, map[id]int{}
	readKey := map[id]int64{}
	for i := int64(1); i <= r.StepCount(); i++ {
		rec, ok := r.Record(i)
		require.True(t, ok, "the trace must hold the whole run")
		if rec.Message == 0 || rec.Op == sim.HeldBack {
			continue // a timer, an action, or a message that will be seen again
		}
		switch {
		case rec.Kind == kWrite:
			writes[id{rec.Peer, rec.B}] = len(out[rec.A])
			out[rec.A] = append(out[rec.A], porcupine.Operation{ClientId: int(rec.Peer), Input: registerOp{op: "write", a: rec.B}, Output: int64(0), Call: int64(rec.Sent), Return: forever})
		case rec.Kind == kAck && rec.Op == sim.Delivered:
			if rec.Note == nAcked+1 {
				out[rec.C][writes[id{rec.Node, rec.B}]].Return = int64(rec.At)
			}
		case rec.Kind == kRead:
			if _, again := reads[id{rec.Peer, rec.C}]; again {
				continue
			}
			reads[id{rec.Peer, rec.C}], readKey[id{rec.Peer, rec.C}] = len(out[rec.A]), rec.A
			out[rec.A] = append(out[rec.A], porcupine.Operation{ClientId: int(rec.Peer), Input: registerOp{op: "read", unknown: true}, Output: int64(0), Call: int64(rec.Sent), Return: forever})
		case rec.Kind == kValue && rec.Op == sim.Delivered && rec.D == readOK:
			op := &out[readKey[id{rec.Node, rec.C}]][reads[id{rec.Node, rec.C}]]
			op.Input, op.Output, op.Return = registerOp{op: "read"}, rec.A, int64(rec.At)
		}
	}
	for k := range out {
		out[k] = telling(out[k])
	}
	return out
}

// telling leaves out what cannot change the verdict: a read that never returned,
// and a write that never returned and was never read. Such a write may have come
// last of all; keeping many of them makes the search exponential.
func telling(ops []porcupine.Operation) []porcupine.Operation {
	seen := map[int64]bool{}
	for _, op := range ops {
		if in := op.Input.(registerOp); in.op == "read" && !in.unknown {
			seen[op.Output.(int64)] = true
		}
	}
	kept := ops[:0]
	for _, op := range ops {
		in := op.Input.(registerOp)
		if in.unknown || (in.op == "write" && op.Return == forever && !seen[in.a]) {
			continue
		}
		kept = append(kept, op)
	}
	return kept
}

func linearizable(t *testing.T, r *sim.Run) bool {
	t.Helper()
	total := 0
	all := true
	for _, ops := range histories(t, r) {
		total += len(ops)
		verdict := porcupine.CheckOperationsTimeout(register, ops, 5*time.Second)
		require.NotEqual(t, porcupine.Unknown, verdict, "the search took too long")
		require.Equal(t, verdict == porcupine.Ok, judged(t, ops), "both checkers say the same")
		all = all && verdict == porcupine.Ok
	}
	require.Greater(t, total, 500)
	return all
}

// judged asks the judge that a run could embed, which needs the events in order: at one
// time the begins come first, as porcupine takes them.
func judged(t *testing.T, ops []porcupine.Operation) bool {
	t.Helper()
	type event struct {
		at  int64
		end bool
		op  int
	}
	events := []event{}
	for i, op := range ops {
		events = append(events, event{op.Call, false, i})
		if op.Return < forever {
			events = append(events, event{op.Return, true, i})
		}
	}
	slices.SortStableFunc(events, func(a, b event) int {
		switch {
		case a.at != b.at:
			return cmp.Compare(a.at, b.at)
		case a.end == b.end:
			return 0
		case b.end:
			return -1
		}
		return 1
	})
	kinds := map[string]lin.Kind{"read": lin.Read, "write": lin.Write}
	var r lin.Register
	ok := true
	for _, e := range events {
		in := ops[e.op].Input.(registerOp)
		if e.end {
			var err error
			ok, err = r.End(int64(e.op), ops[e.op].Output.(int64), e.at)
			require.NoError(t, err)
		} else {
			require.NoError(t, r.Begin(int64(e.op), kinds[in.op], in.a, e.at))
		}
	}
	return ok
}

func TestReadingThePrimaryIsLinearizableAndReadingAnyReplicaIsNot(t *testing.T) {
	for _, mode := range []string{"async", "semi-sync", "sync-all"} {
		r := start(t, 2, sim.Full, set("mode", mode, "readFrom", "primary"))
		runUntil(t, r, 8*sim.Second)
		require.True(t, linearizable(t, r), mode)
	}
	r := start(t, 2, sim.Full, set("mode", "async", "readFrom", "any-replica"))
	runUntil(t, r, 8*sim.Second)
	require.False(t, linearizable(t, r))
}

func TestALeaseKeepsReadsLinearizableAcrossAFailoverAndAsyncDoesNot(t *testing.T) {
	for seed := range uint64(4) {
		for _, do := range [][]string{at("3s", "crash(p)"), append(at("3s", partition...), "9s:heal()"), {"3s:pause(p,6s)"}} {
			r := start(t, seed, sim.Full, set("mode", "semi-sync", "readFrom", "primary"), do...)
			runUntil(t, r, 12*sim.Second)
			require.True(t, linearizable(t, r), "seed %d, %s", seed, do[0])
		}
	}
	r := start(t, 1, sim.Full, set("mode", "async", "readFrom", "primary"), "3s:crash(p)")
	runUntil(t, r, 12*sim.Second)
	require.False(t, linearizable(t, r), "an acknowledged write is gone")
}
