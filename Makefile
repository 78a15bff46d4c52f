# Needs python3 (3.11 or newer), make, git and a package registry. Everything else is fetched into .venv and frontend/node_modules.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check .types .rest lock bench screenshots

python ?= python3
bin := .venv/bin
export PATH := $(CURDIR)/$(bin):$(PATH)
export PYTHONDONTWRITEBYTECODE :=
installed := .venv/.installed
front_end := scoring/static/build/.built
catalogues := $(wildcard scoring/translations/*/LC_MESSAGES/messages.po admin/translations/*/LC_MESSAGES/*.po)
compiled := $(catalogues:.po=.mo)
pictures := $(CURDIR)/instance/screenshots
ready := $(installed) $(front_end) $(compiled)
# SQLite waits for the disk whenever a database is opened or left, tests do so thousands of times: in memory, where there are 4 GB of it
in_memory := $(shell test "$$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 {print $$4}')" -gt 4000000 2>/dev/null && echo TMPDIR=/dev/shm)

help:  ## tell what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile

run: $(ready)  ## set up what is missing and serve on HOST (127.0.0.1) and PORT (8000)
	@exec luohu run

test: $(ready)  ## run every test on SQLite and PostgreSQL, and measure the coverage of the core
	@$(in_memory) pytest --numprocesses=auto --dist=worksteal -p no:benchmark -p tests.measuring

check: $(ready)  ## formatting, lint, types, directions of import, translations
	@$(MAKE) --no-print-directory --jobs=2 --output-sync .types .rest

.types:
	@mypy

.rest:
	@ruff format --check
	@ruff check
	@lint-imports
	@python tests/check_catalogues.py

screenshots: $(ready)  ## pictures of every page of the browser's stories, both languages, phone and desk: instance/screenshots
	@rm -rf $(pictures)
	@$(in_memory) SCREENSHOTS=$(pictures) REQUIRE_BROWSER=1 pytest --numprocesses=auto --dist=worksteal -p no:benchmark -q -m browser
	@SCREENSHOTS=$(pictures) python -m tests.screenshots

lock: $(installed)  ## write requirements.lock anew from setup.cfg, those of its extras, and what benchmarks are measured against
	@uv pip compile --quiet setup.cfg --extra dev --universal --generate-hashes --no-header --no-strip-extras --upgrade --output-file requirements.lock >/dev/null
	@uv pip compile --quiet setup.cfg --extra spark --extra frames --universal --generate-hashes --no-header --no-strip-extras --constraint requirements.lock --output-file requirements.extras.lock >/dev/null
	@uv pip compile --quiet benchmarks/peers.in --universal --python-version 3.11 --generate-hashes --no-header --no-strip-extras --upgrade --output-file benchmarks/peers.lock >/dev/null

bench: $(ready) .venv-bench/.installed  ## measure the benchmarks, against other products too, and write benchmarks/RESULTS.md
	@python benchmarks/run.py

.venv-bench/.installed: benchmarks/peers.lock
	@test -x .venv-bench/bin/python || $(python) -m venv .venv-bench
	@echo "Installing what it is measured against (once) …"
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement benchmarks/peers.lock
	@touch $@

$(installed): requirements.lock setup.cfg pyproject.toml
	@test -x $(bin)/python || $(python) -m venv .venv
	@echo "Installing the libraries (once) …"
	@awk '/^[^ ]/ {uv = /^uv==/} uv' requirements.lock > .venv/uv.lock
	@$(bin)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement .venv/uv.lock
	@$(bin)/uv pip install --quiet --python $(bin)/python --require-hashes --requirement requirements.lock || \
	  $(bin)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(bin)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

frontend/node_modules/.fetched: frontend/package.json frontend/package-lock.json $(installed)
	@echo "Fetching the front end's parts (once) …"
	@cd frontend && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(front_end): frontend/node_modules/.fetched frontend/build.mjs $(wildcard frontend/scss/* frontend/js/*)
	@cd frontend && node build.mjs
	@touch $@

%.mo: %.po $(installed)
	@pybabel --quiet compile --input-file=$< --output-file=$@
