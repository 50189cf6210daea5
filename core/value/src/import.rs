//! Unit costs from a CSV table: the National Cost Collection as published, or a copy of one's own.
//!
//! The National Cost Collection has the columns `department_code`, `currency_code`, `currency_desc`, `activity`, `unit_cost`,
//! `cost`; its price year stands in the name of the file (`ncc_2024-25.csv`). A copy of one's own, for example of PSSRU's Unit
//! Costs, has the columns `key`, `title`, `amount`, `unit`, `price_year`, `source`, `licence`, and, where wished, `price_basis`,
//! `cost_kind` and `covers` (links separated by spaces). Columns may stand in any order.

use commonweal_quantity::nearest::{nearest, suggestion};
use commonweal_quantity::{Pence, PriceBasis, PriceYear};

use crate::parameters::{CostKind, Parameters, Provenance, UnitCost};

/// Why a table of unit costs cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is not CSV.
    #[error("is not a table with commas ({0}); save it as CSV in UTF-8")]
    NotATable(String),
    /// A column is not there.
    #[error(
        "line 1: there is no column '{column}'{meant} the columns of an own table are key, title, amount, unit, price_year, source, licence"
    )]
    NoColumn {
        /// The column.
        column: &'static str,
        /// The nearest, as a clause.
        meant: String,
    },
    /// A row cannot be used.
    #[error("line {line}, column {column}: {cause}")]
    Row {
        /// Line, from 1.
        line: u64,
        /// The column.
        column: &'static str,
        /// What is wrong and what to write.
        cause: String,
    },
    /// The name of a National Cost Collection says no year.
    #[error("is a National Cost Collection, and its name says no year; call it like ncc_2024-25.csv")]
    NoYear,
    /// No row has a unit cost.
    #[error("has no row with a unit cost")]
    Empty,
}

/// The unit costs of the table `text`, which stands in `file`.
///
/// # Errors
/// [`ImportError`], with the line.
pub fn import(file: &str, text: &str) -> Result<Parameters, ImportError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| ImportError::NotATable(error.to_string()))?.clone();
    let table = Table { file, headers: headers.iter().map(|name| name.trim().to_owned()).collect() };
    let collection = table.headers.iter().any(|name| name == "currency_code");
    let year = if collection { Some(year_in(file).ok_or(ImportError::NoYear)?) } else { None };
    let mut parameters = Parameters::default();
    for record in reader.records() {
        let record = record.map_err(|error| ImportError::NotATable(error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let row = Row { table: &table, record: &record, line };
        let read = match year {
            Some(year) => row.of_collection(year)?,
            None => Some(row.of_own_table()?),
        };
        let Some((key, cost)) = read else { continue };
        if parameters.unit_costs.contains_key(&key) {
            let cause = format!("the key '{key}' stands twice; keep one of the rows");
            return Err(ImportError::Row {
                line,
                column: if collection { "currency_code" } else { "key" },
                cause,
            });
        }
        parameters.unit_costs.insert(key, cost);
    }
    if parameters.unit_costs.is_empty() { Err(ImportError::Empty) } else { Ok(parameters) }
}

/// The financial year that a name holds: `ncc_2024-25.csv`.
fn year_in(file: &str) -> Option<PriceYear> {
    let places = 0..file.len().saturating_sub(6);
    places.filter_map(|place| file.get(place..place + 7)).find_map(|text| match text.parse() {
        Ok(PriceYear::Financial(year)) => Some(PriceYear::Financial(year)),
        _ => None,
    })
}

struct Table<'a> {
    file: &'a str,
    headers: Vec<String>,
}

struct Row<'a> {
    table: &'a Table<'a>,
    record: &'a csv::StringRecord,
    line: u64,
}

impl Row<'_> {
    fn cell(&self, column: &'static str) -> Result<&str, ImportError> {
        let place = self.table.headers.iter().position(|name| name == column).ok_or_else(|| {
            let meant = suggestion(nearest(column, self.table.headers.iter().map(String::as_str)));
            ImportError::NoColumn { column, meant: if meant.is_empty() { ";".to_owned() } else { meant } }
        })?;
        Ok(self.record.get(place).unwrap_or_default().trim())
    }

    fn filled(&self, column: &'static str, example: &str) -> Result<String, ImportError> {
        match self.cell(column)? {
            "" => Err(self.wrong(
                column,
                format!(
                    "is empty, and a figure that cannot be traced is not used; write for example {example}"
                ),
            )),
            text => Ok(text.to_owned()),
        }
    }

    fn wrong(&self, column: &'static str, cause: String) -> ImportError {
        ImportError::Row { line: self.line, column, cause }
    }

    /// A row of the National Cost Collection; none where the unit cost is suppressed.
    fn of_collection(&self, year: PriceYear) -> Result<Option<(String, UnitCost)>, ImportError> {
        let cell = self.cell("unit_cost")?;
        if cell.is_empty() {
            return Ok(None);
        }
        let pounds: f64 = cell.parse().map_err(|_| {
            self.wrong(
                "unit_cost",
                format!("'{cell}' is no number; write pounds with a point, such as 489.39"),
            )
        })?;
        if !(0.0..1e9).contains(&pounds) {
            return Err(self.wrong("unit_cost", format!("{cell} is no unit cost; write pounds from 0 up")));
        }
        let (department, code) = (self.cell("department_code")?, self.cell("currency_code")?);
        let key = format!("ncc-{}-{}", slug(department), slug(code));
        let source = format!("NHS National Cost Collection {year}: {department}, currency {code}");
        Ok(Some((
            key,
            UnitCost {
                title: self.cell("currency_desc")?.to_owned(),
                pence: rounded(pounds),
                price_year: year,
                basis: PriceBasis::Real,
                unit: "unit of activity".to_owned(),
                kind: CostKind::Average,
                covers: Vec::new(),
                provenance: Provenance {
                    source,
                    licence: "OGL v3.0".to_owned(),
                    price_basis: "real".to_owned(),
                    file: self.table.file.to_owned(),
                },
            },
        )))
    }

    /// A row of an own table.
    fn of_own_table(&self) -> Result<(String, UnitCost), ImportError> {
        let amount = self.filled("amount", "£52.00")?;
        let pence = amount.parse::<Pence>().map_err(|error| self.wrong("amount", error.to_string()))?;
        let year = self.filled("price_year", "2024/25")?;
        let price_year =
            year.parse::<PriceYear>().map_err(|error| self.wrong("price_year", error.to_string()))?;
        let basis = match self.cell("price_basis").unwrap_or("real") {
            "" | "real" => PriceBasis::Real,
            "nominal" => PriceBasis::Nominal,
            other => {
                return Err(self.wrong("price_basis", format!("'{other}' is none; write real or nominal")));
            }
        };
        let kind = match self.cell("cost_kind").unwrap_or("average") {
            "" | "average" => CostKind::Average,
            "marginal" => CostKind::Marginal,
            other => {
                return Err(self.wrong("cost_kind", format!("'{other}' is none; write average or marginal")));
            }
        };
        let cost = UnitCost {
            title: self.filled("title", "Community nurse, an hour")?,
            pence,
            price_year,
            basis,
            unit: self.filled("unit", "hour")?,
            kind,
            covers: self.cell("covers").unwrap_or("").split_whitespace().map(str::to_owned).collect(),
            provenance: Provenance {
                source: self.filled("source", "PSSRU, Unit Costs 2024, our own copy")?,
                licence: self.filled("licence", "not to be passed on")?,
                price_basis: basis.to_string(),
                file: self.table.file.to_owned(),
            },
        };
        Ok((self.filled("key", "community-nurse-hour")?, cost))
    }
}

/// Lower-case letters and digits, all else as single hyphens.
fn slug(text: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let words: String = text.chars().map(plain).collect();
    words.split_whitespace().collect::<Vec<_>>().join("-")
}

#[expect(clippy::cast_possible_truncation, reason = "a unit cost below a thousand million pounds")]
fn rounded(pounds: f64) -> Pence {
    Pence((pounds * 100.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLLECTION: &str = "department_code,currency_code,currency_desc,activity,unit_cost,cost\nAmbulance,03,See & Convey,4928029,489.391225345812,2411734150.8\nOutpatient,X 1,Rare,,,336.0\n";
    const OWN: &str = "key,title,amount,unit,price_year,source,licence,covers\nnurse-hour,Nurse,£52.00,hour,2023/24,our copy,not to be passed on,bed-day respite-bed\n";

    #[test]
    fn a_national_cost_collection_is_read_to_the_penny_and_suppressed_costs_are_left_out() {
        let read = import("ncc_2024-25.csv", COLLECTION).unwrap();
        assert_eq!(read.unit_costs.keys().collect::<Vec<_>>(), ["ncc-ambulance-03"]);
        let cost = &read.unit_costs["ncc-ambulance-03"];
        assert_eq!((cost.pence.0, cost.price_year.to_string().as_str()), (48_939, "2024/25"));
        assert!(cost.provenance.source.contains("National Cost Collection 2024/25: Ambulance, currency 03"));
    }

    #[test]
    fn an_own_copy_is_read_with_its_source_and_what_it_covers() {
        let cost = &import("own.csv", OWN).unwrap().unit_costs["nurse-hour"];
        assert_eq!(cost.covers, ["bed-day", "respite-bed"]);
        assert_eq!((cost.kind, cost.provenance.licence.as_str()), (CostKind::Average, "not to be passed on"));
    }

    #[test]
    fn each_table_that_cannot_be_used_says_where_and_why() {
        let refused = |file: &str, text: &str| import(file, text).unwrap_err().to_string();
        assert!(refused("ncc.csv", COLLECTION).contains("says no year"));
        assert!(
            refused("own.csv", &OWN.replace("amount", "amuont"))
                .contains("no column 'amount'; did you mean 'amuont'?")
        );
        assert!(refused("own.csv", &OWN.replace("our copy", "")).contains("line 2, column source: is empty"));
        assert!(
            refused("own.csv", &OWN.replace("£52.00", "fifty")).contains("line 2, column amount: 'fifty'")
        );
        assert!(refused("own.csv", &OWN.replace("2023/24", "23")).contains("line 2, column price_year"));
        let twice = format!("{OWN}{}", OWN.lines().nth(1).unwrap());
        assert!(refused("own.csv", &twice).contains("line 3, column key: the key 'nurse-hour' stands twice"));
        assert!(
            refused("ncc_2024-25.csv", &COLLECTION.replace("489.39", "x489.39")).contains("is no number")
        );
        assert_eq!(import("own.csv", "key\n"), Err(ImportError::Empty));
    }
}
