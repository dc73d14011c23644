#!/usr/bin/env bash
# Proves that attempts replay to the same bytes on other interpreters (VALIDITY G9): one venv from the lock for each,
# kept in var/replay/, then the replay test with all of them. Usage: tools/replay.sh [python3.12 python3.13 ...]
set -euo pipefail
cd "$(dirname "$0")/.."
export PYTHONDONTWRITEBYTECODE=1
wanted=("$@")
others=()

# An interpreter may stand on the path, or be one of those that pyenv keeps without putting them there.
find_python() {
  local version=$1 candidate
  for candidate in "python$version" "${PYENV_ROOT:-$HOME/.pyenv}/versions/$version".*/bin/python; do
    if "$candidate" -c 'import sys' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  echo "python$version"
}

[ ${#wanted[@]} -gt 0 ] || wanted=("$(find_python 3.12)" "$(find_python 3.13)")

for python in "${wanted[@]}"; do
  if ! version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null); then
    echo "skipped: $python cannot be run here"
    continue
  fi
  venv=var/replay/$version
  stamp=$venv/.installed
  if [ ! -e "$stamp" ] || [ requirements.lock -nt "$stamp" ]; then
    echo "== installing the lock for $version"
    "$python" -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
    touch "$stamp"
  fi
  others+=("$PWD/$venv/bin/python")
done

if [ ${#others[@]} -eq 0 ]; then
  echo "no other interpreter found" >&2
  exit 1
fi
MYSTERYDESK_OTHER_PYTHONS=$(IFS=:; echo "${others[*]}") .venv/bin/pytest tests/simulator/test_replay.py tests/simulator/reading/test_readings_kept.py -v -p no:cacheprovider
