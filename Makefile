# make demo   the whole bot against a stand-in for Telegram, in the browser: no token, no internet
# make test   every test, on SQLite and on a real PostgreSQL
# make run    the real thing, with BOT_TOKEN in .env

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST_ARGS ?=
# More than the two cores of a small machine: much of the tests' time is waiting.
WORKERS ?= 5
BENCH_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help demo run test acceptance mutants bench lint texts lock clean

help:
	@sed -n '1,3s/^# //p' Makefile

demo: $(VENV)/run.stamp
	@exec $(BIN)/python bot.py demo

run: $(VENV)/run.stamp
	@exec $(BIN)/python bot.py run

# The acceptance tests come by themselves: they time how soon a killed process is followed. What counts
# messages a second comes alone.
test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --ignore tests/acceptance -m 'not timed' --cov --cov-report= $(PYTEST_ARGS)
	$(BIN)/python -m pytest --ignore tests/acceptance -m timed --cov --cov-append --cov-report=
	$(BIN)/python -m pytest -n 2 --dist worksteal tests/acceptance --cov --cov-append --cov-report=term:skip-covered
	$(BIN)/python -m coverage report --include='bot/domain/*,bot/pipeline/*,storage/*' --fail-under=90

# The same in their long form: 30 kills on each database, 30 s without it.
acceptance: $(VENV)/dev.stamp
	KUMTAR_ACCEPTANCE=long $(BIN)/python -m pytest --timeout 3600 -n 2 --dist worksteal -rP tests/acceptance $(PYTEST_ARGS)
	$(MAKE) mutants PYTEST_ARGS=

# Delivery code made wrong on purpose, one mistake at a time: the tests must see each.
mutants: $(VENV)/dev.stamp
	KUMTAR_ACCEPTANCE=long $(BIN)/python -m pytest --timeout 3600 -n 2 --dist worksteal tests/mutants $(PYTEST_ARGS)

# Every table of docs/performance.md anew, in about 40 minutes. aiogram wants an environment of its own: see
# `python -m benchmarks.compare --help`, then make bench BENCH_ARGS="--others PYTHON".
bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.all $(BENCH_ARGS)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

texts: $(VENV)/run.stamp
	@$(BIN)/python -m tools.texts

# The locks: hashes of the published packages, no address of any registry. Needs uv on the PATH.
lock:
	uv pip compile pyproject.toml --extra postgres $(LOCK) -o requirements/run.txt
	uv pip compile pyproject.toml --extra postgres --extra test --extra lint -c requirements/run.txt $(LOCK) -o requirements/dev.txt
LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q

clean:
	rm -rf $(VENV) var/demo .coverage .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

# The lock is whole, so nothing else is looked up: a newer release of something named with an extra
# (coverage[toml]) would make pip prefer it to the pinned one, and then refuse it.
$(VENV)/%.stamp: requirements/%.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Kumtar needs Python 3.11 or newer; $(PYTHON) is not. Name another: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv module is missing. On Debian: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
