use std::fmt;
use std::str::FromStr;

use commonweal_quantity::{Frequency, Period};
use serde::{Deserialize, Serialize};

use super::Identifier;

/// Longest text that is kept of a field, in bytes.
const LONGEST: usize = 20_000;

macro_rules! fields {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal, $shape:ident;)+) => {
        /// What can be told of a body.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Field {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Field {
            /// Every field.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its name in files and on the command line.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            fn shape(self) -> Shape {
                match self { $(Self::$name => Shape::$shape,)+ }
            }
        }
    };
}

fields! {
    /// Its name.
    Name = "name", Text;
    /// What kind of body it is: NHS trust, county council, charity.
    Kind = "kind", Text;
    /// Its sector: health, local government, voluntary, police.
    Sector = "sector", Text;
    /// What it is for, in its own words.
    Purpose = "purpose", Text;
    /// Where it is, but for the postcode.
    Address = "address", Text;
    /// Postcode.
    Postcode = "postcode", Text;
    /// The body that it is a department of, by an identifier.
    PartOf = "part_of", Identifier;
    /// The place that it serves, by name or code.
    Place = "place", Text;
    /// Region.
    Region = "region", Text;
    /// Degrees north, WGS 84.
    Latitude = "latitude", Latitude;
    /// Degrees east, WGS 84.
    Longitude = "longitude", Longitude;
    /// Persons served.
    Population = "population", Amount;
    /// Deprivation of the population served: the average score of the Index of Multiple Deprivation, higher is worse.
    Deprivation = "deprivation", Amount;
    /// Life expectancy at birth of the population served, years.
    LifeExpectancy = "life_expectancy", Amount;
    /// What it spends in a year, pounds.
    SpendPounds = "spend_pounds", Amount;
    /// Its site.
    Website = "website", Text;
    /// First day.
    Opened = "opened", Day;
    /// Last day.
    Closed = "closed", Day;
}

#[derive(Debug, Clone, Copy)]
enum Shape {
    Text,
    Identifier,
    Amount,
    Latitude,
    Longitude,
    Day,
}

/// Why a value does not fit its field, or a word is no field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    /// Not what the field takes.
    #[error("'{value}' is no {}: write {takes}", field.word().replace('_', " "))]
    Value {
        /// The field.
        field: Field,
        /// What was written.
        value: String,
        /// What it takes.
        takes: &'static str,
    },
    /// No such field.
    #[error("'{word}' is no field of a body; the fields are {}", words())]
    Unknown {
        /// What was written.
        word: String,
    },
}

impl Field {
    /// A value of this field as it is kept: spaces around it taken off.
    ///
    /// # Errors
    /// [`FieldError::Value`].
    pub fn check(self, value: &str) -> Result<String, FieldError> {
        let value = value.trim();
        let number = || value.parse::<f64>().ok().filter(|number| number.is_finite());
        let (fits, takes) = match self.shape() {
            Shape::Text => (value.len() <= LONGEST, "at most 20,000 bytes of text"),
            Shape::Identifier => {
                (value.parse::<Identifier>().is_ok(), "an identifier with its list, such as GB-NHS/RXX")
            }
            Shape::Amount => (number().is_some_and(|it| it >= 0.0), "a number from 0 up, such as 152300"),
            Shape::Latitude => {
                (number().is_some_and(|it| it.abs() <= 90.0), "degrees north from -90 to 90, such as 53.59")
            }
            Shape::Longitude => {
                (number().is_some_and(|it| it.abs() <= 180.0), "degrees east from -180 to 180, such as -0.65")
            }
            Shape::Day => (is_day(value), "a day as 2026-04-01"),
        };
        if fits {
            // Spreadsheets write whole numbers as 97213.0.
            let whole = value.strip_suffix(".0").filter(|_| matches!(self.shape(), Shape::Amount));
            return Ok(whole.unwrap_or(value).to_owned());
        }
        let shown: String = value.chars().take(60).collect();
        Err(FieldError::Value { field: self, value: shown, takes })
    }
}

impl FromStr for Field {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        let wanted = text.trim().to_lowercase().replace([' ', '-'], "_");
        let found = Self::ALL.iter().copied().find(|field| field.word() == wanted);
        found.ok_or_else(|| FieldError::Unknown { word: text.trim().to_owned() })
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

fn words() -> String {
    Field::ALL.iter().map(|field| field.word()).collect::<Vec<_>>().join(", ")
}

fn is_day(text: &str) -> bool {
    text.parse::<Period>().is_ok_and(|period| period.frequency() == Frequency::Day)
}
