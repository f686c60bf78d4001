#!/usr/bin/env bash
# Makes sure that everything a build needs is here: git, make, Swift and the C libraries.
# Installs the C libraries where it knows how; never installs a compiler. Quick when nothing is missing.
#   scripts/setup.sh           check, install what is missing
#   scripts/setup.sh --check   check only
set -euo pipefail
cd "$(dirname "$0")/.."

least_swift=6.1
libraries="simdjson libhs libpcre2-8 libzstd zlib libdeflate yaml-0.1 libmaxminddb"
apt_packages="pkg-config libsimdjson-dev libpcre2-dev libzstd-dev zlib1g-dev libdeflate-dev libyaml-dev libmaxminddb-dev"
brew_packages="pkg-config simdjson vectorscan pcre2 zstd zlib libdeflate libyaml libmaxminddb"
# The heap of the process; on macOS it is the system's.
if [ "$(uname -s)" != Darwin ]; then
  libraries="$libraries jemalloc"
  apt_packages="$apt_packages libjemalloc-dev"
  brew_packages="$brew_packages jemalloc"
fi

say() { printf 'setup: %s\n' "$*" >&2; }
stop() {
  say "$1"
  shift
  for line in "$@"; do printf '       %s\n' "$line" >&2; done
  exit 1
}

# The libraries that pkg-config does not find, by pkg-config's names.
missing_libraries() {
  command -v pkg-config >/dev/null 2>&1 || { echo "$libraries"; return; }
  local name missing=""
  for name in $libraries; do
    pkg-config --exists "$name" 2>/dev/null || missing="$missing $name"
  done
  echo "${missing# }"
}

check_tools() {
  command -v git >/dev/null 2>&1 || stop "git is missing." "Debian, Ubuntu: apt-get install git    macOS: xcode-select --install"
  command -v make >/dev/null 2>&1 || stop "make is missing." "Debian, Ubuntu: apt-get install make   macOS: xcode-select --install"
  command -v swift >/dev/null 2>&1 || stop "Swift is missing; Yagura needs Swift $least_swift or later." \
    "Get it with swiftly, the Swift toolchain installer: https://www.swift.org/install" \
    "On macOS, Xcode 16.3 or later has it too. Then run this again."
  local found
  found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
  [ -n "$found" ] || stop "swift --version says nothing that I understand." \
    "Run it by hand: a toolchain that cannot start says why there. A new one: https://www.swift.org/install"
  if [ "${found%%.*}" -lt "${least_swift%%.*}" ] ||
    { [ "${found%%.*}" -eq "${least_swift%%.*}" ] && [ "${found#*.}" -lt "${least_swift#*.}" ]; }; then
    stop "Swift $found is too old; Yagura needs $least_swift or later." \
      "Get a newer one: https://www.swift.org/install (with swiftly: swiftly install latest)"
  fi
}

install_with_apt() {
  local as_root=""
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || stop "libraries are missing: $missing" \
      "There is no sudo here. As root: apt-get install $apt_packages libvectorscan-dev"
    as_root="sudo"
  fi
  say "installing what is missing ($missing) with apt-get"
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 ||
    say "apt-get update failed; going on with the package lists that are here"
  # Vectorscan is Hyperscan for every processor; releases that do not have it have Hyperscan (x86-64 only).
  local matcher=libvectorscan-dev
  apt-cache show "$matcher" >/dev/null 2>&1 || matcher=libhyperscan-dev
  # shellcheck disable=SC2086 # a list of package names
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $apt_packages "$matcher" >&2
}

install_with_brew() {
  say "installing what is missing ($missing) with Homebrew"
  # shellcheck disable=SC2086 # a list of package names
  brew install --quiet $brew_packages >&2
}

# Homebrew keeps zlib away from the system's own, where only its own folder tells of it.
if command -v brew >/dev/null 2>&1; then
  PKG_CONFIG_PATH="$(brew --prefix)/opt/zlib/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
  export PKG_CONFIG_PATH
fi

check_tools
missing=$(missing_libraries)
[ -z "$missing" ] && exit 0
[ "${1:-}" = "--check" ] && stop "libraries are missing: $missing" "Run scripts/setup.sh to install them."

if command -v apt-get >/dev/null 2>&1; then
  install_with_apt
elif command -v brew >/dev/null 2>&1; then
  install_with_brew
else
  stop "libraries are missing: $missing (by their pkg-config names)" \
    "I know apt-get (Debian, Ubuntu) and Homebrew (macOS: https://brew.sh). Elsewhere, install the development" \
    "packages of simdjson, Vectorscan or Hyperscan, PCRE2, zstd, zlib, libdeflate, libyaml, libmaxminddb and jemalloc, and pkg-config."
fi

missing=$(missing_libraries)
[ -z "$missing" ] || stop "still missing after the installation: $missing" \
  "pkg-config --exists NAME must succeed for each; see the output above."
