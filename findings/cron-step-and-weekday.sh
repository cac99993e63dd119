#!/usr/bin/env bash
# One crontab line, two meanings: a step in the day of the month beside a weekday. robfig/cron v3.0.1 (Go),
# croner 11.0.1 and cron-parser 5.10.6 (npm) against gronx v1.19.6 (Go).
#
# Expected: "0 0 */2 * 1" means one thing to all that read crontab lines. A job runs when either of the two
# day fields matches, unless one of them is a star: then both must. The classic cron (Vixie's entry.c,
# read, not run) asks for the field's first character only, so */2 is a star, and the job runs on the
# Mondays that have an odd date: 1, 15 and 29 June 2026.
# Seen: gronx agrees. For the three others */2 is no star: they run the job on every odd day and on every
# Monday, 17 days instead of 3. With a star alone or with a number all agree.
# For you: a line that moves from a crontab, or from one library to another, can run five times as often,
# without an error. Write no step beside a weekday; let the job itself look at one of the two.
#
# Needs Go, node and npm. Nothing leaves the processes but the downloads.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"

export GOPATH="$work/go" GOFLAGS='-mod=mod -trimpath' GOWORK=off
cat >go.mod <<'MOD'
module finding

go 1.24

require (
	github.com/adhocore/gronx v1.19.6
	github.com/robfig/cron/v3 v3.0.1
)
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"time"

	"github.com/adhocore/gronx"
	"github.com/robfig/cron/v3"
)

var (
	begin = time.Date(2026, 5, 31, 23, 59, 0, 0, time.UTC)
	end   = time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)
)

func days(next func(time.Time) time.Time) (out []int) {
	for at := next(begin); at.Before(end); at = next(at) {
		out = append(out, at.Day())
	}
	return out
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func main() {
	for _, line := range []string{"0 0 */2 * 1", "0 0 * * 1", "0 0 2 * 1"} {
		fmt.Println(line, "gronx:", days(func(at time.Time) time.Time { return must(gronx.NextTickAfter(line, at, false)) }))
		fmt.Println(line, "robfig/cron:", days(must(cron.ParseStandard(line)).Next))
	}
}
GO
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . croner@11.0.1 cron-parser@5.10.6 >&2
cat >run.js <<'JS'
const { Cron } = require('croner');
const { CronExpressionParser } = require('cron-parser');
const begin = new Date('2026-05-31T23:59:00Z'), end = new Date('2026-07-01T00:00:00Z');

function days(next) {
  const out = [];
  for (let at = next(begin); at < end; at = next(at)) out.push(at.getUTCDate());
  return `[${out.join(' ')}]`;
}
for (const line of ['0 0 */2 * 1', '0 0 * * 1', '0 0 2 * 1']) {
  const croner = new Cron(line, { timezone: 'UTC' });
  const parser = CronExpressionParser.parse(line, { currentDate: begin, tz: 'UTC' });
  console.log(line, 'croner:', days((at) => croner.nextRun(at)));
  console.log(line, 'cron-parser:', days(() => parser.next().toDate()));
}
JS
go mod download >&2
seen=$(
	timeout 180 go run .
	timeout 60 node run.js
)
expected='0 0 */2 * 1 gronx: [1 15 29]
0 0 */2 * 1 robfig/cron: [1 3 5 7 8 9 11 13 15 17 19 21 22 23 25 27 29]
0 0 * * 1 gronx: [1 8 15 22 29]
0 0 * * 1 robfig/cron: [1 8 15 22 29]
0 0 2 * 1 gronx: [1 2 8 15 22 29]
0 0 2 * 1 robfig/cron: [1 2 8 15 22 29]
0 0 */2 * 1 croner: [1 3 5 7 8 9 11 13 15 17 19 21 22 23 25 27 29]
0 0 */2 * 1 cron-parser: [1 3 5 7 8 9 11 13 15 17 19 21 22 23 25 27 29]
0 0 * * 1 croner: [1 8 15 22 29]
0 0 * * 1 cron-parser: [1 8 15 22 29]
0 0 2 * 1 croner: [1 2 8 15 22 29]
0 0 2 * 1 cron-parser: [1 2 8 15 22 29]'

echo 'robfig/cron v3.0.1, croner 11.0.1, cron-parser 5.10.6: */2 beside a weekday is "or"; gronx v1.19.6: "and"'
echo "$seen"
if [ "$seen" != "$expected" ]; then
	printf 'it has changed, this was expected:\n%s\n' "$expected" >&2
	exit 1
fi
