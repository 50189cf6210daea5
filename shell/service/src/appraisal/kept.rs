//! Where appraisals lie in the store, a line a table, and how values of the record come in and out of it.

use crate::access::AccessError;
use crate::access::tables::{Found, Table};
use crate::record::Place;
use commonweal_store::{Change, Expected, Kept};

use super::Stored;

/// By id.
const APPRAISALS: Table<Stored> = Table::new("appraisal", Kept::Sealed);
/// The id of the appraisal, by the hash of the link's secret.
const LINKS: Table<String> = Table::new("appraisal_link", Kept::Open);
/// By body and id: which appraisals a body has a side in.
const SIDES: Table<String> = Table::new("appraisal_side", Kept::Open);

/// How long an appraisal is kept after it was last changed.
pub const KEPT_DAYS: u64 = 730;
pub(super) const DAY_SECONDS: u64 = 24 * 60 * 60;

pub(super) fn get(place: &Place, id: &str, now: u64) -> Result<Option<Found<Stored>>, AccessError> {
    APPRAISALS.get(place.store.as_ref(), id, now)
}

pub(super) fn put(
    id: &str,
    stored: &Stored,
    expected: Expected,
    now: u64,
) -> Result<Change<'static>, AccessError> {
    APPRAISALS.put(id, stored, expected, Some(now + KEPT_DAYS * DAY_SECONDS))
}

/// The change that takes an appraisal away.
pub(super) fn remove(id: &str, expected: Expected) -> Change<'static> {
    APPRAISALS.remove(id, expected)
}

/// The change that takes a body's side away.
pub(super) fn forgotten(body: &str, id: &str) -> Change<'static> {
    SIDES.remove(format!("{body}/{id}"), Expected::Any)
}

/// Every appraisal of the place.
pub(super) fn all(place: &Place, now: u64) -> Result<Vec<(String, Stored)>, AccessError> {
    let found = APPRAISALS.list(place.store.as_ref(), "", now)?;
    Ok(found.into_iter().map(|(id, found)| (id, found.value)).collect())
}

/// The appraisals in which a body of the record has a side.
pub(super) fn of_body(place: &Place, body: &str, now: u64) -> Result<Vec<(String, Stored)>, AccessError> {
    let listed = SIDES.list(place.store.as_ref(), &format!("{body}/"), now)?;
    let mut found = Vec::new();
    for (key, _) in listed {
        let id = key.rsplit('/').next().unwrap_or_default();
        if let Some(it) = get(place, id, now)? {
            found.push((id.to_owned(), it.value));
        }
    }
    Ok(found)
}

/// The change that notes a body's side.
pub(super) fn noted(body: &str, id: &str) -> Result<Change<'static>, AccessError> {
    SIDES.put(format!("{body}/{id}"), &String::new(), Expected::Any, None)
}

/// The appraisal to which a link leads, if the link is good.
pub(super) fn linked(place: &Place, hash: &str, now: u64) -> Result<Option<String>, AccessError> {
    Ok(LINKS.get(place.store.as_ref(), hash, now)?.map(|found| found.value))
}

pub(super) fn put_link(hash: &str, id: &str, until: u64) -> Result<Change<'static>, AccessError> {
    LINKS.put(hash, &id.to_owned(), Expected::Absent, Some(until))
}

pub(super) fn remove_link(hash: &str) -> Change<'static> {
    LINKS.remove(hash, Expected::Any)
}

/// A value of a fact, as its payload has it.
pub(super) mod as_field {
    use commonweal_record::canonical::Value;
    use commonweal_record::fact::{Field, Written};
    use serde::{Deserialize, Deserializer, Serializer, de, ser};

    pub(crate) fn serialize<T: Written, S: Serializer>(it: &T, serializer: S) -> Result<S::Ok, S::Error> {
        match it.write() {
            Value::Text(text) => serializer.serialize_str(&text),
            _ => Err(ser::Error::custom("it is no text")),
        }
    }

    pub(crate) fn deserialize<'de, T: Field, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::read(&Value::Text(String::deserialize(deserializer)?)).map_err(de::Error::custom)
    }
}

/// As [`as_field`], where there may be nothing.
pub(super) mod as_field_or_none {
    use commonweal_record::canonical::Value;
    use commonweal_record::fact::{Field, Written};
    use serde::{Deserialize, Deserializer, Serializer, de};

    #[expect(clippy::ref_option, reason = "the form that serde calls")]
    pub(crate) fn serialize<T: Written, S: Serializer>(
        it: &Option<T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match it {
            Some(it) => super::as_field::serialize(it, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, T: Field, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<T>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| T::read(&Value::Text(text)).map_err(de::Error::custom)).transpose()
    }
}
