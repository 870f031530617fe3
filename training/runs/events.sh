#!/usr/bin/env bash
# From the student of attribution.sh to the shipped model folder with events: our labels get their texts back, all heads
# learn from what others annotated, then with our own sentences; export.
# Run from the repository's root: training/runs/events.sh [DATA [OUT]]; about two hours on two cores.
set -euo pipefail
data=${1:-../shared/data}
out=${2:-out}
train="$out/venv/bin/reportedly-train"

"$train" put-back training/labels/events.jsonl --data "$data" --out "$out/labels/events.jsonl.gz"
"$train" run training/runs/foundation.toml --data "$data" --out "$out/foundation" --init "$out/student/best.pt"
"$train" run training/runs/events.toml --data "$data" --out "$out/events" --init "$out/foundation/best.pt"
# What the student knows of statements outside PolNeAR comes back: see LOG.md. The shipped weights took two more runs.
"$train" merge "$out/events/best.pt" --toward "$out/student/best.pt" --share 0.05 --heads 0.68 --out "$out/merged.pt"
"$train" export training/runs/events.toml --data "$data" --checkpoint "$out/merged.pt" \
    --out src/reportedly/models/default --name events
