#!/usr/bin/env bash
# Measures speed and prints one table: Yagura's own lines, simdjson's limit of the same run, and the peer's.
# Told to the measuring program through the environment:
#   YAGURA_BENCH_DATA       the NDJSON file         YAGURA_BENCH_DELIVERY  the same as gzip delivery files
#   YAGURA_BENCH_RULES      the 57 AWS rules        YAGURA_BENCH_ALL_RULES the whole SigmaHQ set
#   YAGURA_BENCH_LONG=1     adds the growth lines to 10^7 records
set -euo pipefail
cd "$(dirname "$0")/.."

sigma=${YAGURA_SIGMA:-../shared/corpus/sigma/rules}
export YAGURA_BENCH_DATA=${YAGURA_BENCH_DATA:-Benchmarks/data/cloudtrail.ndjson}
export YAGURA_BENCH_DELIVERY=${YAGURA_BENCH_DELIVERY:-Benchmarks/data/delivery}
export YAGURA_BENCH_RULES=${YAGURA_BENCH_RULES:-$sigma/cloud/aws}
export YAGURA_BENCH_ALL_RULES=${YAGURA_BENCH_ALL_RULES:-$sigma}

command -v python3 >/dev/null 2>&1 || { echo "bench: python3 is missing; it generates the input and the table" >&2; exit 1; }
[ -f "$YAGURA_BENCH_DATA" ] || python3 Benchmarks/generate.py --output "$YAGURA_BENCH_DATA"
[ -d "$YAGURA_BENCH_DELIVERY" ] || python3 Benchmarks/generate.py --delivery "$YAGURA_BENCH_DELIVERY"
[ -d "$YAGURA_BENCH_RULES" ] || echo "bench: no Sigma rules at $YAGURA_BENCH_RULES; set YAGURA_SIGMA to the rules folder of a SigmaHQ checkout" >&2

lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
if [ -x .build/release/yagura-bench ]; then
  .build/release/yagura-bench | tee -a "$lines" >&2
else
  .build/release/yagura bench | tee -a "$lines" >&2
fi
Benchmarks/peers/run.sh "$YAGURA_BENCH_RULES" "$YAGURA_BENCH_DATA" | tee -a "$lines" >&2
echo >&2
python3 Benchmarks/table.py --write bench-results.json "$lines"
