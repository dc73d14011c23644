# make run: open the product; make test: everything; make test-fast: the pure part; make coverage: branches counted;
# make content-report: how much content there is, and how much of it twice; make mutants: are changed lines noticed?
# make every-case SEEDS=1-12: does the ideal handling reach full marks in every case, at every seat? (an hour and more)
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)
PORT ?= 8501
STORE ?= var/demo.db
SEEDS ?= 1-12
STAMP := $(VENV)/.installed

# What is imported is compiled once and kept, whatever the machine's default is.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-fast coverage content-report every-case mutants lint lock clean

run: $(STAMP)
	$(BIN)/mysterydesk demo serve --store $(STORE) --port $(PORT)

$(STAMP): requirements.lock pyproject.toml
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or newer is needed; found: $$(python3 --version 2>&1)"; exit 1; fi
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-compile -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

test: $(STAMP)
	@bash tools/stages.sh all

test-fast: $(STAMP)
	@bash tools/stages.sh fast

coverage: $(STAMP)
	@bash tools/stages.sh coverage

content-report: $(STAMP)
	$(BIN)/python tools/content_report.py

every-case: $(STAMP)
	$(BIN)/python -m tools.play_every_case --seeds $(SEEDS)

mutants: $(STAMP)
	$(BIN)/python tools/mutants.py

lint: $(STAMP)
	@bash tools/stages.sh lint

lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --group dev --output-file requirements.lock

clean:
	rm -rf var out dist build mutants .mypy_cache .ruff_cache .pytest_cache .hypothesis
