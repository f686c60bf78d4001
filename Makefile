# `make help` lists what there is. Nothing here needs more than make, git and Swift; scripts/setup.sh sees to the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help

BINARY := .build/release/yagura
# How long `make fuzz` and `make soak` look for trouble, in seconds.
FUZZ_SECONDS ?= 60
SOAK_SECONDS ?= 1800

.PHONY: run test bench soak fuzz sanitize format lint docs release clean help setup build replay

run: build ## Set up, build, and scan the bundled replay of an incident
	@$(BINARY) scan Examples/kiranapro

test: setup ## Build and run every test and lint (what CI runs)
	@scripts/test.sh

bench: build ## Measure speed against simdjson and DuckDB; writes bench-results.json
	@scripts/bench.sh

fuzz: setup ## Throw random and broken input at the parsers for FUZZ_SECONDS (60)
	@YAGURA_FUZZ_SECONDS=$(FUZZ_SECONDS) swift test --filter Fuzz

sanitize: setup ## Run every test under the sanitizers of addresses and undefined behaviour
	@YAGURA_SYSTEM_HEAP=1 SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0,detect_stack_use_after_return=0,handle_sigill=1 \
	  swift test --sanitize=address -Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined --scratch-path .build/sanitize

soak: ## The long runs: benchmarks to 10^7 records, then SOAK_SECONDS (1800) of fuzzing
	@YAGURA_BENCH_LONG=1 $(MAKE) bench
	@$(MAKE) fuzz FUZZ_SECONDS=$(SOAK_SECONDS)

format: ## Lay out all Swift code as .swift-format says
	@swift format format --in-place --parallel --recursive Package.swift Sources Tests

lint: build ## Check layout, rules and mappings without running tests
	@swift format lint --strict --parallel --recursive Package.swift Sources Tests
	@$(BINARY) rules lint
	@$(BINARY) sources lint

docs: build ## Refresh the generated parts of docs/ from the binary, and check links
	@python3 scripts/docs.py --write $(BINARY)
	@python3 scripts/docs.py --links

release: setup ## Build a stripped binary with its content into dist/
	@scripts/release.sh

replay: ## Write the replays' records anew (the same each time) and check them
	@for script in Examples/*/generate.py; do python3 "$$script"; done
	@python3 Examples/check.py

clean: ## Remove everything that was built or generated
	@rm -rf .build dist Benchmarks/data Benchmarks/.venv bench-*.json

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{printf "  make %-8s %s\n", $$1, $$2}'

setup:
	@scripts/setup.sh

build: setup
	@swift build -c release >&2
