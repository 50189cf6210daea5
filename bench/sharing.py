#!/usr/bin/env python3
"""Values of cooperative games: ours beside the Rust crate coopgame and numpy, in one go.

    python3 bench/sharing.py [--repeats N]

Makes the virtual environment of synthetic_did.py, builds our release binary (coopgame is built into it), runs all by turns, prints a table.
CPU seconds are user + system time of all threads over the value alone, from the table of worths in memory.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from synthetic_did import ROOT, build_folder, enter_environment, median


def numpy_shapley(worth, players):
    """The definition, one body at a time: the worths with it less those without, weighted by size."""
    import numpy as np

    sizes = np.zeros(1, dtype=np.int8)
    for _ in range(players):
        sizes = np.concatenate([sizes, sizes + 1])
    weights = np.ones(players)
    weights[0] = 1 / players
    for size in range(1, players):
        weights[size] = weights[size - 1] * size / (players - size)
    value = np.empty(players)
    for body in range(players):
        halves = worth.reshape(-1, 2, 1 << body)
        size = sizes.reshape(-1, 2, 1 << body)[:, 0, :]
        value[body] = ((halves[:, 1, :] - halves[:, 0, :]) * weights[size]).sum()
    return value


def main():
    folder = build_folder()
    enter_environment(folder)
    import numpy as np

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5)
    repeats = parser.parse_args().repeats
    subprocess.run(["cargo", "build", "--quiet", "--release", "-p", "commonweal-bench", "--bin", "sharing"], cwd=ROOT, check=True)
    data = folder / "bench-data"
    data.mkdir(parents=True, exist_ok=True)
    print(f"{'':<16}{'commonweal':>12}{'coopgame':>12}{'ratio':>8}{'numpy':>12}{'ratio':>8}{'GB/s':>8}{'apart':>11}   (CPU s, medians; GB/s by wall time)")
    for work, players in (("shapley", 20), ("shapley", 24), ("nucleolus", 12), ("nucleolus", 16)):
        game = data / f"worths-{players}.f64"
        command = [folder / "release" / "sharing", work, str(players), str(repeats), game]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
        runs = [json.loads(line) for line in lines]
        ours, peer = median(runs, "cpu_seconds"), median(runs, "coopgame_cpu_seconds")
        apart = max(run["largest_difference"] for run in runs)
        row = f"{work + ' ' + str(players):<16}{ours:>12.5f}{peer:>12.4f}{peer / ours:>8.1f}"
        if work == "shapley":
            worth = np.fromfile(game)
            times = []
            for _ in range(3):
                start = time.process_time()
                value = numpy_shapley(worth, players)
                times.append(time.process_time() - start)
            apart = max(apart, abs(value[0] - runs[0]["first"]))
            numpy_time = sorted(times)[1]
            speed = worth.nbytes / median(runs, "wall_seconds") / 1e9
            row += f"{numpy_time:>12.3f}{numpy_time / ours:>8.1f}{speed:>8.1f}"
        else:
            row += f"{'':>12}{'':>8}{'':>8}"
        print(f"{row}{apart:>11.1e}", flush=True)


if __name__ == "__main__":
    main()
