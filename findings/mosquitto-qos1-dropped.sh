#!/usr/bin/env bash
# Mosquitto 2.0.11 (Debian 12): QoS 1 messages that the broker acknowledged with success are dropped.
#
# Expected: QoS 1 is "at least once". A subscriber with a lasting session is away; 1,500 messages are
# published for it, each is acknowledged (PUBACK, reason code 0: success). When it is back it gets 1,500.
# Seen: it gets the first 1,000; the last 500 are gone. MQTT 5 has a reason code for this (0x97, quota
# exceeded), the publisher sees 1,500 times 0. Only the broker's log has one line about it.
# Why: max_queued_messages is 1,000 for a client by default (mosquitto.conf(5)); the newest are dropped.
# For you: an acknowledgement says that the broker took the message, not that the subscriber will have it.
# Size max_queued_messages (0: no limit) for the longest absence, and watch $SYS/broker/publish/messages/dropped.
#
# Needs Debian 12 (libssl3, libcap2, libsystemd0) and apt-get. It talks through a Unix socket only.
set -euo pipefail
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; wait; rm -rf "$work"' EXIT
cd "$work"

apt-get download -qq mosquitto=2.0.11-1.2+deb12u2 mosquitto-clients=2.0.11-1.2+deb12u2 \
	libmosquitto1=2.0.11-1.2+deb12u2 libcjson1=1.7.15-1+deb12u4 libdlt2=2.18.8-6 libwrap0=7.6.q-32 2>/dev/null
for deb in *.deb; do dpkg -x "$deb" .; done
LD_LIBRARY_PATH=$(echo "$work"/usr/lib/*-linux-gnu)
export LD_LIBRARY_PATH

printf 'listener 0 %s/m.sock\nallow_anonymous true\npersistence false\nuser %s\n' "$work" "$(id -un)" >mosquitto.conf
usr/sbin/mosquitto -c mosquitto.conf 2>broker.log &
pid=$!
for _ in {1..50}; do if [ -S m.sock ]; then break; fi; sleep 0.1; done

readonly SESSION=(--unix m.sock -V 5 -c -x 3600 -i reader -q 1 -t orders)
timeout 10 usr/bin/mosquitto_sub "${SESSION[@]}" -E # subscribes, and leaves
seq 1500 | timeout 30 usr/bin/mosquitto_pub --unix m.sock -V 5 -i writer -q 1 -t orders -l -d >writer.log 2>&1
timeout 30 usr/bin/mosquitto_sub "${SESSION[@]}" -W 4 >got 2>/dev/null || true # -W ends it with code 27

seen=$(
	echo "published: 1500, acknowledged with success: $(grep -c 'PUBACK.*RC:0)' writer.log)"
	echo "received: $(wc -l <got), from $(head -n 1 got) to $(tail -n 1 got)"
	echo "broker's log: $(grep -c 'messages are being dropped' broker.log) line"
)
expected='published: 1500, acknowledged with success: 1500
received: 1000, from 1 to 1000
broker'"'"'s log: 1 line'

usr/sbin/mosquitto -h | sed -n 1p || true # -h ends with a code of its own
echo 'QoS 1: acknowledged, and dropped'
echo "$seen"
if [ "$seen" != "$expected" ]; then
	printf 'it has changed, this was expected:\n%s\n' "$expected" >&2
	exit 1
fi
