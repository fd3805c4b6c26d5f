# Everything a developer does starts here. Needs only Python 3.11 or later with its stock venv and pip.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
ARGS ?=

.PHONY: demo run test prove bench mutate screenshots translations lint format clean

demo: $(VENV)/.ready  ## Play the main job against the embedded Plex simulator; try ARGS=--auto
	@$(PY) -m gui.system_libraries
	@$(PY) -m gui.cli demo $(ARGS)

run: $(VENV)/.ready  ## Start the application
	@$(PY) -m gui.system_libraries
	@$(PY) -m gui.cli $(ARGS)

test: $(VENV)/.ready-dev  ## All tests; those that need a virtual screen are skipped where Xvfb or D-Bus is missing
	@$(PY) -m gui.system_libraries
	$(PY) -m pytest --numprocesses=2 --dist=loadfile -m "not alone" $(ARGS)
	$(PY) -m pytest -m alone $(ARGS)

prove: $(VENV)/.ready-dev  ## The long proofs: about ten minutes; with strace, and as root, they prove more
	$(PY) -m tests.prove $(ARGS)

bench: $(VENV)/.ready-bench  ## Measure against peers and limits, and write docs/benchmarks.md (quiet machine; ARGS=--full for more)
	$(PY) -m tests.benchmarks $(ARGS)

mutate: $(VENV)/.ready-bench  ## Mutation testing of the breaker: every survivor is explained in docs/mutation.md
	$(PY) -m tests.mutation

screenshots: $(VENV)/.ready-dev  ## Take the pictures of the documentation (trayer, openbox, dunst, xdotool, imagemagick)
	$(PY) -m tests.e2e.tour $(ARGS)

translations: $(VENV)/.ready-dev  ## Bring resources/translations up to date with the code; new texts are left to translate
	$(PY) -m tests.translations

lint: $(VENV)/.ready-dev  ## Style and types
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

format: $(VENV)/.ready-dev
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.ready: pyproject.toml
	@echo "Setting up $(VENV) (once; downloads about 150 MB)"
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(VENV)/.ready-bench: $(VENV)/.ready-dev
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[dev,bench]'
	@touch $@
