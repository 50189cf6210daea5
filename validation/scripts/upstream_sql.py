"""The upstream statement on DuckDB against the engine, on the 100,000-event log of shared/goldens/upstream and on a log with dates.

    python3 -m venv target/duckdb && target/duckdb/bin/pip install duckdb==2.0.0
    target/duckdb/bin/python validation/scripts/upstream_sql.py target/debug/commonweal ../shared/goldens/upstream/log_100k.parquet

Prints how many figures were compared and the largest relative difference; ends with 1 where one is above 1e-9.
"""

import csv
import io
import subprocess
import sys

import duckdb

COMMANDS = [
    ["--target", "0", "--gap", "1", "--window", "90", "--observed-from", "0"],
    ["--target", "0", "--gap", "7", "--window", "30"],
    ["--target", "0", "--gap", "0", "--window", "14"],
]
COLUMNS = ["--person", "person", "--at", "ts", "--service", "service", "--body", "org", "--cost", "cost"]


def run(*arguments):
    return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout


def compare(program, log, asked):
    base = [program, "find", "upstream", *COLUMNS, *asked]
    rows = list(csv.DictReader(io.StringIO(run(*base, "--events", log, "--format", "csv"))))
    ours = {row["body"]: row for row in rows}
    statement = run(*base, "--events", "events", "--emit-sql", "duckdb", "--at-holds", "numbers")
    database = duckdb.connect()
    database.execute(f"CREATE VIEW events AS SELECT * FROM read_parquet('{log}')")
    answer = database.execute(statement)
    names = [column[0] for column in answer.description]
    compared, largest = 0, 0.0
    theirs = answer.fetchall()
    assert len(theirs) == len(ours), (len(theirs), len(ours))
    for row in theirs:
        mine = ours[str(row[0])]
        for name, value in zip(names[1:], row[1:]):
            if value is None:
                assert mine[name] == "", (name, mine[name])
                continue
            difference = abs(float(mine[name]) - float(value)) / (1 + abs(float(value)))
            compared, largest = compared + 1, max(largest, difference)
    return compared, largest


def main():
    program, log = sys.argv[1:]
    worst = 0.0
    for asked in COMMANDS:
        compared, largest = compare(program, log, asked)
        worst = max(worst, largest)
        print(f"{' '.join(asked)}: {compared} figures, largest difference {largest:.1e}")
    sys.exit(worst > 1e-9)


if __name__ == "__main__":
    main()
