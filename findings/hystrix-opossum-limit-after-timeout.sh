#!/usr/bin/env bash
# hystrix-go fa1af6a1f4f5 (Go) and opossum 10.0.0 (npm): the limit on concurrent calls does not hold once
# calls time out.
#
# Expected: MaxConcurrentRequests 10 (opossum: capacity 10) is a bulkhead: never more than ten calls are
# in the dependency at a time, above all when it hangs, which is what bulkheads are for.
# Seen: at the timeout the caller gets its error and the place becomes free, while the call goes on: neither
# library stops a function that does not stop itself. Ten rounds of ten calls to a dependency that hangs:
# 100 in it at once, and none was refused. (The circuit, which would open in the end, is kept closed here,
# as it is under a low volume.)
# For you: the limit bounds callers that wait, not work that is under way; that is the rate times how long
# the dependency hangs. Hand the function a context or an AbortSignal that ends it, or take a bulkhead that
# the call itself leaves: cockatiel's, inside of its timeout, holds at 10 (last line).
#
# Needs Go, node and npm. Nothing leaves the processes but the downloads.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"

export GOPATH="$work/go" GOFLAGS='-mod=mod -trimpath' GOWORK=off
cat >go.mod <<'MOD'
module finding

go 1.24

require github.com/afex/hystrix-go v0.0.0-20180502004556-fa1af6a1f4f5
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/afex/hystrix-go/hystrix"
)

func main() {
	hystrix.ConfigureCommand("dep", hystrix.CommandConfig{
		Timeout: 50, MaxConcurrentRequests: 10, RequestVolumeThreshold: 1_000_000,
	})
	var inside, timeouts, refused atomic.Int64
	hang := make(chan struct{})
	for range 10 {
		var round sync.WaitGroup
		for range 10 {
			round.Add(1)
			go func() {
				defer round.Done()
				err := hystrix.Do("dep", func() error {
					inside.Add(1)
					<-hang
					return nil
				}, nil)
				switch err {
				case hystrix.ErrTimeout:
					timeouts.Add(1)
				case hystrix.ErrMaxConcurrency:
					refused.Add(1)
				}
			}()
		}
		round.Wait()
	}
	fmt.Printf("hystrix-go, limit 10: %d calls in the dependency at once (%d timed out, %d refused)\n",
		inside.Load(), timeouts.Load(), refused.Load())
}
GO
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . opossum@10.0.0 cockatiel@4.0.0 >&2
cat >run.js <<'JS'
const Breaker = require('opossum');
const { bulkhead, timeout, wrap, TimeoutStrategy, BulkheadRejectedError, TaskCancelledError } = require('cockatiel');

async function rounds(name, callers) {
  let inside = 0, timeouts = 0, refused = 0;
  const call = callers(() => new Promise(() => { inside++; })); // hangs
  for (let i = 0; i < 10; i++) {
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => call()));
    for (const { reason } of results) {
      if (reason.code === 'ETIMEDOUT' || reason instanceof TaskCancelledError) timeouts++;
      if (reason.code === 'ESEMLOCKED' || reason instanceof BulkheadRejectedError) refused++;
    }
  }
  console.log(`${name}, limit 10: ${inside} calls in the dependency at once (${timeouts} timed out, ${refused} refused)`);
}

(async () => {
  await rounds('opossum', (hang) => {
    const breaker = new Breaker(hang, { timeout: 50, capacity: 10, volumeThreshold: 1e6 });
    return () => breaker.fire();
  });
  await rounds('cockatiel, bulkhead inside of the timeout', (hang) => {
    const policy = wrap(timeout(50, TimeoutStrategy.Aggressive), bulkhead(10));
    return () => policy.execute(hang);
  });
})();
JS
go mod download >&2
seen=$(
	timeout 180 go run .
	timeout 60 node run.js
)
expected='hystrix-go, limit 10: 100 calls in the dependency at once (100 timed out, 0 refused)
opossum, limit 10: 100 calls in the dependency at once (100 timed out, 0 refused)
cockatiel, bulkhead inside of the timeout, limit 10: 10 calls in the dependency at once (10 timed out, 90 refused)'

echo 'hystrix-go fa1af6a1f4f5, opossum 10.0.0: a place is free again at the timeout, the call goes on'
echo "$seen"
if [ "$seen" != "$expected" ]; then
	printf 'it has changed, this was expected:\n%s\n' "$expected" >&2
	exit 1
fi
