#!/usr/bin/env bash
# Runs the stages of the suite, each timed; the first failure ends it. Types and wheel use one core each, so they run side by side.
set -euo pipefail
cd "$(dirname "$0")/.."
BIN=.venv/bin
unset PYTHONDONTWRITEBYTECODE  # many processes read the same modules
timings=()

stage() {
  local name=$1 began=$SECONDS
  shift
  echo "== $name"
  "$@"
  timings+=("$(printf '%4d s  %s' $((SECONDS - began)) "$name")")
}

lint() {
  stage "lint" "$BIN/ruff" check .
  stage "format" "$BIN/ruff" format --check .
  stage "layers" "$BIN/lint-imports"
}

types() {
  stage "types" "$BIN/mypy"
}

types_and_wheel() {
  local said wheel
  said=$(mktemp)
  # Collecting compiles the tests once for all workers.
  { bash tools/wheel.sh && "$BIN/pytest" --collect-only -qq | tail -n 3; } >"$said" 2>&1 &
  wheel=$!
  "$BIN/mypy" || { kill "$wheel"; wait "$wheel" || true; return 1; }
  wait "$wheel" || { cat "$said"; return 1; }
  cat "$said"
}

report() {
  echo "== time of each stage"
  printf '%s\n' "${timings[@]}"
}

trap report EXIT
case "${1:-all}" in
  lint)
    lint
    types
    ;;
  fast) stage "pure tests" "$BIN/pytest" -n 2 --dist loadfile -m "not slow" tests/policy tests/sla tests/scenarios tests/simulator tests/scoring tests/certification ;;
  all)
    lint
    stage "types and wheel" types_and_wheel
    # Three workers on two cores: one of them usually waits for a page.
    stage "tests" "$BIN/pytest" -n 3 --dist loadfile --no-loadscope-reorder --durations=20
    ;;
  coverage)
    # Counting branches doubles the time of a test: whole runs go without it.
    stage "branches" "$BIN/pytest" -n 2 --dist loadfile tests/policy tests/sla tests/scoring --cov --cov-report=term-missing:skip-covered
    ;;
  *) echo "usage: stages.sh all|fast|lint|coverage" >&2; exit 2 ;;
esac
