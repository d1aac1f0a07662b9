# Everything a developer does, one word each. `make help` lists it.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.installed
DEV := $(VENV)/.installed-dev
BENCH := $(VENV)/.installed-bench
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.DEFAULT_GOAL := help
.PHONY: help demo test serve warm bench proto check format clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(RUNTIME) ## Plan a real day over gRPC, print it, write out/
	@$(BIN)/python -m service.demo --out out

test: $(DEV) ## Run the whole test suite (REQUIRE_ALL=1: nothing may be skipped)
	@$(BIN)/fulfillment warm
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(TESTS)

serve: $(RUNTIME) ## Start the service on 127.0.0.1:50051
	@$(BIN)/fulfillment serve

warm: $(RUNTIME) ## Compile the kernels ahead of time
	@$(BIN)/fulfillment warm

bench: $(BENCH) ## Run the short benchmarks (under 10 minutes)
	@$(BIN)/python -m benchmarks short

proto: $(DEV) ## Regenerate the Python stubs from the .proto files
	@$(BIN)/buf format -w proto
	@$(BIN)/python proto/generate.py

check: $(DEV) ## Format, lint, types, proto lint, generated code up to date
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	cd proto && ../$(BIN)/buf lint && ../$(BIN)/buf format --diff --exit-code
	$(BIN)/python proto/generate.py --check
	@release=$$(git tag --list 'v*' --sort=-v:refname | head -n 1); \
	  if [ -n "$$release" ]; then \
	    echo "Comparing the API with $$release"; \
	    $(BIN)/buf breaking proto --against ".git#tag=$$release,subdir=proto"; \
	  else echo "No release to compare the API with yet"; fi

format: $(DEV) ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## Remove what these commands made
	rm -rf $(VENV) out .pytest_cache .ruff_cache .mypy_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version). Use: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Making a virtual environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(RUNTIME): pyproject.toml | $(BIN)/python
	@echo "Installing (once, about a minute) ..."
	@$(PIP) install --editable .
	@echo "Compiling the kernels (once, a minute or two) ..."
	@$(BIN)/fulfillment warm
	@touch $@

$(DEV): pyproject.toml | $(BIN)/python
	@echo "Installing with development tools (once, about a minute) ..."
	@$(PIP) install --editable '.[dev]'
	@touch $@ $(RUNTIME)

$(BENCH): pyproject.toml | $(BIN)/python
	@echo "Installing with peers to compare with (once, a minute or two) ..."
	@$(PIP) install --editable '.[bench]'
	@touch $@ $(RUNTIME)
