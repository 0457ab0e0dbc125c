# Each target sets up all it needs by itself. Wanted: Python 3.11 or newer, git, make.

.DEFAULT_GOAL := help
.PHONY: help env report test lab notebooks sample pictures docs lock check clean

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif

# One Python may be named: make env PYTHON=python3.12
PYTHON ?= python3.14 python3.13 python3.12 python3.11 python3 python

# One thread per process for numpy: the tests run in as many processes as there are cores.
ONE_THREAD := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
# The notebooks are compared as they run for everybody, without start-up files of one person.
PLAIN_IPYTHON := IPYTHONDIR="$(CURDIR)/.venv/ipython"

help:
	@echo "make report     the report of my_data/, or of sample_data/ where there is none"
	@echo "make lab        JupyterLab on the notebooks"
	@echo "make test       all tests, notebooks included"
	@echo "make notebooks  run the notebooks again on sample_data/ and keep their outputs"
	@echo "make sample     write sample_data/ again"
	@echo "make pictures   draw the pictures of the README and the gallery again"
	@echo "make docs       the documentation as pages, in build/site"
	@echo "make check      style, types, all tests and speed, as .ci/run does"
	@echo "make lock       requirements.lock and environment.yml from pyproject.toml"
	@echo "make env        only the environment, in .venv"
	@echo "make clean      remove .venv and what tests leave behind"

# The first Python that is new enough and can make environments; else the first that is new enough.
env:
	@found=; for name in $(PYTHON); do \
	  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  found=$${found:-$$name}; \
	  "$$name" -c 'import ensurepip, venv' 2>/dev/null && found=$$name && break; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Python 3.11 or newer is needed and none was found (tried: $(PYTHON))." >&2; exit 1; \
	fi; \
	"$$found" tools/make_environment.py

report: env
	@$(BIN)/backpain report

lab: env
	@$(BIN)/backpain lab

test: env
	@$(ONE_THREAD) $(PLAIN_IPYTHON) $(BIN)/python -m pytest -n auto --dist loadfile \
	  --nbval --nbval-current-env tests notebooks

# The day after the sample's last: the picture of the page must not change by the day.
notebooks: env
	@SOURCE_DATE_EPOCH=1749081600 $(ONE_THREAD) $(BIN)/python -m backpain_analysis.notebooks

sample: env
	@$(BIN)/python -m backpain_analysis.sample sample_data

pictures: env
	@$(BIN)/python tools/make_pictures.py

docs: env
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@echo build/site/index.html

check:
	@.ci/run

lock: env
	@$(BIN)/python tools/pin_versions.py

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
