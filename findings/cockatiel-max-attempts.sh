#!/usr/bin/env bash
# cockatiel 4.0.0 (npm): retry's maxAttempts counts the retries, not the attempts.
#
# Expected: its readme calls maxAttempts "the number of attempts to make before giving up", so 4
# should run the function four times, as 4 does in gRPC's maxAttempts, Temporal's MaximumAttempts
# and bullmq's attempts: all of these count the first run.
# Seen: 4 runs it five times, 1 twice, and only 0 runs it once.
# For you: who carries a limit over from another product gets one call more than planned, on every
# layer that retries: three layers of 2 make 27 calls, not 8.
#
# Needs node and npm. Nothing leaves the process but the download.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix . cockatiel@4.0.0 >&2
cat >run.js <<'JS'
const { retry, handleAll, ConstantBackoff } = require('cockatiel');

async function runs(maxAttempts) {
  let count = 0;
  await retry(handleAll, { maxAttempts, backoff: new ConstantBackoff(1) })
    .execute(() => { count++; throw new Error('always'); })
    .catch(() => {});
  return count;
}

(async () => {
  for (const n of [0, 1, 2, 4]) console.log(`maxAttempts ${n}: ${await runs(n)} runs`);
  // Three layers around one function, each allowed "2".
  let count = 0;
  const layer = () => retry(handleAll, { maxAttempts: 2, backoff: new ConstantBackoff(1) });
  await layer().execute(() => layer().execute(() => layer().execute(() => { count++; throw new Error('always'); }))).catch(() => {});
  console.log(`three layers of 2: ${count} runs`);
})();
JS
seen=$(timeout 60 node run.js)
expected='maxAttempts 0: 1 runs
maxAttempts 1: 2 runs
maxAttempts 2: 3 runs
maxAttempts 4: 5 runs
three layers of 2: 27 runs'

echo 'cockatiel 4.0.0: maxAttempts counts the runs after the first'
echo "$seen"
if [ "$seen" != "$expected" ]; then
	printf 'it has changed, this was expected:\n%s\n' "$expected" >&2
	exit 1
fi
