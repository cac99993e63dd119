#!/usr/bin/env bash
# github.com/hashicorp/go-retryablehttp v0.7.8 (Go): RetryWaitMax is no limit when the server says Retry-After.
#
# Expected: RetryWaitMax, "maximum time to wait", bounds every pause; a server that wants more of one is
# asked again after that, or the call fails.
# Seen: with a 429 or 503 the default back-off takes what the header says as it is. RetryWaitMax 50 ms and
# Retry-After 3: the call takes 3 s; for "3600" the pause would be an hour. LinearJitterBackoff, which one
# passes as Backoff in its place, does not read the header and keeps to the limit.
# For you: the server decides how long a worker, and the lock it may hold, waits. Give each call a context
# with a deadline, or wrap Backoff and take the smaller of the two.
#
# Needs Go. It talks over 127.0.0.1 only.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"

export GOPATH="$work/go" GOFLAGS='-mod=mod -trimpath' GOWORK=off
cat >go.mod <<'MOD'
module finding

go 1.24

require github.com/hashicorp/go-retryablehttp v0.7.8
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

const least, most = 10 * time.Millisecond, 50 * time.Millisecond

// took makes a call whose first answer is a 503 with Retry-After: 3, and says
// whether the pause was within the limit, with a second to spare.
func took(backoff retryablehttp.Backoff) string {
	calls := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if calls++; calls == 1 {
			w.Header().Set("Retry-After", "3")
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer server.Close()
	client := retryablehttp.NewClient()
	client.Logger, client.RetryWaitMin, client.RetryWaitMax, client.Backoff = nil, least, most, backoff
	begin := time.Now()
	response, err := client.Get(server.URL)
	if err != nil {
		return err.Error()
	}
	response.Body.Close()
	if passed := time.Since(begin); passed >= 3*time.Second {
		return fmt.Sprintf("status %d in call %d after 3 s or more", response.StatusCode, calls)
	}
	return fmt.Sprintf("status %d in call %d before 3 s", response.StatusCode, calls)
}

func main() {
	fmt.Println("RetryWaitMax 50ms, Retry-After 3, DefaultBackoff:", took(retryablehttp.DefaultBackoff))
	fmt.Println("RetryWaitMax 50ms, Retry-After 3, LinearJitterBackoff:", took(retryablehttp.LinearJitterBackoff))
	hour := &http.Response{StatusCode: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {"3600"}}}
	fmt.Println("pause of DefaultBackoff for a 429 with Retry-After 3600:", retryablehttp.DefaultBackoff(least, most, 0, hour))
}
GO
go mod download >&2
seen=$(timeout 180 go run .)
expected='RetryWaitMax 50ms, Retry-After 3, DefaultBackoff: status 200 in call 2 after 3 s or more
RetryWaitMax 50ms, Retry-After 3, LinearJitterBackoff: status 200 in call 2 before 3 s
pause of DefaultBackoff for a 429 with Retry-After 3600: 1h0m0s'

echo 'go-retryablehttp v0.7.8: Retry-After goes beyond RetryWaitMax'
echo "$seen"
if [ "$seen" != "$expected" ]; then
	printf 'it has changed, this was expected:\n%s\n' "$expected" >&2
	exit 1
fi
