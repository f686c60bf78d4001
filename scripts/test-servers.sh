#!/usr/bin/env bash
# Installs the servers that tests talk to, into a virtual environment under .build, and prints the path of its Python.
# Quick when it is there already; exits with status 1, saying why, where it cannot be made.
#   medallion: OASIS's TAXII 2.1 server
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${YAGURA_TEST_SERVERS:-.build/test-servers}
python="$folder/bin/python"
packages="medallion==3.0.0"

say() { printf 'test-servers: %s\n' "$*" >&2; }

if [ ! -f "$folder/.complete" ] || [ "$(cat "$folder/.complete")" != "$packages" ]; then
  command -v python3 >/dev/null 2>&1 || { say "python3 is missing"; exit 1; }
  # Two test runs at once would break each other's installation.
  mkdir -p "$folder"
  exec 9>"$folder.lock"
  if command -v flock >/dev/null 2>&1; then flock 9; fi
  if [ ! -f "$folder/.complete" ] || [ "$(cat "$folder/.complete")" != "$packages" ]; then
    python3 -m venv "$folder" >&2 || { say "a virtual environment cannot be made (Debian: apt-get install python3-venv)"; exit 1; }
    # shellcheck disable=SC2086 # a list of packages
    timeout 180 "$python" -m pip install --quiet --disable-pip-version-check $packages >&2 ||
      { say "pip cannot install $packages"; exit 1; }
    printf '%s' "$packages" >"$folder/.complete"
  fi
fi
case $python in
  /*) echo "$python" ;;
  *) echo "$PWD/$python" ;;
esac
