# PYTHON=python3.12 make test   uses another interpreter for the environment
# ARGS="-k show" make test      hands arguments on to pytest
PYTHON ?= python3
VENV   ?= .venv
ARGS   ?=

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help demo test lint wheel bench bench-python bench-compiled instructions quality goldens clean

help:
	@echo "make demo      install plankit in $(VENV) and print the five sample plans as trees"
	@echo "make test      ruff, mypy and the whole test suite"
	@echo "make lint      ruff and mypy alone"
	@echo "make bench     time per document, growth with length, worst cases, batches: the next two"
	@echo "make bench-python    of this checkout"
	@echo "make wheel     dist/plankit-*.whl with the parser compiled to C (needs a C compiler, some minutes)"
	@echo "make bench-compiled  of that wheel"
	@echo "make instructions  what a document costs in instructions, counted by valgrind"
	@echo "make quality   facts gained and lost against the baseline, figures against their floors"
	@echo "make goldens   write the golden files anew; look at the difference before committing"
	@echo "make clean     remove $(VENV) and everything generated"

demo: $(VENV)/.installed
	@$(BIN)/plankit show fixtures/seeds/*.txt

# Spark and Ray are large: only where nothing may be skipped
ENGINES := $(if $(filter 1,$(PLANKIT_TEST_ALL)),$(VENV)/.installed-engines)

test: lint $(ENGINES)
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict plankit

# plain Python first, then what is released
bench: bench-python bench-compiled

bench-python: $(VENV)/.installed-test
	$(BIN)/python bench/run.py $(ARGS)
	$(BIN)/python bench/scale.py --count 2000 $(ARGS)
	-$(BIN)/python bench/instructions.py

wheel: $(VENV)/.installed-test
	rm -f dist/*.whl
	PLANKIT_COMPILED=1 $(PIP) wheel --no-deps --wheel-dir dist .
	@ls dist/*.whl

# the wheel goes to a folder of its own, in front of the checkout
bench-compiled: wheel
	rm -rf build/bench && $(BIN)/python -m zipfile -e dist/*.whl build/bench
	PYTHONPATH=build/bench $(BIN)/python bench/run.py $(ARGS)
	-PYTHONPATH=build/bench $(BIN)/python bench/instructions.py

instructions: $(VENV)/.installed-test
	$(BIN)/python bench/instructions.py

quality: $(VENV)/.installed
	$(BIN)/python bench/quality.py $(ARGS)

goldens: $(VENV)/.installed-test
	$(BIN)/python -m pytest -q --regen-goldens
	git status --short fixtures tests

clean:
	rm -rf $(VENV) build dist out .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
	  { echo "plankit needs Python 3.10 or newer: PYTHON=/path/to/python3 make ..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "python3 -m venv failed; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

# the stamps are newer than what they were made from, so a second run installs nothing
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) install -e .
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(BIN)/python
	$(PIP) install -e '.[test]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-engines: pyproject.toml $(VENV)/.installed-test
	$(PIP) install -e '.[test,test-engines]'
	@touch $@
