#!/usr/bin/env bash
# nginx 1.22.1 (Debian 12): limit_req's rate=1r/m lets one request through every 62.5 seconds.
#
# Expected: "1r/m" is one request a minute, so a job that calls once every 61 seconds is never refused.
# Seen: the call after 61 s is refused, the one after 63 s passes. nginx keeps a rate as a whole number
# of thousandths of a request a second: 1000/60 = 16.67 becomes 16, that is 62.5 s. A refused call is not
# counted, so such a job loses every other call.
# The error is the rest of that division: 2r/m is 30.3 s, 7r/m 8.62 s; 3r/m and 6r/m are exact.
# For you: for slow limits allow a `burst`, or choose a rate that divides 60,000, such as 3r/m.
#
# Needs Debian 12 (libssl3, libpcre2-8-0, zlib1g), apt-get and curl. It talks through a Unix socket
# only, and takes 65 seconds.
set -euo pipefail
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; wait; rm -rf "$work"' EXIT
cd "$work"

apt-get download -qq nginx=1.22.1-9+deb12u11 2>/dev/null
dpkg -x nginx_*.deb .

cat >nginx.conf <<CONF
daemon off; master_process off; pid $work/pid; error_log $work/error.log; events { }
http {
	access_log off;
	client_body_temp_path $work/b; proxy_temp_path $work/p;
	fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/c;
	limit_req_zone \$server_name zone=one:1m rate=1r/m;
	limit_req_zone \$server_name zone=three:1m rate=3r/m;
	server {
		listen unix:$work/s.sock; server_name lab;
		location /1 { limit_req zone=one; empty_gif; }
		location /3 { limit_req zone=three; empty_gif; }
	}
}
CONF
usr/sbin/nginx -p "$work" -c "$work/nginx.conf" 2>startup.log &
pid=$!
for _ in {1..50}; do if [ -S s.sock ]; then break; fi; sleep 0.1; done

now() { date +%s%3N; }
# ask RATE prints the status. at MILLISECONDS RATE does so that long after the first answers.
ask() { curl -sS --max-time 5 -o /dev/null -w '%{http_code}' --unix-socket s.sock "http://lab/$1"; }
at() {
	local wait=$(($1 + begin - $(now)))
	if [ "$wait" -gt 0 ]; then sleep "$((wait / 1000)).$(printf %03d $((wait % 1000)))"; fi
	printf '%sr/m after %s ms: %s\n' "$2" "$1" "$(ask "$2")"
}
seen=$(
	printf '1r/m, 3r/m, first: %s %s\n' "$(ask 1)" "$(ask 3)"
	begin=$(now)
	at 20100 3
	at 61000 1
	at 63000 1
)
expected='1r/m, 3r/m, first: 200 200
3r/m after 20100 ms: 200
1r/m after 61000 ms: 503
1r/m after 63000 ms: 200'

usr/sbin/nginx -v 2>&1
echo '1r/m is one request in 62.5 s'
echo "$seen"
if [ "$seen" != "$expected" ]; then
	printf 'it has changed, this was expected:\n%s\n' "$expected" >&2
	exit 1
fi
