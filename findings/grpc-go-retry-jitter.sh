#!/usr/bin/env bash
# google.golang.org/grpc v1.68.2 and v1.69.4 (Go): one service config, two kinds of jitter.
#
# Expected: retryPolicy with initialBackoff 0.5s pauses in the same way after an update of a minor version;
# the config has no word about jitter.
# Seen: up to 1.68 the pause is a random share of the back-off, 0 to 100 % (full jitter), so a few calls try
# again at once. Since 1.69 it is the back-off give or take 20 %, never less than 0.4 s, which is what the
# revised retry design (gRFC A6) asks for.
# For you: the mean pause doubles with the update, and calls that failed together come back within 40 % of
# the back-off instead of over all of it: a larger wave. Clients of both versions behave differently
# beside each other. Set deadlines and back-offs anew with the update.
#
# Needs Go. It talks over 127.0.0.1 only. Only "too short" is judged: a busy machine makes pauses longer.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"

export GOPATH="$work/go" GOFLAGS='-mod=mod -trimpath' GOWORK=off
cat >main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"
)

const config = `{"methodConfig": [{"name": [{}], "retryPolicy": {"maxAttempts": 2, "initialBackoff": "0.5s",
	"maxBackoff": "5s", "backoffMultiplier": 2, "retryableStatusCodes": ["UNAVAILABLE"]}}]}`

type unavailable struct {
	grpc_health_v1.UnimplementedHealthServer
	calls atomic.Int64
}

func (u *unavailable) Check(context.Context, *grpc_health_v1.HealthCheckRequest) (*grpc_health_v1.HealthCheckResponse, error) {
	u.calls.Add(1)
	return nil, status.Error(codes.Unavailable, "always")
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	server, service := grpc.NewServer(), &unavailable{}
	grpc_health_v1.RegisterHealthServer(server, service)
	go func() { must(server.Serve(listener)) }()
	connection, err := grpc.NewClient(listener.Addr().String(),
		grpc.WithTransportCredentials(insecure.NewCredentials()), grpc.WithDefaultServiceConfig(config))
	must(err)
	client := grpc_health_v1.NewHealthClient(connection)

	var all sync.WaitGroup
	var short atomic.Int64
	for range 20 {
		all.Add(1)
		go func() {
			defer all.Done()
			for range 5 {
				begin := time.Now()
				_, err := client.Check(context.Background(), &grpc_health_v1.HealthCheckRequest{})
				if status.Code(err) != codes.Unavailable {
					panic(err)
				}
				if time.Since(begin) < 400*time.Millisecond { // 80 % of the back-off
					short.Add(1)
				}
			}
		}()
	}
	all.Wait()
	// With full jitter 80 of 100 are short; a busy machine hides some of them.
	verdict := "some"
	switch n := short.Load(); {
	case n == 0:
		verdict = "none"
	case n >= 20:
		verdict = "20 or more"
	}
	fmt.Printf("%d attempts for 100 calls, pauses under 0.4 s: %s\n", service.calls.Load(), verdict)
}
GO
run() {
	printf 'module finding\n\ngo 1.23\n\nrequire google.golang.org/grpc v%s\n' "$1" >go.mod
	rm -f go.sum
	go mod download >&2
	printf 'v%s: %s\n' "$1" "$(timeout 240 go run .)"
}
seen=$(
	run 1.68.2
	run 1.69.4
)
expected='v1.68.2: 200 attempts for 100 calls, pauses under 0.4 s: 20 or more
v1.69.4: 200 attempts for 100 calls, pauses under 0.4 s: none'

echo 'grpc-go: full jitter up to 1.68, 20 % either way since 1.69'
echo "$seen"
if [ "$seen" != "$expected" ]; then
	printf 'it has changed, this was expected:\n%s\n' "$expected" >&2
	exit 1
fi
