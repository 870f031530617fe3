PYTHON ?= python3
.PHONY: demo test clean

demo: .venv/installed
	.venv/bin/reportedly read examples

test: .venv-test/installed
	.venv-test/bin/ruff check .
	.venv-test/bin/ruff format --check .
	.venv-test/bin/mypy
	.venv-test/bin/lint-imports
	.venv-test/bin/pytest

.venv/installed: pyproject.toml $(shell find src -type f -not -path '*/__pycache__/*')
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check .
	touch $@

.venv-test/installed: pyproject.toml
	$(PYTHON) -m venv .venv-test
	.venv-test/bin/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

clean:
	rm -rf .venv .venv-test build dist
