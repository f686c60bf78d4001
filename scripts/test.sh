#!/usr/bin/env bash
# Everything that must hold before a change goes in. Runs every step even when one fails, then says which did.
set -uo pipefail
cd "$(dirname "$0")/.."

log=.build/test.log
yagura=.build/debug/yagura
results=""
failed=0

# step NAME COMMAND…: runs the command and notes how it went and how long it took.
step() {
  local name=$1 start=$SECONDS outcome="ok    " code=0
  shift
  printf '\n== %s\n' "$name"
  "$@" || { code=$?; outcome="FAILED"; failed=1; }
  results="$results$(printf '%s %5ds  %s' "$outcome" $((SECONDS - start)) "$name")"$'\n'
  return "$code"
}

skip() { results="$results$(printf 'skipped        %s (%s)' "$1" "$2")"$'\n'; }

swift_test() { swift test --skip-build 2>&1 | tee "$log"; }

if command -v python3 >/dev/null 2>&1; then
  [ -f scripts/catalogue/check.py ] && step "action catalogue" python3 scripts/catalogue/check.py
  step "documentation links" python3 scripts/docs.py --links
else
  skip "action catalogue, documentation links" "no python3"
fi

rm -f "$log"
if step "build" swift build --build-tests; then
  step "unit tests" swift_test
  step "rules test" "$yagura" rules test
  step "rules lint" "$yagura" rules lint
  step "sources lint" "$yagura" sources lint
else
  skip "unit tests, rules, sources" "the build failed"
fi

if swift format --version >/dev/null 2>&1; then
  step "format" swift format lint --strict --recursive Package.swift Sources Tests
else
  skip "format" "this toolchain has no swift format"
fi

[ -f "$log" ] && { printf '\n== the unit tests ended with\n'; tail -n 4 "$log"; }
printf '\n%s' "$results"
exit "$failed"
