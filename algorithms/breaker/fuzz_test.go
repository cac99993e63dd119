package breaker

import "testing"

// FuzzNoSequenceOfCallsBreaksABreaker reads settings and operations from bytes.
func FuzzNoSequenceOfCallsBreaksABreaker(f *testing.F) {
	f.Add([]byte{0, 4, 4, 50, 2, 9, 200, 1, 130, 7, 66, 210})
	f.Add([]byte{1, 1, 3, 90, 1, 0, 255, 3, 12, 77, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 6 {
			return
		}
		c := []Config{Resilience4j(), Gobreaker(), FailsafeGo()}[data[0]%3]
		if c.Window != Generation {
			c.Size = int(data[1])
		}
		c.MinCalls, c.FailurePercent = int(data[2]), int(data[3])
		c.Probes, c.Wait = int(data[4]), int64(data[5])
		c.Successes = min(c.Successes, c.Probes)
		if data[0]&64 != 0 && c.Window == LastCalls {
			c.Window, c.Bucket = Period, 16
		}
		b, err := New(c, 0)
		if err != nil {
			return
		}
		now, tickets := int64(0), []Ticket{{}}
		for _, op := range data[6:] {
			now += int64(op >> 3)
			if op&1 == 0 {
				ticket, refusal := b.Acquire(now)
				if refusal == Granted {
					tickets = append(tickets, ticket)
				}
			} else {
				b.Done(now, tickets[int(op)%len(tickets)], Outcome(op>>1&3)%3, int64(op)*Second)
			}
			n := b.Counts(now)
			if n.Calls < 0 || n.Failed < 0 || n.Slow < 0 || n.Failed > n.Calls || n.Slow > n.Calls {
				t.Fatalf("impossible counts %+v", n)
			}
			if b.config.Window != Generation && n.Calls > int64(max(c.Size, c.Probes)) && c.Window == LastCalls {
				t.Fatalf("%d results in a window of %d", n.Calls, c.Size)
			}
		}
	})
}

func BenchmarkAcquireAndDone(b *testing.B) {
	period := Resilience4j()
	period.Window, period.Size, period.Bucket = Period, 10, Second
	for _, c := range []struct {
		name   string
		config Config
	}{{"resilience4j", Resilience4j()}, {"resilience4j-time", period}, {"gobreaker", Gobreaker()}, {"failsafe-go", FailsafeGo()}} {
		b.Run(c.name, func(b *testing.B) {
			br, err := New(c.config, 0)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			now := int64(0)
			for range b.N {
				now += 1_000_000
				ticket, _ := br.Acquire(now)
				br.Done(now, ticket, Success, 0)
			}
		})
	}
}

// BenchmarkTwin is the naive breaker, which counts its window anew each time.
func BenchmarkTwin(b *testing.B) {
	w := &twin{c: Resilience4j()}
	b.ReportAllocs()
	now := int64(0)
	for range b.N {
		now += 1_000_000
		w.acquire(now)
		w.done(now, 0, false, 0)
		if len(w.results) > 4096 {
			w.results = append(w.results[:0], w.results[len(w.results)-200:]...)
		}
	}
}

func BenchmarkBulkhead(b *testing.B) {
	h, err := NewBulkhead(25, 10, Second)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for i := range b.N {
		h.Enter(int64(i), int64(i))
		h.Release()
		h.Next(int64(i))
	}
}
