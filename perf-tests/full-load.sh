#!/usr/bin/env bash
# Runs the plan's three scenarios against both variants, one after the other, and keeps a summary
# of each in a folder: perf-tests/full-load.sh [FOLDER]. At full size this takes about 33 minutes;
# SCALE=ci shows in a few that it works. PROJECT=DIR serves a project of yours, else the demo.
set -uo pipefail
cd "$(dirname "$0")/.."
results=${1:-docs/results/load}
scale=${SCALE:-full}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
program=perf-tests/target/spacetime-perf.jar
for file in "$program" server/target/spacetime.jar; do
  [ -f "$file" ] || { echo "error: no $file; build first: mvn -q -DskipTests package" >&2; exit 2; }
done
mkdir -p "$results"

worst=0
for profile in steady burst ramp; do
  for variant in original optimized; do
    budgets=default
    [ "$variant" = original ] || budgets=strict
    echo "== $profile, $variant, $scale, budgets: $budgets, $(date -u +%H:%M:%SZ)"
    log=$(mktemp)
    "$java" -jar "$program" load --variant="$variant" --profile="$profile" \
      --scale="$scale" --budgets="$budgets" ${PROJECT:+--project="$PROJECT"} | tee "$log"
    status=${PIPESTATUS[0]}
    folder=$(sed -n 's/^results: //p' "$log")
    rm -f "$log"
    for kind in md json; do
      [ ! -f "$folder/summary.$kind" ] || cp "$folder/summary.$kind" "$results/$profile-$variant.$kind"
    done
    # 3 is inconclusive, which is no failure.
    [ "$status" -eq 0 ] || [ "$status" -eq 3 ] || worst=1
  done
done
{
  echo "# Load at scale $scale"
  echo
  echo "Made by \`${PROJECT:+PROJECT=... }SCALE=$scale perf-tests/full-load.sh\` on $(nproc) processors, $("$java" -version 2>&1 | sed -n 2p)."
  echo
  cat "$results"/{steady,burst,ramp}-{original,optimized}.md
} >"$results/README.md"
rm "$results"/{steady,burst,ramp}-{original,optimized}.md
echo "summaries: $results"
exit "$worst"
