#!/usr/bin/env bash
# Measures the peer: DuckDB with the same Sigma rules as SQL. Makes its virtual environment the first time; where it
# cannot (no Python, no network, no rules here), says so and succeeds.
#   run.sh RULES RECORDS [OPTIONS OF duckdb_sigma.py]
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
venv="$here/../.venv"

skip() { echo "peer skipped: $*" >&2; exit 0; }

[ $# -ge 2 ] || { echo "usage: run.sh RULES RECORDS [OPTIONS]" >&2; exit 2; }
[ -d "$1" ] || skip "no Sigma rules at $1"
if ! "$venv/bin/python" -c 'import duckdb, sigma.backends.sqlite' 2>/dev/null; then
  command -v python3 >/dev/null 2>&1 || skip "python3 is not here"
  python3 -m venv "$venv" >&2 || skip "python3 -m venv failed"
  "$venv/bin/pip" install --quiet --disable-pip-version-check duckdb pysigma pysigma-backend-sqlite >&2 ||
    skip "could not install duckdb, pysigma and pysigma-backend-sqlite from PyPI"
fi
exec "$venv/bin/python" "$here/duckdb_sigma.py" "$@"
