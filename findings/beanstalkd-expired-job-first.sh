#!/usr/bin/env bash
# beanstalkd 1.12 (Debian 12): a job whose worker did not finish in time is handed out first again.
#
# Expected: a job whose time-to-run is over returns to the queue, so behind those that wait. A job that
# every worker fails (or that kills its worker) costs some time now and then; the others get their turn.
# Seen: ready jobs are ordered by priority, then by id, that is by age. The one that came back is the
# oldest, so the next reserve gets it again, and again: the two behind it never come. `release` with the
# same priority does the same. There is no limit on deliveries: `stats-job` counts `timeouts` and
# `releases`, what to do about them is the client's business.
# For you: with one worker, one bad job stops the queue. Look at the job's `timeouts` before working on
# it and `bury` it at a limit, or `release` it with a larger (less urgent) priority or a delay (last line).
#
# Needs Debian 12 (libsystemd0) and apt-get. It talks over 127.0.0.1 only and takes about 5 seconds.
set -euo pipefail
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; wait; rm -rf "$work"' EXIT
cd "$work"

apt-get download -qq beanstalkd=1.12-2+b1 2>/dev/null
dpkg -x beanstalkd_*.deb .

# A port that is taken makes the daemon end at once: try another.
for _ in $(seq 10); do
	port=$((20000 + RANDOM % 10000))
	usr/bin/beanstalkd -l 127.0.0.1 -p "$port" 2>startup.log &
	pid=$!
	sleep 0.5
	kill -0 "$pid" 2>/dev/null && break
done
exec 3<>"/dev/tcp/127.0.0.1/$port"
answer() { local line && IFS= read -r -t 10 -u 3 line && printf '%s' "${line%$'\r'}"; }

# put NAME: priority 100, no delay, one second to run.
put() { printf 'put 100 0 1 %d\r\n%s\r\n' "${#1}" "$1" >&3 && answer >/dev/null; }
# reserve sets id and job.
reserve() {
	printf 'reserve-with-timeout 5\r\n' >&3
	read -r _ id _ <<<"$(answer)"
	job=$(answer)
}
# expire waits until the daemon has taken the job back.
expire() {
	local size stats
	for _ in $(seq 40); do
		sleep 0.2
		printf 'stats-job %d\r\n' "$id" >&3
		read -r _ size <<<"$(answer)"
		IFS= read -r -t 10 -N $((size + 2)) -u 3 stats
		if [[ $stats == *'state: ready'* ]]; then return; fi
	done
	return 1
}
for name in stuck second third; do put "$name"; done

line=
for _ in 1 2 3; do # the worker says nothing until the second is over
	reserve
	line+=" $job"
	expire
done
seen="not finished in time:$line"
line=
for _ in 1 2 3; do
	reserve
	line+=" $job"
	printf 'release %d 100 0\r\n' "$id" >&3
	answer >/dev/null
done
seen+=$'\n'"released with the same priority:$line"
line=
for _ in 1 2 3; do
	reserve
	line+=" $job"
	printf 'release %d 101 0\r\n' "$id" >&3
	answer >/dev/null
done
seen+=$'\n'"released with a larger one:$line"
expected='not finished in time: stuck stuck stuck
released with the same priority: stuck stuck stuck
released with a larger one: stuck second third'

usr/bin/beanstalkd -v
echo 'a job that comes back is first in the queue'
echo "$seen"
if [ "$seen" != "$expected" ]; then
	printf 'it has changed, this was expected:\n%s\n' "$expected" >&2
	exit 1
fi
