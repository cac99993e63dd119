// Package breaker holds the state machines that keep one slow dependency from
// taking its caller down: a circuit [Breaker], a [Bulkhead], a [Timeout] and a
// [Fallback].
//
// One engine behaves as three libraries do, by its [Config]. [Resilience4j],
// [Gobreaker] and [FailsafeGo] return each one's defaults; change the fields:
//
//	             resilience4j 2.3        gobreaker 2.1           failsafe-go 0.6.9
//	window       last N calls, or        since the state began,  last B calls, or 10
//	             last N whole seconds    cleared every Interval  buckets of a period
//	opens when   failed% or slow% of     counts say so; asked    A failures, or failed%
//	             the window >= limit     only after a failure    (rounded) >= limit
//	after        every result            failures only           every result
//	at least     min(MinCalls, N) calls  MinCalls started        MinCalls (rates only)
//	waits        more than Wait          more than Wait          Wait or more
//	half-open    on the next acquire     on any call, even a     on the next acquire
//	begins                               look at the state
//	probes       n permits, used up      n permits, used up      n permits, each result
//	                                                             gives one back
//	decides      the same rates, after   n successes close,      A of n successes close,
//	             min(MinCalls, n)        one failure opens       more failures open
//	late result  counts where it lands   ignored (generation)    counts where it lands
//	counters     OPEN keeps those of     cleared at every turn   OPEN keeps those of
//	             the state it came from                          the state it came from
//
// A late result is that of a call let through before the last turn. Where it
// counts, it can reopen or close a half-open breaker that never asked for it, and
// a permit given back late makes one probe too many; [Config.Late] = [LateIgnored]
// avoids both.
//
// A breaker is a plain value. Time is handed in as nanoseconds that never go
// back; nothing allocates after [New]; nothing locks, so a breaker belongs to one
// goroutine at a time. A timeout is the caller's: a breaker hears of a hang only
// when somebody gives up.
//
// Not modelled: a wait that grows with each trip, a limit on the time spent
// half-open, thresholds for several kinds of error.
//
// Sources: Nygard, Release It! (2nd ed., 2018), "Circuit Breaker", "Bulkheads",
// "Timeouts"; the three libraries, run at the versions above.
package breaker
