//! The same counts as one SQL statement, to be run where the events are.

use std::str::FromStr;

use super::Windows;

/// The SQL of an engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// PostgreSQL, and what speaks as it does.
    PostgreSql,
    /// `DuckDB`.
    DuckDb,
    /// Spark and Databricks.
    Spark,
    /// Microsoft SQL Server and Fabric.
    TSql,
}

/// A name that is no dialect's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{name}' is no dialect that is known here: write postgresql, duckdb, spark or tsql")]
pub struct DialectError {
    /// What was written.
    pub name: String,
}

/// What the column of days holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// Dates or time stamps.
    Dates,
    /// Whole numbers of days.
    Numbers,
}

/// A table of events, and what is asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlQuestion<'q> {
    /// The table; a dot divides its schema from its name.
    pub table: &'q str,
    /// Column of persons.
    pub person: &'q str,
    /// Column of days.
    pub at: &'q str,
    /// What that holds.
    pub days: Days,
    /// Column of services.
    pub service: &'q str,
    /// Column of bodies.
    pub body: &'q str,
    /// Column of costs in pounds; each event costs 0 without it.
    pub cost: Option<&'q str>,
    /// The service that is wanted less.
    pub target: &'q str,
    /// The windows.
    pub windows: Windows,
    /// First day on which everybody was under observation, from 1 January 1970; the table's first day where `None`.
    pub observed_from: Option<i32>,
}

impl FromStr for Dialect {
    type Err = DialectError;

    fn from_str(text: &str) -> Result<Self, DialectError> {
        match text.to_lowercase().as_str() {
            "postgresql" | "postgres" => Ok(Self::PostgreSql),
            "duckdb" => Ok(Self::DuckDb),
            "spark" => Ok(Self::Spark),
            "tsql" | "t-sql" => Ok(Self::TSql),
            _ => Err(DialectError { name: text.to_owned() }),
        }
    }
}

impl Dialect {
    /// A name as this dialect quotes it; each part between dots on its own.
    fn name(self, name: &str) -> String {
        let part = |part: &str| match self {
            Self::PostgreSql | Self::DuckDb => format!("\"{}\"", part.replace('"', "\"\"")),
            Self::Spark => format!("`{}`", part.replace('`', "``")),
            Self::TSql => format!("[{}]", part.replace(']', "]]")),
        };
        part(name)
    }

    fn table(self, table: &str) -> String {
        table.split('.').map(|part| self.name(part)).collect::<Vec<_>>().join(".")
    }

    /// A text as this dialect quotes it.
    fn text(self, text: &str) -> String {
        match self {
            Self::PostgreSql | Self::DuckDb => format!("'{}'", text.replace('\'', "''")),
            Self::Spark => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
            Self::TSql => format!("N'{}'", text.replace('\'', "''")),
        }
    }

    fn double(self) -> &'static str {
        match self {
            Self::PostgreSql => "DOUBLE PRECISION",
            Self::DuckDb | Self::Spark => "DOUBLE",
            Self::TSql => "FLOAT",
        }
    }

    /// Days from 1 January 1970.
    fn day(self, column: &str, days: Days) -> String {
        match (days, self) {
            (Days::Numbers, _) => format!("CAST({column} AS BIGINT)"),
            (Days::Dates, Self::PostgreSql) => format!("CAST({column} AS DATE) - DATE '1970-01-01'"),
            (Days::Dates, Self::DuckDb) => {
                format!("DATE_DIFF('day', DATE '1970-01-01', CAST({column} AS DATE))")
            }
            (Days::Dates, Self::Spark) => format!("DATEDIFF(CAST({column} AS DATE), DATE '1970-01-01')"),
            (Days::Dates, Self::TSql) => {
                format!("DATEDIFF(day, CAST('1970-01-01' AS DATE), CAST({column} AS DATE))")
            }
        }
    }
}

/// One statement that gives a row a body, with the columns that the upstream finder gives under the same names, ranked alike; what needs
/// more than arithmetic (exact intervals, p-values) is left to the finder. Without costs its rank by cost is a tie that names break.
///
/// The statement reads the table once for the events and joins a person's events with the same person's target events. Rows without
/// person, day, service or body are left out, as there.
pub fn statement(question: &SqlQuestion<'_>, dialect: Dialect) -> String {
    let name = |column: &str| dialect.name(column);
    let double = dialect.double();
    let windows = question.windows;
    let (gap, control_from, end) = (windows.gap_days(), windows.control_from(), windows.end());
    let (person, service, body, at) =
        (name(question.person), name(question.service), name(question.body), name(question.at));
    let day = dialect.day(&at, question.days);
    let cost = question.cost.map_or_else(|| "0".to_owned(), |cost| format!("COALESCE({}, 0)", name(cost)));
    let observed_from =
        question.observed_from.map_or_else(|| "(SELECT MIN(day) FROM e)".to_owned(), |day| day.to_string());
    let (table, target) = (dialect.table(question.table), dialect.text(question.target));
    let look_back = windows.look_back_days();
    format!(
        "WITH e AS (
  SELECT {person} AS person, {day} AS day, {body} AS body, CAST({cost} AS {double}) AS cost,
         CASE WHEN {service} = {target} THEN 1 ELSE 0 END AS is_target
  FROM {table}
  WHERE {person} IS NOT NULL AND {at} IS NOT NULL AND {service} IS NOT NULL AND {body} IS NOT NULL
), t AS (
  SELECT ROW_NUMBER() OVER (ORDER BY person, day) AS event, person, day, cost
  FROM e
  WHERE is_target = 1 AND day >= {observed_from} + {look_back}
), pairs AS (
  SELECT t.event, t.person, t.cost, e.body,
         MAX(CASE WHEN t.day - e.day < {control_from} THEN 1 ELSE 0 END) AS h,
         MAX(CASE WHEN t.day - e.day >= {control_from} THEN 1 ELSE 0 END) AS c,
         MIN(CASE WHEN t.day - e.day < {control_from} THEN t.day - e.day END) AS lag
  FROM t JOIN e ON e.person = t.person
  WHERE e.is_target = 0 AND t.day - e.day >= {gap} AND t.day - e.day < {end}
  GROUP BY t.event, t.person, t.cost, e.body
), k AS (
  SELECT event, SUM(h) AS k FROM pairs GROUP BY event
), pp AS (
  SELECT p.body, p.person, SUM(p.h) AS h, SUM(p.c) AS c, SUM(p.h * (1 - p.c)) AS n10, SUM((1 - p.h) * p.c) AS n01,
         SUM(p.cost * p.h) AS hcost, SUM(p.cost * (p.h - p.c)) AS dcost, SUM(p.lag) AS lag,
         SUM(CASE WHEN p.h = 1 THEN p.cost / k.k ELSE 0 END) AS share_cost
  FROM pairs p JOIN k ON k.event = p.event
  GROUP BY p.body, p.person
), n AS (
  SELECT COUNT(*) AS n_t FROM t
)
SELECT pp.body,
       SUM(h) AS reach, SUM(c) AS expected,
       CAST(SUM(h) AS {double}) / MAX(n.n_t) AS share_of_targets,
       CAST(SUM(h) AS {double}) / NULLIF(SUM(c), 0) AS lift,
       SUM(n10) AS n10, SUM(n01) AS n01,
       CAST(SUM(n10) AS {double}) / NULLIF(SUM(n01), 0) AS matched_or,
       SUM(h) - SUM(c) AS excess_events,
       SQRT(SUM(CAST(h - c AS {double}) * (h - c))) AS se_events,
       SUM(hcost) AS reach_cost, SUM(dcost) AS excess_cost, SQRT(SUM(dcost * dcost)) AS se_cost,
       SUM(dcost) - 1.959964 * SQRT(SUM(dcost * dcost)) AS excess_cost_lo,
       SUM(share_cost) AS additive_cost,
       CAST(SUM(lag) AS {double}) / NULLIF(SUM(h), 0) AS mean_lag_days
FROM pp CROSS JOIN n
GROUP BY pp.body
ORDER BY excess_cost_lo DESC, pp.body
"
    )
}
