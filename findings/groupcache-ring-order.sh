#!/usr/bin/env bash
# github.com/golang/groupcache 2c02b8208cf8 (Go), consistenthash: numbered nodes, two rings that disagree.
#
# Expected: a ring is a set. Two clients that add the same nodes send each key to the same one, whatever
# the order in which they add them.
# Seen: with nodes called 1 to 100 (50 replicas each), added upwards by one and downwards by the other,
# 729 of 10,000 keys go to different nodes. With "shard-1" to "shard-100" none does.
# Why: a point on the ring is the hash of the replica's number with the name right behind it. Replica 1 of
# node 11 and replica 11 of node 1 are both "111": one point, and the node that was added last has it.
# For you: give numbered nodes a prefix that does not begin with a digit, or add them in one order
# everywhere, also those that join later.
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

require github.com/golang/groupcache v0.0.0-20241129210726-2c02b8208cf8
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"

	"github.com/golang/groupcache/consistenthash"
)

func main() {
	for _, name := range []string{"%d", "shard-%d"} {
		for _, nodes := range []int{9, 12, 100} {
			up, down := consistenthash.New(50, nil), consistenthash.New(50, nil)
			for i := range nodes {
				up.Add(fmt.Sprintf(name, i+1))
				down.Add(fmt.Sprintf(name, nodes-i))
			}
			differ := 0
			for i := range 10_000 {
				if key := fmt.Sprint("key", i); up.Get(key) != down.Get(key) {
					differ++
				}
			}
			fmt.Printf("nodes "+name+" to "+name+": %d of 10000 keys differ\n", 1, nodes, differ)
		}
	}
}
GO
go mod download >&2
seen=$(timeout 180 go run .)
expected='nodes 1 to 9: 0 of 10000 keys differ
nodes 1 to 12: 209 of 10000 keys differ
nodes 1 to 100: 729 of 10000 keys differ
nodes shard-1 to shard-9: 0 of 10000 keys differ
nodes shard-1 to shard-12: 0 of 10000 keys differ
nodes shard-1 to shard-100: 0 of 10000 keys differ'

echo 'groupcache 2c02b8208cf8: with numbered nodes the order of adding decides where keys go'
echo "$seen"
if [ "$seen" != "$expected" ]; then
	printf 'it has changed, this was expected:\n%s\n' "$expected" >&2
	exit 1
fi
