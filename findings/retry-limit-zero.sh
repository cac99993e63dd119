#!/usr/bin/env bash
# aws-sdk-go-v2 v1.48.0 and cenkalti/backoff v4.3.0 and v5.0.3 (Go): a limit of zero retries, four meanings.
#
# Expected: a limit of 0 means one thing in one library, either "no retry" or "no limit", also when the
# library's next major version renames the function.
# Seen: in one AWS package 0 is the default of three attempts for NewStandard's MaxAttempts and "no limit"
# for AddWithMaxAttempts. In backoff v4, WithMaxRetries(b, 0) makes one call; in v5, WithMaxTries(0) has no limit.
# For you: a setting that somebody leaves empty, or sets to 0 to switch retries off, becomes three attempts
# here and an endless loop there. Write 1 where attempts are counted, and test "off" as a case of its own.
#
# Needs Go. Nothing leaves the process but the download: the calls are functions that fail.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"

export GOPATH="$work/go" GOFLAGS='-mod=mod -trimpath' GOWORK=off
cat >go.mod <<'MOD'
module finding

go 1.24

require (
	github.com/aws/aws-sdk-go-v2 v1.48.0
	github.com/cenkalti/backoff/v4 v4.3.0
	github.com/cenkalti/backoff/v5 v5.0.3
)
MOD
cat >main.go <<'GO'
package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go/middleware"
	v4 "github.com/cenkalti/backoff/v4"
	v5 "github.com/cenkalti/backoff/v5"
)

const enough = 1000 // then the caller cancels

var errAlways = errors.New("always")

// calls counts how often a failing function is called, and cancels when it is enough.
func calls(with func(ctx context.Context, call func() error)) string {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	count := 0
	with(ctx, func() error {
		if count++; count == enough {
			cancel()
		}
		return errAlways
	})
	if count >= enough {
		return "no limit (cancelled at call 1000)"
	}
	return fmt.Sprint(count, " calls")
}

// attempts runs the SDK's own retry middleware around the call.
func attempts(retryer aws.Retryer) string {
	return calls(func(ctx context.Context, call func() error) {
		same := func(request any) any { return request }
		next := middleware.FinalizeHandlerFunc(func(context.Context, middleware.FinalizeInput) (out middleware.FinalizeOutput, meta middleware.Metadata, err error) {
			return out, meta, call()
		})
		_, _, _ = retry.NewAttemptMiddleware(retryer, same).HandleFinalize(ctx, middleware.FinalizeInput{}, next)
	})
}

// standard retries each error without a pause and without its budget of retries.
func standard(options *retry.StandardOptions) {
	options.RateLimiter = ratelimit.None
	options.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return 0, nil })
	options.Retryables = []retry.IsErrorRetryable{retry.IsErrorRetryableFunc(func(error) aws.Ternary { return aws.TrueTernary })}
}

func main() {
	for _, limit := range []int{0, 4} {
		fmt.Printf("aws NewStandard, MaxAttempts %d: %s\n", limit,
			attempts(retry.NewStandard(standard, func(o *retry.StandardOptions) { o.MaxAttempts = limit })))
		fmt.Printf("aws AddWithMaxAttempts(retryer, %d): %s\n", limit,
			attempts(retry.AddWithMaxAttempts(retry.NewStandard(standard), limit)))
		fmt.Printf("backoff v4 WithMaxRetries(b, %d): %s\n", limit, calls(func(ctx context.Context, call func() error) {
			_ = v4.Retry(call, v4.WithContext(v4.WithMaxRetries(&v4.ZeroBackOff{}, uint64(limit)), ctx))
		}))
		fmt.Printf("backoff v5 WithMaxTries(%d): %s\n", limit, calls(func(ctx context.Context, call func() error) {
			_, _ = v5.Retry(ctx, func() (int, error) { return 0, call() },
				v5.WithBackOff(&v5.ZeroBackOff{}), v5.WithMaxTries(uint(limit)))
		}))
	}
}
GO
go mod download >&2
seen=$(timeout 180 go run .)
expected='aws NewStandard, MaxAttempts 0: 3 calls
aws AddWithMaxAttempts(retryer, 0): no limit (cancelled at call 1000)
backoff v4 WithMaxRetries(b, 0): 1 calls
backoff v5 WithMaxTries(0): no limit (cancelled at call 1000)
aws NewStandard, MaxAttempts 4: 4 calls
aws AddWithMaxAttempts(retryer, 4): 4 calls
backoff v4 WithMaxRetries(b, 4): 5 calls
backoff v5 WithMaxTries(4): 4 calls'

echo 'aws-sdk-go-v2 v1.48.0, cenkalti/backoff v4.3.0 and v5.0.3: what a limit of 0 means'
echo "$seen"
if [ "$seen" != "$expected" ]; then
	printf 'it has changed, this was expected:\n%s\n' "$expected" >&2
	exit 1
fi
