#!/usr/bin/env bash
# Measures speed and prints one table: Yagura's own lines, simdjson's limit of the same run, and the peer's.
#   YAGURA_SIGMA          the rules folder of a SigmaHQ checkout
#   YAGURA_BENCH_INPUT    a folder of CloudTrail delivery files to repeat
#   YAGURA_BENCH_LONG=1   adds growth to 10^7 records and 10^6 identities (half an hour, 15 GB of disk)
set -euo pipefail
cd "$(dirname "$0")/.."

sigma=${YAGURA_SIGMA:-../shared/corpus/sigma/rules}
# What yagura-bench is to measure; it leaves out what is not there.
export YAGURA_BENCH_DATA=Benchmarks/data/cloudtrail.ndjson
export YAGURA_BENCH_DELIVERY=Benchmarks/data/delivery
export YAGURA_BENCH_RULES=$sigma/cloud/aws
export YAGURA_BENCH_ALL_RULES=$sigma

command -v python3 >/dev/null 2>&1 || { echo "bench: python3 is missing; it generates the input and the table" >&2; exit 1; }
[ -f "$YAGURA_BENCH_DATA" ] || python3 Benchmarks/generate.py --output "$YAGURA_BENCH_DATA"
[ -d "$YAGURA_BENCH_DELIVERY" ] || python3 Benchmarks/generate.py --delivery "$YAGURA_BENCH_DELIVERY"
[ -d "$YAGURA_BENCH_RULES" ] ||
  echo "bench: no Sigma rules at $YAGURA_BENCH_RULES; set YAGURA_SIGMA to the rules folder of a SigmaHQ checkout" >&2

lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
.build/release/yagura-bench | tee -a "$lines" >&2
if [ -n "${YAGURA_BENCH_LONG:-}" ]; then
  python3 Benchmarks/growth.py .build/release/yagura | tee -a "$lines" >&2
fi
Benchmarks/peers/run.sh "$YAGURA_BENCH_RULES" "$YAGURA_BENCH_DATA" | tee -a "$lines" >&2
echo >&2
python3 Benchmarks/table.py --write bench-results.json "$lines"
