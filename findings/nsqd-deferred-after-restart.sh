#!/usr/bin/env bash
# github.com/nsqio/nsq v1.3.0 (Go): a clean restart of nsqd delivers deferred messages at once.
#
# Expected: a message published with defer=3600000 comes in an hour. nsqd writes what it holds in memory to
# disk when it is stopped in order, so the message survives a restart, and is still due in an hour.
# Seen: it survives, its time does not. It is written like any other message, and after the restart it is
# handed out in the same second.
# For you: a deploy of the broker fires every delayed retry and reminder at once. Put the due time into the
# message, and defer it again (Requeue with a delay) when it comes too early.
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

require (
	github.com/nsqio/go-nsq v1.1.0
	github.com/nsqio/nsq v1.3.0
)
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"time"

	"github.com/nsqio/go-nsq"
	"github.com/nsqio/nsq/nsqd"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func start() *nsqd.NSQD {
	options := nsqd.NewOptions()
	options.TCPAddress, options.HTTPAddress, options.BroadcastAddress = "127.0.0.1:0", "127.0.0.1:0", "127.0.0.1"
	options.DataPath, options.LogLevel = ".", nsqd.LOG_ERROR
	daemon, err := nsqd.New(options)
	must(err)
	must(daemon.LoadMetadata()) // as its own main does
	must(daemon.PersistMetadata())
	go func() { must(daemon.Main()) }()
	return daemon
}

// received waits for a message for some seconds.
func received(daemon *nsqd.NSQD, patience time.Duration) string {
	consumer, err := nsq.NewConsumer("mail", "send", nsq.NewConfig())
	must(err)
	consumer.SetLoggerLevel(nsq.LogLevelError)
	got := make(chan string, 1)
	consumer.AddHandler(nsq.HandlerFunc(func(m *nsq.Message) error {
		got <- string(m.Body)
		return nil
	}))
	must(consumer.ConnectToNSQD(daemon.RealTCPAddr().String()))
	defer func() {
		consumer.Stop()
		<-consumer.StopChan
	}()
	select {
	case body := <-got:
		return body
	case <-time.After(patience):
		return "nothing"
	}
}

func main() {
	daemon := start()
	daemon.GetTopic("mail").GetChannel("send")
	producer, err := nsq.NewProducer(daemon.RealTCPAddr().String(), nsq.NewConfig())
	must(err)
	producer.SetLoggerLevel(nsq.LogLevelError)
	must(producer.DeferredPublish("mail", time.Hour, []byte("in an hour")))
	producer.Stop()
	fmt.Printf("within 3 s of publishing: %q\n", received(daemon, 3*time.Second))
	daemon.Exit() // what a SIGTERM does

	daemon = start()
	fmt.Printf("within 30 s of a restart: %q\n", received(daemon, 30*time.Second))
	daemon.Exit()
}
GO
go mod download >&2
seen=$(timeout 240 go run . 2>log) || { cat log >&2; exit 1; }
expected='within 3 s of publishing: "nothing"
within 30 s of a restart: "in an hour"'

echo 'nsqd v1.3.0: a deferred message comes at once after a restart'
echo "$seen"
if [ "$seen" != "$expected" ]; then
	printf 'it has changed, this was expected:\n%s\n' "$expected" >&2
	exit 1
fi
