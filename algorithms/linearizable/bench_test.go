package linearizable

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/require"
)

// tenThousand is a history of 10,000 operations of 8 clients on one key.
func tenThousand() []event {
	w := &world{r: rand.New(rand.NewPCG(1, 3)), clients: 8, writes: 0.3}
	for w.next < 10_000 {
		w.step()
	}
	return w.history
}

func report(r *Register, h []event) bool {
	for i, e := range h {
		if e.what == begins {
			_ = r.Begin(e.id, e.kind, e.value, int64(i))
		} else {
			_, _ = r.End(e.id, e.value, int64(i))
		}
	}
	_, broken := r.Broken()
	return !broken
}

// BenchmarkTenThousandOperations judges one history event by event, and once with porcupine's
// search in the same run: "porcupine/this" says how many times as long that took.
func BenchmarkTenThousandOperations(b *testing.B) {
	h := tenThousand()
	ops := forPorcupine(h)
	began := time.Now()
	require.True(b, porcupine.CheckOperations(model, ops))
	took := time.Since(began)

	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		var r Register
		if !report(&r, h) {
			b.Fatal("a true register is linearizable")
		}
	}
	each := float64(b.Elapsed()) / float64(b.N)
	b.ReportMetric(each/float64(len(h)), "ns/event")
	b.ReportMetric(float64(took)/each, "porcupine/this")
}

// BenchmarkAHangingRead is the dear case: one read is open from the first to the last event, so
// that every value could still be its answer.
func BenchmarkAHangingRead(b *testing.B) {
	h := tenThousand()
	for range b.N {
		var r Register
		_ = r.Begin(-1, Read, 0, 0)
		if !report(&r, h) {
			b.Fatal("a true register is linearizable")
		}
	}
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(len(h)), "ns/event")
}

func TestASteadyRunAllocatesNothing(t *testing.T) {
	var k Keys[string]
	names := [...]string{"a", "b", "c"}
	id := int64(0)
	round := func() { // on each key a write that is read, one that is refused, and a read that is lost
		for _, key := range names {
			id += 4
			_ = k.Begin(key, id, Write, id, id)
			_ = k.Begin(key, id+1, Read, 0, id)
			_ = k.Begin(key, id+2, Write, id+2, id)
			_ = k.Begin(key, id+3, Read, 0, id)
			_, _ = k.End(key, id+1, id, id)
			_, _ = k.End(key, id, 0, id)
			_, _ = k.Refused(key, id+2)
			_ = k.Lost(key, id+3)
		}
	}
	rounds := func() {
		for range 1000 {
			round()
		}
	}
	rounds()

	allocs := testing.AllocsPerRun(1, rounds) // of a thousand rounds: a growing list would show

	require.Zero(t, allocs)
	_, v, broken := k.Broken()
	require.False(t, broken, "%+v", v)
	require.Equal(t, 3, k.Len())
	for i := range k.Len() {
		_, r := k.At(i)
		require.Zero(t, r.Open())
		require.LessOrEqual(t, r.Kept(), Recall+2)
		require.LessOrEqual(t, len(r.clusters), Recall+4)
		require.LessOrEqual(t, len(r.ops), 4)
	}
}
