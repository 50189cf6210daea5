#!/usr/bin/env python3
"""A cost-benefit model of 30 lines drawn a million times: ours beside numpy, by turns in one run.

    python3 bench/monte_carlo.py [--lines N] [--draws N] [--repeats N]

Makes a virtual environment below the build folder, installs the version of numpy pinned in requirements.txt, builds our release
binary, runs both by turns, prints a table. CPU seconds are user + system time of all threads, from the model to mean,
standard deviation, interval, probability of gaining, benefits over costs and value of perfect information.
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

YEARS = 5


def numpy_run(lines, draws, seed):
    """The model as one would write it with numpy: whole columns, in place where that helps."""
    import numpy as np

    rng = np.random.default_rng(seed)
    years = [np.zeros(draws) for _ in range(YEARS)]
    benefits, costs = np.zeros(draws), np.zeros(draws)
    pockets = [np.zeros(draws), np.zeros(draws)]
    for index in range(lines):
        size = 1.0 + index % 7
        mode = 40.0 + 10.0 * size
        product = rng.normal(100.0 * size, 25.0 * size, draws)
        product *= rng.triangular(0.7 * mode, mode, 1.5 * mode, draws)
        kept = 1.0 - rng.triangular(0.0, 0.1, 0.3, draws)
        is_cost = index % 5 == 0
        if is_cost:
            product *= 3.0
        value = np.zeros(draws)
        for year in range(YEARS):
            if year > 0:
                product *= kept
            present = product * 1.035**-year
            value += present
            if is_cost:
                years[year] -= present
            else:
                years[year] += present
        if is_cost:
            costs += value
            pockets[index % 2] -= value
        else:
            benefits += value
            pockets[index % 2] += value
    running, payback = np.zeros(draws), np.zeros(draws)
    for year in range(YEARS):
        running += years[year]
        payback[running < 0] = year + 1
    npsv = benefits - costs
    lower, _, upper = np.quantile(npsv, [0.025, 0.5, 0.975])
    return {
        "mean": npsv.mean(),
        "sd": npsv.std(ddof=1),
        "lower": lower,
        "upper": upper,
        "probability": (npsv > 0).mean(),
        "bcr": benefits.mean() / costs.mean(),
        "evpi": np.maximum(npsv, 0).mean() - max(npsv.mean(), 0),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=30)
    parser.add_argument("--draws", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    folder = build_folder()
    binary = os.environ.get("MONTE_CARLO")
    if binary is None:
        command = ["cargo", "build", "--release", "-p", "commonweal-bench", "--bin", "monte_carlo"]
        subprocess.run(command, cwd=ROOT, check=True)
        binary = folder / "release" / "monte_carlo"
    enter_environment(folder)
    numpy_run(arguments.lines, 1_000, 0)
    ours, theirs = [], []
    for repeat in range(arguments.repeats):
        text = subprocess.run(
            [str(binary), str(arguments.lines), str(arguments.draws), "2"], check=True, capture_output=True, text=True
        ).stdout
        ours.append(json.loads(text.splitlines()[-1]))
        begun = time.process_time()
        result = numpy_run(arguments.lines, arguments.draws, repeat)
        theirs.append({**result, "cpu_seconds": time.process_time() - begun})
    for name, runs in (("commonweal", ours), ("numpy", theirs)):
        seconds = [run["cpu_seconds"] for run in runs]
        last = runs[-1]
        figures = ", ".join(f"{key} {last[key]:.6g}" for key in ("mean", "sd", "lower", "upper", "probability", "bcr", "evpi"))
        print(f"{name:11} CPU s median {statistics.median(seconds):.3f}, least {min(seconds):.3f}; {figures}")
    ratio = statistics.median(r["cpu_seconds"] for r in theirs) / statistics.median(r["cpu_seconds"] for r in ours)
    print(f"ratio of medians: {ratio:.1f}")


if __name__ == "__main__":
    main()
