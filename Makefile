# `make week` and `make test` need only Python 3.11+ and make: they set up .venv
# themselves, once, and again when the lock changes.

BIN := .venv/bin
READY := .venv/.ready
WEEK := 2026-W49

.DEFAULT_GOAL := help
.PHONY: help week pilot test lint bench lock

help:
	@echo "make week   plan, verify and write the week $(WEEK) of scenarios/nanan"
	@echo "make pilot  the same for scenarios/pilot (one district, half a minute)"
	@echo "make test   lint and tests"
	@echo "make lint   ruff and mypy"
	@echo "make bench  all benchmarks (hours; benchmarks/README.md), then their page"
	@echo "make lock   write requirements.lock anew (needs the network)"

week: $(READY)
	$(BIN)/scheduler week scenarios/nanan --week $(WEEK)

pilot: $(READY)
	$(BIN)/scheduler week scenarios/pilot --week $(WEEK)

test: lint
	$(BIN)/python -m pytest -n 2

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python -m benchmarks

# --universal: one lock for every system and Python; no host name is written.
lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url \
	  --extra dev pyproject.toml -o requirements.lock

# The project is built with the locked setuptools: nothing unhashed is fetched.
$(READY): requirements.lock pyproject.toml
	@python=; for one in python3 python3.13 python3.12 python3.11 python; do \
	  if $$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    >/dev/null 2>&1; then python=$$one; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Python 3.11 or newer is needed and was not found on the PATH." >&2; \
	  echo "需要 Python 3.11 或更高版本，请安装后重试。" >&2; exit 1; \
	fi; \
	"$$python" -m venv .venv || { \
	  echo "$$python has no venv module; on Debian or Ubuntu: apt install python3-venv" >&2; \
	  rm -rf .venv; exit 1; }
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m scheduler.prepare
	@touch $@
