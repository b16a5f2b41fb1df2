# Two commands from nothing: `make run` and `make test`. `make check` is the quick one.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
TORCH := $(shell sed -n 's/^torch==//p' requirements.txt)
# PyPI's torch for Linux brings gigabytes of CUDA; PyTorch's own index has it without.
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
HAS_TORCH := from importlib.metadata import version; assert version("torch").split("+")[0] == "$(TORCH)"

# Compiled once and kept: else every process that a test starts compiles all anew.
unexport PYTHONDONTWRITEBYTECODE

HEAVY := model or browser or network
SHARED := -n auto --maxprocesses 4 --dist worksteal
# What each of two jobs says stays together, where make can do it (from 4.0).
GROUPED := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.PHONY: run test check quick lint report vectors install clean

run: $(VENV)/run.stamp
	$(BIN)/python -m streamlit run app.py --server.port $(PORT)

# What needs the model or a browser keeps all the cores busy by itself.
test: $(VENV)/dev.stamp lint
	$(BIN)/python -m pytest $(SHARED) -m "not ($(HEAVY))"
	$(BIN)/python -m pytest -m "$(HEAVY)"

check: $(VENV)/dev.stamp
	@$(MAKE) --no-print-directory -j2 $(GROUPED) lint quick

quick: $(VENV)/dev.stamp
	$(BIN)/python -m pytest $(SHARED) -m "not ($(HEAVY) or slow)"

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy .

report: $(VENV)/dev.stamp
	$(BIN)/python -m eval report

vectors: $(VENV)/dev.stamp
	$(BIN)/python -m eval.fit.vectors

install: $(VENV)/run.stamp

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# On Linux, torch from PyTorch's index if pip reaches it in three seconds (pip knows the proxy and
# its certificate); the installation that follows takes PyPI's if not.
$(VENV)/torch.stamp: requirements.txt | $(VENV)/bin/python
	@if [ "$$(uname -s)" = Linux ] && ! $(BIN)/python -c '$(HAS_TORCH)' 2>/dev/null; then \
	  { $(PIP) index versions torch --index-url $(TORCH_INDEX) --retries 0 --timeout 3 >/dev/null 2>&1 \
	    && $(PIP) install --no-deps --retries 1 --index-url $(TORCH_INDEX) torch==$(TORCH); } \
	  || echo "L'index de PyTorch est hors d'atteinte : torch est pris comme les autres paquets."; \
	fi
	@touch $@

$(VENV)/run.stamp: requirements.txt | $(VENV)/torch.stamp
	$(PIP) install -r requirements.txt
	touch $@

$(VENV)/dev.stamp: requirements.txt requirements-dev.txt | $(VENV)/torch.stamp
	$(PIP) install -r requirements-dev.txt
	touch $@ $(VENV)/run.stamp

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
