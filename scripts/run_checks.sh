#!/bin/sh
# All checks, also after one has failed; pytest last, so that its summary is the last line.
failed=""

check() {
    name=$1
    shift
    echo "== $name"
    "$@" || failed="$failed $name"
}

check "ruff check" .venv/bin/ruff check --quiet .
check "ruff format" .venv/bin/ruff format --check --quiet .
check "mypy" .venv/bin/mypy --no-error-summary
check "lint-imports" .venv/bin/lint-imports --no-logo
[ -z "$failed" ] || echo "== failed so far:$failed"
echo "== pytest"
.venv/bin/pytest -q --numprocesses auto --maxprocesses 4 --dist loadfile || failed="$failed pytest"
[ -z "$failed" ]
