#!/usr/bin/env bash
# Runs the stages of the suite one after the other, each timed; the first failure ends it.
set -euo pipefail
cd "$(dirname "$0")/.."
BIN=.venv/bin
export PYTHONDONTWRITEBYTECODE=1
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
  stage "types" "$BIN/mypy"
  stage "layers" "$BIN/lint-imports"
}

report() {
  echo "== time of each stage"
  printf '%s\n' "${timings[@]}"
}

case "${1:-all}" in
  lint) lint ;;
  fast) stage "pure tests" "$BIN/pytest" -n 2 --dist loadfile -m "not slow" tests/policy tests/sla tests/scenarios tests/simulator tests/scoring tests/certification ;;
  all)
    lint
    stage "wheel" bash tools/wheel.sh
    trap report EXIT
    stage "tests" "$BIN/pytest" -n 2 --dist loadfile --no-loadscope-reorder --durations=20 --cov --cov-report=term:skip-covered
    exit 0
    ;;
  *) echo "usage: stages.sh all|fast|lint" >&2; exit 2 ;;
esac
report
