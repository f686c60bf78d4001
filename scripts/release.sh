#!/usr/bin/env bash
# Builds a binary that needs no Swift on the machine it runs on, and packs it with its content.
set -euo pipefail
cd "$(dirname "$0")/.."

system=$(uname -s | tr '[:upper:]' '[:lower:]')
options=(-c release --product yagura)
[ "$system" = linux ] && options+=(--static-swift-stdlib)
swift build "${options[@]}"
built=$(swift build "${options[@]}" --show-bin-path)

version=$("$built/yagura" --version | head -n 1)
name="yagura-${version}-${system}-$(uname -m)"
rm -rf "dist/$name"
mkdir -p "dist/$name"
cp "$built/yagura" LICENSE NOTICE README.md README.ja.md CHANGELOG.md "dist/$name/"
cp -R Examples "dist/$name/"
strip "dist/$name/yagura" 2>/dev/null || true
# The content is found beside the binary: a .resources folder on Linux, a .bundle on macOS.
for content in "$built"/yagura_YaguraContent.*; do
  case "$content" in *.resources | *.bundle) cp -R "$content" "dist/$name/" ;; esac
done
tar -C dist -czf "dist/$name.tar.gz" "$name"
echo "dist/$name.tar.gz"
