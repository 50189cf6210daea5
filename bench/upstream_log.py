"""A log of fictional events, sorted by person and day, written as Parquet in zstd by Arrow: `python upstream_log.py LOG EVENTS`.

Three years; some 19 events a person, very unevenly; 25 places of 16 bodies each, of 12 services; one event in twelve away from home; costs to
the penny around what each body usually charges. Nothing is planted: the counts matter here, and what stands out does not.
"""
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

SEED = 20261
DAYS, FIRST_DAY = 1096, 19358
PLACES = 25
# Of the 16 bodies of a place: the service, its part of all events, its usual cost. Service 0 is the target.
SERVICE = np.array([0, 1, 1, 1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], dtype=np.int16)
PART = np.array([3, 12, 10, 8, 7, 11, 8, 7, 8, 6, 5, 5, 4, 3, 2, 1], dtype=float)
POUNDS = np.array([180, 42, 42, 42, 42, 12, 12, 65, 90, 310, 55, 75, 140, 30, 25, 480], dtype=float)
PERSONS_AT_ONCE, ROWS_A_GROUP = 40_000, 1 << 20
SCHEMA = pa.schema(
    [("person", pa.int64()), ("day", pa.date32()), ("service", pa.int16()), ("body", pa.int32()), ("cost", pa.float64())]
)


def events_of(rng, first_person, most):
    """The events of some persons, no more than `most`, and the number of persons."""
    count = np.maximum(rng.poisson(rng.gamma(0.7, 27, PERSONS_AT_ONCE)), 1)
    count = count[np.cumsum(count) <= most]
    if len(count) == 0:
        count = np.array([most])
    rows = int(count.sum())
    person = np.repeat(np.arange(first_person, first_person + len(count)), count)
    by_day = np.sort(person * 2048 + rng.integers(0, DAYS, rows))
    slot = rng.choice(len(PART), rows, p=PART / PART.sum())
    home = np.repeat(rng.integers(0, PLACES, len(count)), count)
    place = np.where(rng.random(rows) < 1 / 12, rng.integers(0, PLACES, rows), home)
    columns = [
        pa.array(person + 1_000_000),
        pa.array((by_day % 2048 + FIRST_DAY).astype(np.int32)).cast(pa.date32()),
        pa.array(SERVICE[slot]),
        pa.array((place * len(PART) + slot).astype(np.int32)),
        pa.array(np.round(POUNDS[slot] * np.exp(rng.normal(0, 0.4, rows)), 2)),
    ]
    return pa.table(columns, schema=SCHEMA), len(count)


def write(path, events):
    rng = np.random.default_rng(SEED)
    rows, persons, waiting = 0, 0, SCHEMA.empty_table()
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
        while rows < events:
            table, more = events_of(rng, persons, events - rows)
            waiting = pa.concat_tables([waiting, table])
            rows, persons = rows + table.num_rows, persons + more
            while waiting.num_rows >= ROWS_A_GROUP or (rows == events and waiting.num_rows > 0):
                writer.write_table(waiting.slice(0, ROWS_A_GROUP), row_group_size=ROWS_A_GROUP)
                waiting = waiting.slice(ROWS_A_GROUP)
    print(f"{rows:,} events of {persons:,} persons", file=sys.stderr)


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
