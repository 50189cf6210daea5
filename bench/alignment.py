#!/usr/bin/env python3
"""Krippendorff's ordinal alpha of many ratings: ours beside the Python package krippendorff, by turns in one run.

    python3 bench/alignment.py [--raters N] [--units N] [--repeats N]

Makes the virtual environment of synthetic_did.py, builds our release binary, runs both by turns, prints a table. CPU seconds are user + system time of all threads, from
the ratings in memory as doubles to alpha, and from counts of values by unit; ours also where each rating is half as much, so that they are no whole numbers. The last line is what only
summing the doubles takes.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from synthetic_did import ROOT, build_folder, enter_environment


def timed(work):
    begun = time.process_time()
    value = work()
    return value, time.process_time() - begun


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raters", type=int, default=1_000)
    parser.add_argument("--units", type=int, default=20_000)
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    folder = build_folder()
    binary = os.environ.get("ALIGNMENT")
    if binary is None:
        subprocess.run(["cargo", "build", "--release", "-p", "commonweal-bench", "--bin", "alignment"], cwd=ROOT, check=True)
        binary = folder / "release" / "alignment"
    enter_environment(folder)
    import krippendorff
    import numpy as np

    data = folder / "bench-data"
    data.mkdir(parents=True, exist_ok=True)
    file = data / "ratings.f64"
    command = [str(binary), str(arguments.raters), str(arguments.units), "1", str(file)]
    whole, counts, halves, sums = ([], []), ([], []), [], []
    for _ in range(arguments.repeats):
        line = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
        run = json.loads(line)
        halves.append(run["halves_cpu_seconds"])
        sums.append(run["sum_cpu_seconds"])
        ratings = np.ascontiguousarray(np.fromfile(file).reshape(arguments.units, arguments.raters).T)
        by_unit = np.stack([(ratings == value).sum(axis=0) for value in range(1, 6)], axis=1)
        for (ours, peer), key, given in (
            (whole, "cpu_seconds", {"reliability_data": ratings}),
            (counts, "counts_cpu_seconds", {"value_counts": by_unit, "value_domain": [1, 2, 3, 4, 5]}),
        ):
            alpha, seconds = timed(lambda: krippendorff.alpha(level_of_measurement="ordinal", **given))
            assert abs(alpha - run["alpha"]) < 1e-9, (alpha, run["alpha"])
            ours.append(run[key])
            peer.append(seconds)
    file.unlink()
    print(f"alpha {alpha:.12f} by both, {arguments.raters} raters, {arguments.units} units, a tenth missing; CPU s, medians of {arguments.repeats}")
    for name, (ours, peer) in (("from doubles", whole), ("from counts by unit", counts)):
        ours, peer = statistics.median(ours), statistics.median(peer)
        print(f"{name:<28}commonweal {ours:.5f}   krippendorff {peer:.4f}   ratio {peer / ours:.1f}")
    print(f"from doubles in half steps  commonweal {statistics.median(halves):.5f}")
    print(f"summing the doubles         {statistics.median(sums):.5f}")


if __name__ == "__main__":
    main()
