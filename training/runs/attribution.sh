#!/usr/bin/env bash
# From a bare machine to the shipped model folder: teacher, labels by the teacher, student, export.
# Run from the repository's root: training/runs/attribution.sh [DATA [OUT]]; about two hours on two cores.
set -euo pipefail
data=${1:-../shared/data}
out=${2:-out}
if [ ! -x "$out/venv/bin/reportedly-train" ]; then
    python3 -m venv "$out/venv"
    "$out/venv/bin/pip" install torch==2.13.0
    "$out/venv/bin/pip" install -e . -e training
fi
train="$out/venv/bin/reportedly-train"

"$train" run training/runs/attribution.toml --data "$data" --out "$out/teacher"
"$train" pseudo training/runs/attribution.toml --data "$data" --checkpoint "$out/teacher/best.pt" --out "$out/labels" \
    --texts mentions/worldwide.train.jsonl.gz places/geovirus.dev.jsonl.gz linking/violent_corpus.train.jsonl.gz \
    --limit 500
"$train" run training/runs/student.toml --data "$data" --out "$out/student" --init "$out/teacher/last.pt"
"$train" export training/runs/student.toml --data "$data" --checkpoint "$out/student/best.pt" \
    --out src/reportedly/models/default --name attribution
