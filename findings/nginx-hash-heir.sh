#!/usr/bin/env bash
# nginx 1.22.1 (Debian 12): with plain `hash`, the length of the keys decides who inherits.
#
# Expected: when one of four equal servers is marked down, its keys are hashed again and spread over
# the three that are left, a third each.
# Seen: all of them go to one neighbour, whose load doubles, and which neighbour it is depends on
# nothing but how long the keys are: with six letters 1's keys go to 3, with eight to 2.
# Why: nginx hashes again with the number of the try written before the key, by CRC-32, and takes the
# result modulo the sum of the weights. CRC-32 is linear: two strings of one length that differ in the
# same place differ by the same bits, whatever the rest is.
# For you: `hash ... consistent` spreads a lost server's keys (last lines). With the plain form and 4
# servers, keep twice the room, and do not conclude from one kind of keys who needs it.
#
# Needs Debian 12 (libssl3, libpcre2-8-0, zlib1g), apt-get and curl. It talks through Unix sockets only.
set -euo pipefail
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; wait; rm -rf "$work"' EXIT
cd "$work"

apt-get download -qq nginx=1.22.1-9+deb12u11 2>/dev/null
dpkg -x nginx_*.deb .

# upstream NAME LOST METHOD...: four servers, one of which is down (0: none).
upstream() {
	local name=$1 lost=$2 s
	shift 2
	printf 'upstream %s { hash $%s %s;' "$name" arg_k "$*"
	for s in 1 2 3 4; do printf ' server unix:%s/s%d.sock%s;' "$work" "$s" "$([ "$s" != "$lost" ] || echo ' down')"; done
	printf ' }\nserver { listen unix:%s/%s.sock; location / { proxy_pass http://%s; } }\n' "$work" "$name" "$name"
}
{
	echo "daemon off; master_process off; pid $work/pid; error_log $work/error.log; events { }"
	echo "http { access_log off; client_body_temp_path $work/b; proxy_temp_path $work/p;"
	echo "fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/c;"
	for s in 1 2 3 4; do printf "server { listen unix:%s/s%d.sock; location / { return 200 '%d\\\\n'; } }\n" "$work" "$s" "$s"; done
	for lost in 0 1 2 3 4; do
		upstream "plain$lost" "$lost"
		upstream "ring$lost" "$lost" consistent
	done
	echo '}'
} >nginx.conf
usr/sbin/nginx -p "$work" -c "$work/nginx.conf" 2>startup.log &
pid=$!
for _ in {1..50}; do if [ -S ring4.sock ]; then break; fi; sleep 0.1; done

# ask UPSTREAM PREFIX prints the server of each of 1,000 keys, PREFIX1000 to PREFIX1999.
ask() { curl -sS --max-time 30 --unix-socket "$work/$1.sock" "http://lab/?k=$2[1000-1999]"; }

# heirs KIND PREFIX says, for each lost server, where its keys went and how many.
heirs() {
	local kind=$1 prefix=$2 lost
	ask "${kind}0" "$prefix" >before
	for lost in 1 2 3 4; do
		ask "$kind$lost" "$prefix" >after
		paste before after | awk -v lost="$lost" '
			$1 == lost { to[$2]++; next }
			$1 != $2 { other++ }
			END {
				printf " %s->", lost
				for (s = 1; s <= 4; s++) if (to[s]) { printf "%s%s(%d)", sep, s, to[s]; sep = "," }
				if (other) printf " and %d others moved", other
			}'
	done
	echo
}
seen=$(
	for prefix in aa zz bbbb yyyy; do
		printf 'hash, %d letters, %s...:' $((${#prefix} + 4)) "$prefix"
		heirs plain "$prefix"
	done
	printf 'hash consistent, 6 letters, aa...:'
	heirs ring aa | sed 's/([0-9]*)//g' # how many: by the servers' names, which are new each time
)
expected='hash, 6 letters, aa...: 1->3(250) 2->1(250) 3->2(250) 4->1(250)
hash, 6 letters, zz...: 1->3(250) 2->1(250) 3->2(250) 4->1(250)
hash, 8 letters, bbbb...: 1->2(250) 2->3(250) 3->2(250) 4->2(250)
hash, 8 letters, yyyy...: 1->2(250) 2->3(250) 3->2(250) 4->2(250)
hash consistent, 6 letters, aa...: 1->2,3,4 2->1,3,4 3->1,2,4 4->1,2,3'

usr/sbin/nginx -v 2>&1
echo 'one neighbour inherits all keys of a lost server; the length of the keys says which'
echo "$seen"
if [ "$seen" != "$expected" ]; then
	printf 'it has changed, this was expected:\n%s\n' "$expected" >&2
	exit 1
fi
