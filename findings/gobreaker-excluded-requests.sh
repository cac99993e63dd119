#!/usr/bin/env bash
# github.com/sony/gobreaker/v2 v2.4.0: excluded calls stay in Counts.Requests.
#
# Expected: an error for which IsExcluded says true (a cancelled call, say) is ignored: it is neither a
# success nor a failure. So it should not change when the breaker opens, and a rule like that of the
# package's example, TotalFailures / Requests >= 0.6, should see the others only.
# Seen: the call is kept out of the successes and failures, not out of Requests. With one excluded call
# beside each failing one the ratio is at most 0.5, and the breaker stays closed for ever although every
# call that counts has failed. Half-open is not concerned: there the package subtracts them.
# For you: divide by Requests - TotalExclusions, or by TotalSuccesses + TotalFailures.
#
# Needs Go. Nothing leaves the process but the download.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"

export GOPATH="$work/go" GOFLAGS='-mod=mod -trimpath' GOWORK=off
cat >go.mod <<'MOD'
module finding

go 1.24

require github.com/sony/gobreaker/v2 v2.4.0
MOD
cat >main.go <<'GO'
package main

import (
	"errors"
	"fmt"

	"github.com/sony/gobreaker/v2"
)

var (
	errDown      = errors.New("down")
	errCancelled = errors.New("cancelled")
)

// failures makes up to 1,000 failing calls, with some cancelled ones before each, and
// returns how many failed before the breaker opened.
func failures(cancelled int, of func(gobreaker.Counts) uint32) string {
	cb := gobreaker.NewCircuitBreaker[int](gobreaker.Settings{
		ReadyToTrip: func(c gobreaker.Counts) bool {
			return c.Requests >= 10 && float64(c.TotalFailures)/float64(of(c)) >= 0.6
		},
		IsExcluded: func(err error) bool { return errors.Is(err, errCancelled) },
	})
	call := func(err error) { _, _ = cb.Execute(func() (int, error) { return 0, err }) }
	for i := 1; i <= 1000; i++ {
		for range cancelled {
			call(errCancelled)
		}
		call(errDown)
		if cb.State() == gobreaker.StateOpen {
			return fmt.Sprintf("opens at failure %d", i)
		}
	}
	c := cb.Counts()
	return fmt.Sprintf("closed after 1000 failures of 1000 (requests %d, successes %d, failures %d, exclusions %d)",
		c.Requests, c.TotalSuccesses, c.TotalFailures, c.TotalExclusions)
}

func main() {
	requests := func(c gobreaker.Counts) uint32 { return c.Requests }
	counted := func(c gobreaker.Counts) uint32 { return c.Requests - c.TotalExclusions }
	fmt.Println("nothing excluded:", failures(0, requests))
	fmt.Println("one excluded beside each:", failures(1, requests))
	fmt.Println("the same, exclusions subtracted:", failures(1, counted))
}
GO
go mod download >&2
seen=$(timeout 180 go run .)
expected='nothing excluded: opens at failure 10
one excluded beside each: closed after 1000 failures of 1000 (requests 2000, successes 0, failures 1000, exclusions 1000)
the same, exclusions subtracted: opens at failure 5'

echo 'gobreaker v2.4.0: excluded calls dilute a ratio over Counts.Requests'
echo "$seen"
if [ "$seen" != "$expected" ]; then
	printf 'it has changed, this was expected:\n%s\n' "$expected" >&2
	exit 1
fi
