#!/usr/bin/env python3
"""Krippendorff's ordinal alpha of many ratings: ours beside the Python package krippendorff, by turns in one run.

    python3 bench/alignment.py [--raters N] [--units N] [--repeats N]

Makes the virtual environment of synthetic_did.py, builds our release binary, runs both by turns, prints a table. CPU seconds are user + system time of all threads, from
the ratings in memory as doubles to alpha; ours also from the checked matrix, the peer's also from counts of values by unit, which it takes as well.
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
    command = [str(binary), str(arguments.raters), str(arguments.units), "2", str(file)]
    ours, checked, peer, counted = [], [], [], []
    for _ in range(arguments.repeats):
        line = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
        run = json.loads(line)
        ours.append(run["cpu_seconds"])
        checked.append(run["alpha_cpu_seconds"])
        ratings = np.ascontiguousarray(np.fromfile(file).reshape(arguments.units, arguments.raters).T)
        alpha, seconds = timed(lambda: krippendorff.alpha(reliability_data=ratings, level_of_measurement="ordinal"))
        peer.append(seconds)
        counts = np.stack([(ratings == value).sum(axis=0) for value in range(1, 6)], axis=1)
        _, seconds = timed(lambda: krippendorff.alpha(value_counts=counts, value_domain=[1, 2, 3, 4, 5], level_of_measurement="ordinal"))
        counted.append(seconds)
        assert abs(alpha - run["alpha"]) < 1e-9, (alpha, run["alpha"])
    file.unlink()
    print(f"alpha {alpha:.12f} by both, {arguments.raters} raters, {arguments.units} units, a tenth missing; CPU s, medians of {arguments.repeats}")
    for name, mine, theirs in (("from doubles", ours, peer), ("from the checked matrix, from counts", checked, counted)):
        mine, theirs = statistics.median(mine), statistics.median(theirs)
        print(f"{name:<38}commonweal {mine:.5f}   krippendorff {theirs:.4f}   ratio {theirs / mine:.1f}")


if __name__ == "__main__":
    main()
