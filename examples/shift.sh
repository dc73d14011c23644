#!/bin/sh
# One shift served by three hands: whoever came first is served to the end, whoever is due first is served, nobody is.
# The score tells them apart. Run from the project's folder: sh examples/shift.sh
set -eu
BIN="${BIN:-.venv/bin/mysterydesk}"
OUT="$(mktemp -d)"
trap 'rm -r "$OUT"' EXIT
"$BIN" shift draw --handbook "${1:-STD}" --hours 1 --load heavy --seed "${2:-3}" --day 2026-03-10 > "$OUT/shift.json"
for hand in first-come by-due nobody; do
  "$BIN" shift play "$OUT/shift.json" --hand "$hand" > "$OUT/$hand.json"
  printf '%-11s ' "$hand"
  "$BIN" shift score "$OUT/$hand.json" | head -n 1
done
