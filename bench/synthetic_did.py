#!/usr/bin/env python3
"""Synthetic difference-in-differences with 200 placebos: ours beside the Python package diff-diff, in one go.

    python3 bench/synthetic_did.py [--case prop99|months|all] [--repeats N] [--placebos N]

Makes a virtual environment below the build folder, installs the versions pinned in requirements.txt, builds our release
binary, writes the panels (fixed seed), runs both by turns, prints a table.

CPU seconds are user + system time of all threads of the process, over the estimation alone: no start-up, import, file
reading or compilation. Both sides begin with the observations in memory and end with estimate and placebo standard error.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import time
import venv

ROOT = pathlib.Path(__file__).resolve().parent.parent
HERE = ROOT / "bench"
SEED = 20261


def build_folder():
    metadata = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--no-deps"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return pathlib.Path(json.loads(metadata)["target_directory"])


def enter_environment(folder):
    """Runs the script again inside the pinned environment, which is made on first use."""
    home = folder / "bench-python"
    python = home / "bin" / "python"
    if pathlib.Path(sys.prefix) == home:
        return
    stamp = home / "requirements.txt"
    wanted = (HERE / "requirements.txt").read_text()
    if not stamp.exists() or stamp.read_text() != wanted:
        print("installing the peer:", ", ".join(wanted.split()), file=sys.stderr)
        try:
            venv.create(home, with_pip=True)
        except subprocess.CalledProcessError:
            sys.exit(f"no Python environment could be made in {home}; on Debian: apt-get install python3-venv")
        requirements = str(HERE / "requirements.txt")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", requirements], check=True)
        stamp.write_text(wanted)
    os.execv(python, [str(python), str(pathlib.Path(sys.argv[0]).resolve()), *sys.argv[1:]])


def factor_panel(units, treated, periods, pre, factors):
    """Levels, a common course, factors with unit loadings, seasons, and autocorrelated noise; no effect."""
    import numpy as np

    rng = np.random.default_rng(SEED)
    level = rng.normal(100, 20, (units, 1))
    course = np.cumsum(rng.normal(0, 1, periods))
    season = 5 * np.sin(2 * np.pi * np.arange(periods) / 12)
    common = np.cumsum(rng.normal(0, 0.5, (factors, periods)), axis=1)
    loading = rng.normal(0, 1, (units, factors))
    noise = rng.normal(0, 3, (units, periods))
    for t in range(1, periods):
        noise[:, t] += 0.5 * noise[:, t - 1]
    outcome = level + course + season * rng.uniform(0.5, 1.5, (units, 1)) + loading @ common + noise
    return outcome, np.arange(units) >= units - treated, pre


def write_panel(path, outcome, treated, names, periods):
    with open(path, "w", encoding="utf-8") as out:
        out.write("unit,period,value,treated\n")
        for i, name in enumerate(names):
            for t, period in enumerate(periods):
                out.write(f"{name},{period},{outcome[i, t]!r},{int(treated[i])}\n")


def prop99(folder):
    """39 states, 1970-2000, California treated from 1989; a generated panel of that shape where the data are absent."""
    import pandas as pd

    path = folder / "prop99.csv"
    source = ROOT / ".." / "shared" / "data" / "causal" / "california_prop99.csv"
    if source.exists():
        frame = pd.read_csv(source, sep=";")
        frame = frame.rename(columns={"State": "unit", "Year": "period", "PacksPerCapita": "value"})
        frame["treated"] = (frame["unit"] == "California").astype(int)
        frame[["unit", "period", "value", "treated"]].to_csv(path, index=False)
        return path, "1989", "39 x 31, 1 treated (Proposition 99)"
    outcome, treated, _ = factor_panel(39, 1, 31, 19, 3)
    write_panel(path, outcome.astype(object), treated, [f"unit {i:02}" for i in range(39)], range(1970, 2001))
    return path, "1989", "39 x 31, 1 treated (generated: Proposition 99 data absent)"


def months(folder):
    """1,000 units over 20 years of months, 100 treated, the last 4 years after the start."""
    outcome, treated, pre = factor_panel(1000, 100, 240, 192, 4)
    path = folder / "months.csv"
    periods = [f"{2000 + t // 12}-{t % 12 + 1:02}" for t in range(240)]
    write_panel(path, outcome.astype(object), treated, [f"unit {i:04}" for i in range(1000)], periods)
    return path, periods[pre], "1000 x 240, 100 treated (generated, 192 months before)"


def run_ours(binary, path, start, placebos):
    command = [binary, path, start, "2", str(placebos)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return json.loads(lines[-1])  # the first run starts the threads; the peer is warmed up too


def run_peer(frame, start, placebos):
    import warnings

    from diff_diff import SyntheticDiD

    periods = sorted(frame["period"].unique())
    after = [period for period in periods if period >= start]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cpu, wall = time.process_time(), time.perf_counter()
        model = SyntheticDiD(variance_method="placebo", n_bootstrap=placebos, seed=1)
        result = model.fit(frame, outcome="value", treatment="treated", unit="unit", time="period", post_periods=after)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return {"cpu_seconds": cpu, "wall_seconds": wall, "estimate": result.att, "standard_error": result.se}


def median(runs, key):
    values = sorted(run[key] for run in runs)
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def compare(binary, case, folder, peer_repeats, placebos):
    import pandas as pd

    path, start, title = case(folder)
    frame = pd.read_csv(path, dtype={"period": str, "unit": str})
    run_peer(frame, start, 2)  # what the peer sets up on first use is not its estimation
    ours, theirs = [], []
    for _ in range(peer_repeats):
        ours += [run_ours(binary, path, start, placebos) for _ in range(3)]
        theirs.append(run_peer(frame, start, placebos))
    ours += [run_ours(binary, path, start, placebos) for _ in range(3)]
    print(f"\n{title}, {placebos} placebos")
    print(f"{'':<22}{'runs':>6}{'CPU s':>11}{'least':>11}{'wall s':>11}{'estimate':>17}{'placebo SE':>13}")
    for name, runs in (("commonweal", ours), ("diff-diff (Rust core)", theirs)):
        cpu, wall = median(runs, "cpu_seconds"), median(runs, "wall_seconds")
        least = min(run["cpu_seconds"] for run in runs)
        last = runs[-1]
        print(
            f"{name:<22}{len(runs):>6}{cpu:>11.4f}{least:>11.4f}{wall:>11.4f}"
            f"{last['estimate']:>17.10f}{last['standard_error']:>13.6f}"
        )
    cpu = median(theirs, "cpu_seconds") / median(ours, "cpu_seconds")
    wall = median(theirs, "wall_seconds") / median(ours, "wall_seconds")
    print(f"ratio of medians: CPU {cpu:.1f}, wall {wall:.1f}")
    print(f"our solver: {json.dumps(ours[-1]['figures'])}")


def main():
    folder = build_folder()
    enter_environment(folder)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", choices=["prop99", "months", "all"], default="all")
    parser.add_argument("--repeats", type=int, help="runs of the peer (default: 3 for prop99, 1 for months)")
    parser.add_argument("--placebos", type=int, default=200)
    arguments = parser.parse_args()
    build = ["cargo", "build", "--quiet", "--release", "-p", "commonweal-bench", "--bin", "synthetic_did"]
    subprocess.run(build, cwd=ROOT, check=True)
    binary = folder / "release" / "synthetic_did"
    data = folder / "bench-data"
    data.mkdir(parents=True, exist_ok=True)
    for name, case, repeats in (("prop99", prop99, 3), ("months", months, 1)):
        if arguments.case in (name, "all"):
            compare(binary, case, data, arguments.repeats or repeats, arguments.placebos)


if __name__ == "__main__":
    main()
