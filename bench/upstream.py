#!/usr/bin/env python3
"""The upstream finder over 50 million events: ours beside Polars and DuckDB, by turns in one run on the same file.

    python3 bench/upstream.py [--events N] [--repeats N]

Makes the virtual environment of synthetic_did.py, builds our release binary, writes a log of fictional events (upstream_log.py) into a temporary
folder, runs all by turns, sees that all give the same counts, prints a table. From Parquet, CPU seconds and peak memory are those of the whole process,
start-up included, as the system counts them; in memory, those of the counting alone. The peers' queries are the fastest of those tried.
"""
import argparse
import csv
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from synthetic_did import HERE, ROOT, build_folder, enter_environment

GAP, WINDOW, FIRST_DAY = 1, 90, 19358
EARLIEST = FIRST_DAY + GAP + 2 * WINDOW - 1
COLUMNS = ["body", "reach", "expected", "n10", "n01", "se_events", "reach_cost", "excess_cost", "se_cost", "additive_cost"]
WHOLE = COLUMNS[1:5]
STATEMENT = f"""
WITH t AS MATERIALIZED (SELECT row_number() OVER () AS id, person, ts, cost FROM e WHERE service = 0 AND ts >= {EARLIEST}),
pairs AS MATERIALIZED (
  SELECT t.id, t.person, t.cost, e.body,
         max(CASE WHEN t.ts - e.ts < {GAP + WINDOW} THEN 1 ELSE 0 END)::INT AS h,
         max(CASE WHEN t.ts - e.ts >= {GAP + WINDOW} THEN 1 ELSE 0 END)::INT AS c
  FROM t JOIN e ON e.person = t.person
  WHERE e.service <> 0 AND t.ts - e.ts >= {GAP} AND t.ts - e.ts < {GAP + 2 * WINDOW}
  GROUP BY ALL),
k AS (SELECT id, sum(h) AS k FROM pairs GROUP BY id),
pp AS (
  SELECT p.body, p.person, sum(h) AS h, sum(c) AS c, sum(h * (1 - c)) AS n10, sum((1 - h) * c) AS n01, sum(p.cost * h) AS hcost,
         sum(p.cost * (h - c)) AS dcost, sum(CASE WHEN h = 1 THEN p.cost / k END) AS share
  FROM pairs p JOIN k USING (id) GROUP BY p.body, p.person)
SELECT body, sum(h)::BIGINT, sum(c)::BIGINT, sum(n10)::BIGINT, sum(n01)::BIGINT, sqrt(sum((h - c) * (h - c))), sum(hcost), sum(dcost),
       sqrt(sum(dcost * dcost)), coalesce(sum(share), 0)
FROM pp GROUP BY body"""


def duckdb_rows(log):
    import duckdb

    database = duckdb.connect()
    database.execute(
        f"CREATE VIEW e AS SELECT person, (day - DATE '1970-01-01')::INT AS ts, service, body, cost FROM read_parquet('{log}')"
    )
    return database.execute(STATEMENT).fetchall()


def polars_query(events):
    import polars as pl

    col, lag = pl.col, pl.col("t") - pl.col("day")
    targets = events.filter((col("service") == 0) & (col("day") >= EARLIEST))
    targets = targets.select("person", t="day", target_cost="cost").with_row_index("id")
    contacts = events.filter(col("service") != 0).select("person", "day", "body")
    met = targets.join(contacts, on="person").filter((lag >= GAP) & (lag < GAP + 2 * WINDOW)).with_columns(hazard=lag < GAP + WINDOW)
    pairs = met.group_by("id", "body").agg(
        person=col("person").first(),
        cost=col("target_cost").first(),
        h=col("hazard").any().cast(pl.Int32),
        c=(~col("hazard")).any().cast(pl.Int32),
    )
    h, c, cost = col("h"), col("c"), col("cost")
    by_person = (
        pairs.with_columns(k=h.sum().over("id"))
        .group_by("body", "person")
        .agg(
            h=h.sum(),
            c=c.sum(),
            n10=(h * (1 - c)).sum(),
            n01=((1 - h) * c).sum(),
            reach_cost=(cost * h).sum(),
            excess_cost=(cost * (h - c)).sum(),
            share=pl.when(h == 1).then(cost / col("k")).otherwise(0.0).sum(),
        )
    )
    return by_person.group_by("body").agg(
        reach=h.sum(),
        expected=c.sum(),
        n10=col("n10").sum(),
        n01=col("n01").sum(),
        se_events=((h - c) ** 2).sum().sqrt(),
        reach_cost=col("reach_cost").sum(),
        excess_cost=col("excess_cost").sum(),
        se_cost=(col("excess_cost") ** 2).sum().sqrt(),
        additive_cost=col("share").sum(),
    )


def peer(name, log, answer, repeats):
    """Runs a peer in this process; what is in memory is timed here, what is read from the file by whoever started the process."""
    if name == "duckdb":
        rows = duckdb_rows(log)
    else:
        import polars as pl

        events = pl.scan_parquet(log).with_columns(pl.col("day").cast(pl.Int32))
        if name == "polars":
            rows = polars_query(events).collect(engine="streaming").rows()
        else:
            events = events.collect()
            for _ in range(repeats):
                begun = time.process_time()
                rows = polars_query(events.lazy()).collect(engine="streaming").rows()
                print(json.dumps({"cpu_seconds": time.process_time() - begun}))
    with open(answer, "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([COLUMNS, *rows])


def run(command):
    """What the command took as the system counts it, and what it printed."""
    begun = time.monotonic()
    child = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, text=True)
    printed = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command}: status {status}")
    lines = [json.loads(line) for line in printed.splitlines()]
    wall = time.monotonic() - begun
    return {"cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "megabytes": usage.ru_maxrss / 1024, "lines": lines}


def figures(path):
    with open(path, encoding="utf-8") as file:
        return {row["body"]: row for row in csv.DictReader(file) if int(row["reach"]) + int(row["expected"]) > 0}


def same(ours, theirs, columns):
    """How many figures were compared; ends where a count differs at all or an amount by more than rounding."""
    assert ours.keys() == theirs.keys(), (len(ours), len(theirs))
    for body, row in ours.items():
        for column in columns:
            mine, other = float(row[column]), float(theirs[body][column])
            allowed = 0 if column in WHOLE else 1e-9 * (1 + abs(other))
            assert abs(mine - other) <= allowed, (body, column, mine, other)
    return len(ours) * len(columns)


def median_of(runs, key):
    return statistics.median(run[key] for run in runs)


def from_parquet(binary, script, log, folder, repeats):
    """Each by turns: its runs, after its answer has been seen to be that of the others."""
    commands = {
        "commonweal": [binary, "file", log, folder / "commonweal.csv"],
        "Polars": [*script, "polars", log, folder / "Polars.csv"],
        "DuckDB": [*script, "duckdb", log, folder / "DuckDB.csv"],
        "bare decode": [binary, "decode", log],
    }
    runs = {name: [] for name in commands}
    for _ in range(repeats):
        for name, command in commands.items():
            runs[name].append(run(command))
    ours = figures(folder / "commonweal.csv")
    for name in ("Polars", "DuckDB"):
        compared = same(ours, figures(folder / f"{name}.csv"), COLUMNS[1:])
        print(f"{compared} figures of {len(ours)} bodies are those of {name}")
    return runs


def in_memory(binary, script, log, folder, repeats):
    ours = run([binary, "memory", log, folder / "memory.csv", repeats])["lines"]
    theirs = run([*script, "polars-memory", log, folder / "polars-memory.csv", "--repeats", repeats])["lines"]
    same(figures(folder / "memory.csv"), figures(folder / "polars-memory.csv"), WHOLE)
    return median_of(ours, "cpu_seconds"), median_of(theirs, "cpu_seconds")


def measure(binary, events, repeats, folder):
    script = [sys.executable, HERE / "upstream.py", "--peer"]
    log, smaller = folder / "log.parquet", folder / "smaller.parquet"
    for path, count in ((log, events), (smaller, events // 5)):
        subprocess.run([sys.executable, HERE / "upstream_log.py", path, str(count)], check=True)
    print(f"{events:,} events, {log.stat().st_size / 1e6:.0f} MB of Parquet (zstd); CPU s, medians of {repeats}")
    runs = from_parquet(binary, script, log, folder, repeats)
    ours = median_of(runs["commonweal"], "cpu")
    print(f"{'from Parquet':<16}{'CPU s':>8}{'times ours':>12}{'wall s':>8}{'peak MB':>9}")
    for name, its in runs.items():
        cpu = median_of(its, "cpu")
        print(f"{name:<16}{cpu:>8.2f}{cpu / ours:>12.2f}{median_of(its, 'wall'):>8.2f}{median_of(its, 'megabytes'):>9.0f}")
    less = run([binary, "file", smaller, folder / "smaller.csv"])
    print(f"commonweal on a fifth of the events: {less['cpu']:.2f} CPU s, peak {less['megabytes']:.0f} MB")
    mine, theirs = in_memory(binary, script, log, folder, repeats)
    print(f"in memory: commonweal {mine:.3f}, Polars {theirs:.2f} CPU s, {theirs / mine:.1f} times")
    stream = run([binary, "stream"])["lines"][0]
    print(f"a gibibyte is summed at {1.073741824 / stream['cpu_seconds']:.1f} GB a CPU second; the columns are {22 * events / 1e9:.2f} GB")


def main():
    folder = build_folder()
    enter_environment(folder)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=50_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--peer", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peer:
        return peer(*arguments.peer, arguments.repeats)
    binary = os.environ.get("UPSTREAM")
    if binary is None:
        subprocess.run(["cargo", "build", "--quiet", "--release", "-p", "commonweal-bench", "--bin", "upstream"], cwd=ROOT, check=True)
        binary = folder / "release" / "upstream"
    with tempfile.TemporaryDirectory(prefix="upstream-") as scratch:
        measure(binary, arguments.events, arguments.repeats, pathlib.Path(scratch))


if __name__ == "__main__":
    main()
