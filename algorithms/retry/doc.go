// Package retry decides whether a failed call is tried again, and when.
//
// A [Backoff] says how long to wait, a [Budget] whether a retry may be spent at
// all, and a [Policy] joins both with a limit for each call:
//
//	jitter         delay before retry n (n from 1), expo(n) = min(cap, base·2^n)    mean
//	None           expo(n)                                                          expo(n)
//	Around         uniform in 0.8·expo(n) … 1.2·expo(n)                             expo(n)
//	Equal          expo(n)/2 + uniform in 0 … expo(n)/2                             ¾ expo(n)
//	Full           uniform in 0 … expo(n)                                           ½ expo(n)
//	Decorrelated   min(cap, uniform in base … 3·previous delay), base at first      grows by chance
//
// With n from 0 the first delay is at most base; only Around can exceed it, and
// the cap, by a fifth. Jitter spreads retries over time and breaks waves of
// clients that failed together, the better the wider it is: Around keeps the
// waves and blurs them, Full leaves none. It does not make retries fewer. Only a
// budget does:
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
// A limit of 3 is three calls in one product and four in another: [Settings] says
// which is which, for all that names a product's setting.
//
// Everything is counted in integers: time in nanoseconds, tokens in thousandths.
// Chance is handed in as a [Source]. Nothing allocates, nothing locks.
//
// Sources: M. Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog,
// 2015) and its simulator, whose figures the tests reproduce (Full, Equal,
// Decorrelated); grpc-go 1.85.0, whose delays the tests reproduce as well (Around;
// grpc-go up to 1.68 had Full); Google SRE book, ch. 21 "Handling Overload".
package retry
