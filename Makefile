# Everything a person or a CI does here, one word each. Needs only make and Python 3.11 or newer with venv.

PYTHON ?= python3
VENV   := .venv/bin
PURE   := tests --ignore tests/journeys -m "not slow" --hypothesis-profile ci
SEEDS  ?= 1000

run: build                ## a working centre on http://localhost:8000
	$(VENV)/beffroi run

test: prepare build       ## everything: rooms, journeys in a real browser, screens
	$(VENV)/python -m tools.test

check: prepare packages   ## lint, types, import contracts and pure tests, in less than 90 s
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/python tools/web.py npm run check
	$(VENV)/pytest -q -n 2 $(PURE)

bench: prepare build      ## measured figures beside their baselines, also in docs/figures.md; AREA=engine for one
	$(VENV)/python -m bench $(AREA)

simulate: prepare         ## random lives of the centre, with crashes: make simulate SEEDS=5000
	$(VENV)/python -m tests.simulation --seeds $(SEEDS)

screenshots: prepare build ## every screen, both languages
	BEFFROI_CHROMIUM="$$($(VENV)/python -m tools.browser)" $(VENV)/python -m tests.journeys.screenshots

api: prepare packages     ## the browser's typed client, and the reference pages, from the server's own description
	$(VENV)/python -m tools.api
	$(VENV)/python tools/web.py npm run api
	$(VENV)/python -m tools.reference

format: prepare           ## the one layout of the Python code
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .

dist: prepare build       ## a wheel and a source archive that carry the built screens
	.uv/bin/uv build --quiet --out-dir dist

locks: prepare            ## the lock files again, after a change of pyproject.toml
	$(PYTHON) tools/locks.py

prepare:                  ## .venv with everything the tests and linters need
	@$(PYTHON) tools/bootstrap.py dev

packages: runtime
	@$(VENV)/python tools/web.py packages

build: runtime
	@$(VENV)/python tools/web.py

runtime:
	@$(PYTHON) tools/bootstrap.py run

help:
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' Makefile

# Two targets at once would prepare the same folders twice.
.NOTPARALLEL:
.PHONY: run test check bench simulate screenshots api format dist locks prepare packages build runtime help
