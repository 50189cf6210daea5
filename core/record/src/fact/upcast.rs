//! Lifting payloads of older schemas to the newest, one pure step a schema. What was signed stays as it is; only the reading is lifted.

use super::field::{Cause, FieldError, Object, Written, member, object_of, only, text_of};
use super::kinds::money::Energy;
use super::{Kind, Whole};
use crate::canonical::Value;
use commonweal_quantity::Pence;

/// Lifts a payload from one schema of a kind to the next.
pub type Step = fn(&Object) -> Result<Object, FieldError>;

/// Every step: kind, schema that it starts from, function.
pub const STEPS: &[(&str, u64, Step)] = &[("contribution_made", 1, contribution_made_1)];

/// How the old schemas looked, for the table of kinds.
pub(crate) const OLD_SCHEMAS: &str = "\
| kind | schema | payload | lifted to the next by |\n|---|---|---|---|\n\
| contribution_made | 1 | `of`: `money`, `time` or `energy`; with it `pence`, `hours` (whole number from 1 to 9999999) or `form` | `contribution` with `of` as its `type`; 60 minutes an hour |\n";

/// The payload in the newest schema of `kind`.
///
/// # Errors
/// A [`FieldError`] where the payload does not have the shape of its own schema.
pub fn upcast(kind: &Kind, schema: u64, payload: &Value) -> Result<Value, FieldError> {
    let mut object = object_of(payload)?.clone();
    for from in schema..kind.schema {
        let step = STEPS.iter().find(|(name, start, _)| *name == kind.name && *start == from);
        let (_, _, step) = step.ok_or_else(|| {
            FieldError::here(Cause::Contradicts(
                "has an old schema without a step to the next; report it as a fault of this program",
            ))
        })?;
        object = step(&object)?;
    }
    Ok(Value::Object(object))
}

/// Schema 1 counted time in whole hours, so that a meeting of ninety minutes could not be told; schema 2 counts minutes, and puts the
/// contribution under one member with its `type`.
fn contribution_made_1(old: &Object) -> Result<Object, FieldError> {
    let of = old.get("of").ok_or_else(|| FieldError::at("of", Cause::Missing))?;
    let word = text_of(of, "money, time or energy").map_err(|error| error.within("of"))?;
    let (name, value) = match word {
        "money" => {
            only(old, &["of", "pence"])?;
            ("pence", member::<Pence>(old, "pence")?.write())
        }
        "time" => {
            only(old, &["hours", "of"])?;
            let hours: Whole<1, 9_999_999> = member(old, "hours")?;
            ("minutes", Value::Integer(hours.get() * 60))
        }
        "energy" => {
            only(old, &["form", "of"])?;
            ("form", member::<Energy>(old, "form")?.write())
        }
        other => return Err(super::table::not_a_choice(other, &["money", "time", "energy"]).within("of")),
    };
    let contribution =
        Object::from([(name.to_owned(), value), ("type".to_owned(), Value::Text(word.to_owned()))]);
    Ok(Object::from([("contribution".to_owned(), Value::Object(contribution))]))
}
