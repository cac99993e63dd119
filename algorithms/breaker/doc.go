// Package breaker holds the state machines that keep one slow dependency from
// taking its caller down: a circuit [Breaker], a [Bulkhead], a [Timeout] and a
// [Fallback].
//
// One engine behaves as three libraries do, by its [Config]. [Resilience4j],
// [Gobreaker] and [FailsafeGo] return each one's defaults; change the fields:
//
//	             resilience4j 2.3        gobreaker 2.4           failsafe-go 0.9
//	window       last N calls, or this   since the state began,  last B calls, or 10
//	             second and N-1 before   cleared every Interval  buckets of a period
//	rate of      results                 calls started           results
//	opens when   failed% or slow% of     counts say so; asked    A failures, or failed%
//	             the window >= limit     only after a failure    (rounded) >= limit
//	after        every result            failures only           every result
//	at least     min(MinCalls, N) calls, MinCalls started        MinCalls (rates only)
//	             by time MinCalls
//	waits        more than Wait          more than Wait          Wait or more
//	half-open    on the next acquire     on any call, even a     on the next acquire
//	begins                               look at the state
//	probes       n permits, used up      n permits, used up      n permits, each result
//	                                                             gives one back
//	decides      the same rates, after   n successes close,      A of n successes close,
//	             min(MinCalls, n)        one failure opens       more failures open
//	half-open    for ever, unless        for ever                for ever
//	lasts        maxWait... is set
//	ignored      gives its permit back   IsExcluded: the same,   none: what is no failure
//	result                               stays in calls started  is a success
//	late result  counts where it lands   ignored (generation)    counts where it lands
//	counters     OPEN keeps those of     cleared at every turn   OPEN keeps those of
//	             the state it came from                          the state it came from
//	new settings none: a registry puts   none                    none
//	             a closed, empty one in
//
// A late result is that of a call let through before the last turn. Where it
// counts, it can reopen or close a half-open breaker that never asked for it: one
// late failure of a call begun while closed reopens failsafe-go's. And a permit given
// back late makes one probe too many. [Config.Late] = [LateIgnored] avoids both.
//
// No library here limits how long a probe takes: one that hangs keeps all others out
// until its caller gives up and says so (gobreaker 2.4.0: 3,000 of 3,000 calls in an
// hour). A timeout is the caller's, and a permit that is taken must come back by
// [Breaker.Done], also when the call was never made.
//
// opossum 10 (Node.js) is no fourth column: its rate is failures divided by calls
// started in its time window, those in flight and those it refused included, and must be
// above the threshold, not at it. A hundred hanging calls dilute it: with 100 in flight it opens
// at the 101st failure, so a dependency that is slow opens it later than one that
// is dead; after a recovery with 50 refusals in the window it takes 51 failures.
//
// A breaker is a plain value. Time is handed in as nanoseconds that never go
// back; nothing allocates after [New] but a changed size; nothing locks, so a breaker
// belongs to one goroutine at a time.
//
// Not modelled: a wait that grows with each trip, a limit on the time spent
// half-open (resilience4j's maxWaitDurationInHalfOpenState, 0 by default), thresholds
// for several kinds of error, gobreaker 2.4's BucketPeriod (a rolling window whose
// buckets begin with the state and take a result where its call began).
//
// Sources: Nygard, Release It! (2nd ed., 2018), "Circuit Breaker", "Bulkheads",
// "Timeouts"; resilience4j's documentation, "CircuitBreaker". Checked row by row against
// scripts that resilience4j 2.3.0 (both of its windows), gobreaker 2.1.0 and failsafe-go
// 0.6.9 ran. gobreaker 2.4.0 runs beside the engine in the tests; failsafe-go 0.9.8
// was seen to run its script without a difference; of opossum 10.0.0 only what is
// said above was seen.
package breaker
