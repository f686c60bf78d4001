#!/usr/bin/env bash
# Measures speed and prints one table: Yagura's own lines, simdjson's limit of the same run, and the peer's.
#   YAGURA_SIGMA          the rules folder of a SigmaHQ checkout
#   YAGURA_BENCH_INPUT    a folder of CloudTrail delivery files to repeat
#   YAGURA_BENCH_LONG=1   adds growth to 10^7 records and 10^6 identities (half an hour, 15 GB of disk)
set -euo pipefail
cd "$(dirname "$0")/.."

sigma=${YAGURA_SIGMA:-../shared/corpus/sigma/rules}
data=Benchmarks/data/cloudtrail.ndjson
delivery=Benchmarks/data/delivery

command -v python3 >/dev/null 2>&1 || { echo "bench: python3 is missing; it generates the input and the table" >&2; exit 1; }
[ -f "$data" ] || python3 Benchmarks/generate.py --output "$data"
[ -d "$delivery" ] || python3 Benchmarks/generate.py --delivery "$delivery"

options=("$data" --gzip "$delivery")
if [ -d "$sigma/cloud/aws" ]; then
  options+=(--rules-aws "$sigma/cloud/aws" --rules-all "$sigma")
else
  echo "bench: no Sigma rules at $sigma; set YAGURA_SIGMA to the rules folder of a SigmaHQ checkout" >&2
fi

lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
.build/release/yagura-bench "${options[@]}" | tee -a "$lines" >&2
if [ -n "${YAGURA_BENCH_LONG:-}" ]; then
  python3 Benchmarks/growth.py .build/release/yagura | tee -a "$lines" >&2
fi
Benchmarks/peers/run.sh "$sigma/cloud/aws" "$data" | tee -a "$lines" >&2
echo >&2
python3 Benchmarks/table.py --write bench-results.json "$lines"
