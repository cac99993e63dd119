#!/usr/bin/env bash
# HAProxy 2.6.12 (Debian 12): `hash-type consistent` goes by a server's position, not by its name.
#
# Expected: a server has its places on the ring by its name or address. So a fifth server takes about a
# fifth of the keys wherever its line stands, and the same lines in another order send each key where it
# went before (as nginx's `hash ... consistent` does).
# Seen: places come from the server's id, and without `id` that is its number in the list. A fifth server
# written above the others moves 911 of 1,000 keys; the four in reverse order move all 1,000.
# For you: a list that a template writes in no fixed order empties the caches at every reload, and two
# balancers whose lists differ in order disagree on every key. Append only, or give each server an `id`
# (last line). Newer versions also offer `hash-key addr`.
#
# Needs Debian 12 (libssl3, libpcre2-8-0, libsystemd0), apt-get and curl. It talks through Unix sockets only.
set -euo pipefail
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; wait; rm -rf "$work"' EXIT
cd "$work"

apt-get download -qq haproxy=2.6.12-1+deb12u4 liblua5.3-0=5.3.6-2 \
	libopentracing-c-wrapper0=1.1.3-3+b1 libopentracing1=1.6.0-4 2>/dev/null
for deb in *.deb; do dpkg -x "$deb" .; done
libraries=$(echo "$work"/usr/lib/*-linux-gnu)
haproxy() { LD_LIBRARY_PATH=$libraries "$work/usr/sbin/haproxy" "$@"; }

lists=('a b c d' 'a b c d e' 'e a b c d' 'd c b a' 'a:1 b:2 c:3 d:4' 'e:5 a:1 b:2 c:3 d:4')
{
	printf 'defaults\n mode http\n timeout connect 2s\n timeout client 5s\n timeout server 5s\n'
	for s in a b c d e; do
		printf 'frontend %s\n bind unix@%s/%s.sock\n' "$s" "$work" "$s"
		printf ' http-request return status 200 content-type text/plain lf-string "%s\\n"\n' "$s"
	done
	for i in "${!lists[@]}"; do
		printf 'frontend in%d\n bind unix@%s/in%d.sock\n default_backend list%d\n' "$i" "$work" "$i" "$i"
		printf 'backend list%d\n balance uri\n hash-type consistent\n' "$i"
		for entry in ${lists[i]}; do
			IFS=: read -r name id <<<"$entry"
			printf ' server %s unix@%s/%s.sock%s\n' "$name" "$work" "$name" "${id:+ id $id}"
		done
	done
} >haproxy.cfg
haproxy -f haproxy.cfg -db 2>startup.log &
pid=$!
for _ in {1..50}; do if [ -S in5.sock ]; then break; fi; sleep 0.1; done

# ask I prints the server of each of 1,000 keys under list I.
ask() { curl -sS --max-time 30 --unix-socket "in$1.sock" 'http://lab/key[1000-1999]'; }
seen=$(
	ask 0 >first
	for i in "${!lists[@]}"; do
		ask "$i" >now
		moved=$(paste first now | awk '$1 != $2 { n++ } END { print n + 0, "of", NR }')
		printf '%s: %s keys elsewhere than with "%s"\n' "${lists[i]}" "$moved" "${lists[0]}"
	done
)
expected='a b c d: 0 of 1000 keys elsewhere than with "a b c d"
a b c d e: 191 of 1000 keys elsewhere than with "a b c d"
e a b c d: 911 of 1000 keys elsewhere than with "a b c d"
d c b a: 1000 of 1000 keys elsewhere than with "a b c d"
a:1 b:2 c:3 d:4: 0 of 1000 keys elsewhere than with "a b c d"
e:5 a:1 b:2 c:3 d:4: 191 of 1000 keys elsewhere than with "a b c d"'

haproxy -v | sed -n 1p
echo 'the order of the server lines decides where a key goes'
echo "$seen"
if [ "$seen" != "$expected" ]; then
	printf 'it has changed, this was expected:\n%s\n' "$expected" >&2
	exit 1
fi
