# Everything a fresh Debian or Ubuntu with Python 3.11 needs is set up by `make run` or `make test`.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help run test benchmarks clean ready demo

# The first Python that is new enough; another one is named with `make run PYTHON=…`.
CANDIDATES := python3 python3.13 python3.12 python3.11 python3.14 python
PYTHON = $(shell for name in $(CANDIDATES); do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)

PROGRAM := .venv/bin/fgj-desktop
STAMP := .venv/.set-up
SAMPLE := build/sample.fgj
SCREEN := $(DISPLAY)$(WAYLAND_DISPLAY)

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 18

run: ready $(SAMPLE) ## open the sample ledger; without a display, render its pages and prints
ifeq ($(SCREEN),)
	@sh scripts/demo.sh $(PROGRAM) $(SAMPLE) build/demo
else
	$(PROGRAM) $(SAMPLE)
endif

demo: ready $(SAMPLE) ## render the window's pages and the printed ledgers into build/demo
	@sh scripts/demo.sh $(PROGRAM) $(SAMPLE) build/demo

test: ready ## ruff, mypy, import-linter and pytest
	@.venv/bin/python -m scripts.ensure_system_libraries tests
	@sh scripts/run_checks.sh

benchmarks: ready ## print the measured times and how they compare with their limits
	.venv/bin/python -m benchmarks

clean: ## remove what was built; .venv stays
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find fgj_desktop tests scripts benchmarks -name __pycache__ -prune -exec rm -rf {} +

# What a window needs from the system is looked at every time: it takes a tenth of a second.
ready: $(STAMP)
	@.venv/bin/python -m scripts.ensure_system_libraries

# A virtual environment works only in the folder it was made for; the stamp names that folder.
ifneq ($(file <$(STAMP)),$(CURDIR))
.PHONY: $(STAMP)
endif
$(STAMP): pyproject.toml
	@if [ -z "$(PYTHON)" ]; then \
		echo "FGJ Desktop needs Python 3.11 or newer; none of these is: $(CANDIDATES)." >&2; \
		echo "Install one (Debian 12, Ubuntu 24.04 or newer have it), or: make $(MAKECMDGOALS) PYTHON=/path/to/python" >&2; \
		exit 1; \
	fi
	@"$(PYTHON)" -m scripts.make_environment
	@printf '%s\n' "$(CURDIR)" > $(STAMP)

$(SAMPLE): | ready
	@mkdir -p build
	@echo "Building the sample ledger $(SAMPLE) …"
	@rm -rf build/.new && mkdir -p build/.new
	@$(PROGRAM) sample build/.new/sample.fgj
	@mv build/.new/sample.fgj $(SAMPLE)
	@rm -rf build/.new
