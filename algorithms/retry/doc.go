// Package retry decides whether a failed call is tried again, and when.
//
// A [Backoff] says how long to wait, a [Budget] whether a retry may be spent at
// all, and a [Policy] joins both with a limit for each call:
//
//	jitter         delay before retry n (n from 1), expo(n) = min(cap, base·2^n)
//	None           expo(n)
//	Full           uniform in 0 … expo(n)
//	Equal          expo(n)/2 + uniform in 0 … expo(n)/2
//	Decorrelated   min(cap, uniform in base … 3·previous delay), base at first
//
// With n from 0 the first delay is at most base. Jitter spreads retries over time
// and breaks waves of clients that failed together; it does not make them fewer.
// Only a budget does:
//
//	budget    earns                      costs                 lets a retry pass
//	GRPC      ratio for each success     one for each failure  above half of its tokens
//	Finagle   ratio for each request     one for each retry    with one whole token
//
// (gRPC A6 retryThrottling: maxTokens, tokenRatio; Finagle RetryBudget:
// percentCanRetry. Finagle's deposits expire after a time to live, ten seconds
// unless told otherwise, and it grants minRetriesPerSec besides; here a cap on
// the tokens bounds what can be saved up instead.)
//
// Everything is counted in integers: time in nanoseconds, tokens in thousandths.
// Chance is handed in as a [Source]. Nothing allocates, nothing locks.
//
// Sources: M. Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog,
// 2015) and its simulator, whose figures the tests reproduce; Google SRE book,
// ch. 21 "Handling Overload".
package retry
