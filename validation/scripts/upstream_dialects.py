"""The upstream statement as four engines would read it: parsed by sqlglot as each dialect, written by it for DuckDB, run there on the
100,000-event log of shared/goldens/upstream, and held against the engine. Where pyspark is installed and finds a Java, Spark runs its own.

    python3 -m venv target/dialects && target/dialects/bin/pip install duckdb==2.0.0 sqlglot==30.30.0 pyarrow==26.0.1
    target/dialects/bin/python validation/scripts/upstream_dialects.py target/debug/commonweal ../shared/goldens/upstream/log_100k.parquet

Prints for each how many figures were compared and the largest relative difference; ends with 1 where one is above 1e-9.
"""

import csv
import importlib.util
import io
import subprocess
import sys

import duckdb
import sqlglot

COLUMNS = ["--person", "person", "--at", "ts", "--service", "service", "--body", "org", "--cost", "cost"]
ASKED = ["--target", "0", "--gap", "7", "--window", "30"]
DIALECTS = {"postgresql": "postgres", "duckdb": "duckdb", "spark": "spark", "tsql": "tsql"}


def run(*arguments):
    return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout


def statement(program, dialect, at_holds):
    return run(
        program, "find", "upstream", *COLUMNS, *ASKED, "--events", "events", "--emit-sql", dialect, "--at-holds", at_holds
    )


def compare(ours, names, rows):
    assert len(rows) == len(ours), (len(rows), len(ours))
    compared, largest = 0, 0.0
    for row in rows:
        mine = ours[str(row[0])]
        for name, value in zip(names[1:], row[1:]):
            if value is None:
                assert mine[name] == "", (name, mine[name])
                continue
            difference = abs(float(mine[name]) - float(value)) / (1 + abs(float(value)))
            compared, largest = compared + 1, max(largest, difference)
    return compared, largest


def by_way_of_duckdb(database, sql, dialect):
    """What DuckDB makes of the statement as sqlglot understands it; anything that sqlglot cannot parse or carry over is an error."""
    if dialect == "tsql":
        # A FLOAT of T-SQL has 53 bits, and its synonym says so; sqlglot takes the short name for one of 24.
        sql = sql.replace("AS FLOAT)", "AS DOUBLE PRECISION)")
    written = sqlglot.transpile(sql, read=dialect, write="duckdb", unsupported_level=sqlglot.ErrorLevel.RAISE)
    assert len(written) == 1, written
    answer = database.execute(written[0])
    return [column[0] for column in answer.description], answer.fetchall()


def on_spark(sql, views):
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    for name, path, columns in views:
        spark.read.parquet(path).selectExpr(*columns).createOrReplaceTempView(name)
    answer = spark.sql(sql)
    rows = [tuple(row) for row in answer.collect()]
    names = answer.columns
    version = spark.version
    spark.stop()
    return version, names, rows


def main():
    program, log = sys.argv[1:]
    rows = csv.DictReader(io.StringIO(run(program, "find", "upstream", *COLUMNS, *ASKED, "--events", log, "--format", "csv")))
    ours = {row["body"]: row for row in rows}
    database = duckdb.connect()
    dated = "CAST(DATE '1970-01-01' + ts AS DATE)"
    views = {"numbers": "ts", "dates": f"{dated} AS ts"}
    worst = 0.0
    for at_holds, at in views.items():
        database.execute(
            f"CREATE OR REPLACE VIEW events AS SELECT person, {at}, CAST(service AS VARCHAR) AS service, org, cost FROM read_parquet('{log}')"
        )
        for name, dialect in DIALECTS.items():
            compared, largest = compare(ours, *by_way_of_duckdb(database, statement(program, name, at_holds), dialect))
            worst = max(worst, largest)
            print(f"{name}, {at_holds}, by way of sqlglot {sqlglot.__version__}: {compared} figures, largest difference {largest:.1e}")
    if importlib.util.find_spec("pyspark") is not None:
        for at_holds, at in (("numbers", "ts"), ("dates", "date_add(DATE '1970-01-01', ts) AS ts")):
            columns = ["person", at, "CAST(service AS STRING) AS service", "org", "cost"]
            version, names, rows = on_spark(statement(program, "spark", at_holds), [("events", log, columns)])
            compared, largest = compare(ours, names, rows)
            worst = max(worst, largest)
            print(f"spark, {at_holds}, on Spark {version} itself: {compared} figures, largest difference {largest:.1e}")
    sys.exit(worst > 1e-9)


if __name__ == "__main__":
    main()
