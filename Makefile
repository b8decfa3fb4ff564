# `make serve` is all that a fresh machine needs: Python 3.11 or later, with its venv module.
PYTHON ?= python3
ROUNDS ?= 5
SECONDS ?= 20
BIN := .venv/bin
PACKAGES := $(wildcard packages/*)
STAMP := .venv/.installed
FUZZER := .venv/.fuzzer
FUZZED := sniff png jpg gif webp tif svg pdf djvu xcf ogg opus webm mp4 mp3 wav flac mid stl

# The same versions everywhere, those of the build tools included.
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_BUILD_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup serve test check fix docs screenshots bench soak fuzz

help: ## Show what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(STAMP) ## Make .venv and install everything, tools for development included

$(STAMP): constraints.txt $(PACKAGES:%=%/pyproject.toml)
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; name it: make PYTHON=python3.12 …" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet $(PACKAGES:%=--editable "%[dev]")
	@touch $@

serve: setup ## Start the server; make serve ARGS="--port 9000"
	@exec $(BIN)/mediawharf serve $(ARGS)

test: setup ## Run all tests, those against the running server included
	$(BIN)/python -m pytest $(ARGS)

check: setup ## Look for faults without running anything: style, types, architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(PACKAGES:%=%/src) bench fuzz tests
	$(BIN)/lint-imports

fix: setup ## Mend what can be mended automatically
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: setup ## Write docs/reference anew from the source
	$(BIN)/python -m mediawharf.reference docs/reference

screenshots: setup ## Take docs/screenshots anew, in Chromium
	$(BIN)/python -m tests.e2e.screenshots docs/screenshots

bench: setup ## Measure side by side with other servers; see bench/README.md
	$(BIN)/python -m bench.compare $(ARGS)

soak: setup ## Many clients for 10 minutes, a server process killed each minute: nothing may be lost
	$(BIN)/python -m bench.soak $(ARGS)

fuzz: setup $(FUZZER) ## Run the property tests with other inputs each time, ROUNDS times, then the walkers on mutations
	for round in $$(seq $(ROUNDS)); do \
		$(BIN)/python -m pytest -q -m hypothesis --hypothesis-seed=$$(od -An -N4 -tu4 /dev/urandom | tr -d ' ') || exit 1; \
	done
	for type in $(FUZZED); do \
		echo "$$type"; $(BIN)/python fuzz/walker.py $$type --seconds $(SECONDS) -verbosity=0 || exit 1; \
	done

$(FUZZER): $(STAMP)
	$(BIN)/python -m pip install --quiet $(PACKAGES:%=--editable "%[fuzz]")
	@touch $@
