#!/usr/bin/env bash
# Builds the wheel, installs it in an empty folder without the sources, and walks the whole job from there.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
"$root/.venv/bin/python" -m build --quiet --wheel --no-isolation --outdir "$place/dist" "$root"
"$root/.venv/bin/python" -m venv "$place/venv"
# What the wheel needs is taken from the checked environment, so that the stage asks no index; the project itself is not.
site=$("$root/.venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "$place"/dist/*.whl
target=$("$place/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
echo "$site" > "$target/zz_checked_environment.pth"
mkdir "$place/empty"
cd "$place/empty"
"$place/venv/bin/python" - <<'PY'
import pathlib, sys
import policy, mysterydesk
home = pathlib.Path(sys.prefix).resolve()
for module in (policy, mysterydesk):
    place = pathlib.Path(module.__file__).resolve()
    assert home in place.parents, f"{place} does not come from the wheel"
PY
"$place/venv/bin/mysterydesk" demo walk --out walk
ls walk
