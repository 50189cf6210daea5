//! Fields of many values, each in one possible order.

use std::collections::{BTreeMap, BTreeSet};

use commonweal_quantity::{Pence, Share};

use crate::entry::{BodyId, SubjectId};

use super::control::Control;
use super::field::{Cause, Field, FieldError, Object, Types, Written, member, object_of, only, wrong_type};
use crate::canonical::Value;

impl<T: Written> Written for Option<T> {
    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, Written::write)
    }

    fn member(&self) -> Option<Value> {
        self.as_ref().map(Written::write)
    }
}

impl<T: Field> Field for Option<T> {
    fn read(value: &Value) -> Result<Self, FieldError> {
        T::read(value).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn describe(types: &mut Types) -> String {
        T::describe(types)
    }

    fn control() -> Control {
        Control::Optional(Box::new(T::control()))
    }
}

impl<T: Written> Written for Vec<T> {
    fn write(&self) -> Value {
        Value::List(self.iter().map(Written::write).collect())
    }
}

fn elements<T: Field>(value: &Value) -> Result<Vec<T>, FieldError> {
    let Value::List(values) = value else { return Err(wrong_type(value, "a list")) };
    let read = |(at, value)| T::read(value).map_err(|error| error.within(&format!("[{at}]")));
    values.iter().enumerate().map(read).collect()
}

impl<T: Field> Field for Vec<T> {
    fn read(value: &Value) -> Result<Self, FieldError> {
        elements(value)
    }

    fn describe(types: &mut Types) -> String {
        format!("list of: {}", T::describe(types))
    }

    fn control() -> Control {
        Control::List(Box::new(T::control()))
    }
}

impl<T: Written> Written for BTreeSet<T> {
    fn write(&self) -> Value {
        Value::List(self.iter().map(Written::write).collect())
    }
}

impl<T: Field + Ord + std::fmt::Display> Field for BTreeSet<T> {
    fn read(value: &Value) -> Result<Self, FieldError> {
        let elements = elements::<T>(value)?;
        ascending(elements.iter())?;
        Ok(elements.into_iter().collect())
    }

    fn describe(types: &mut Types) -> String {
        format!("ascending list of: {}", T::describe(types))
    }

    fn control() -> Control {
        Control::Set(Box::new(T::control()))
    }
}

fn ascending<'t, T: Ord + std::fmt::Display + 't>(
    mut keys: impl Iterator<Item = &'t T>,
) -> Result<(), FieldError> {
    let Some(mut last) = keys.next() else { return Ok(()) };
    for key in keys {
        if key <= last {
            return Err(FieldError::here(Cause::OutOfOrder { at: key.to_string() }));
        }
        last = key;
    }
    Ok(())
}

/// What a value in a [`PerBody`] is called there.
pub trait Measure: Field {
    /// The member's name.
    const NAME: &'static str;
}

impl Measure for Pence {
    const NAME: &'static str = "pence";
}

impl Measure for Share {
    const NAME: &'static str = "share";
}

impl Measure for BTreeSet<SubjectId> {
    const NAME: &'static str = "subjects";
}

/// One value a body, written as a list in ascending order of the bodies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerBody<T>(pub BTreeMap<BodyId, T>);

impl<T: Measure> Written for PerBody<T> {
    fn write(&self) -> Value {
        let row = |(body, value): (&BodyId, &T)| {
            Value::Object(Object::from([
                ("body".to_owned(), body.write()),
                (T::NAME.to_owned(), value.write()),
            ]))
        };
        Value::List(self.0.iter().map(row).collect())
    }
}

struct Row<T>(BodyId, T);

impl<T: Measure> Row<T> {
    fn read(value: &Value) -> Result<Self, FieldError> {
        let object = object_of(value)?;
        only(object, &["body", T::NAME])?;
        Ok(Self(member(object, "body")?, member(object, T::NAME)?))
    }
}

impl<T: Measure> Field for PerBody<T> {
    fn read(value: &Value) -> Result<Self, FieldError> {
        let Value::List(values) = value else { return Err(wrong_type(value, "a list")) };
        let read = |(at, value)| Row::<T>::read(value).map_err(|error| error.within(&format!("[{at}]")));
        let rows: Vec<Row<T>> = values.iter().enumerate().map(read).collect::<Result<_, _>>()?;
        ascending(rows.iter().map(|row| &row.0))?;
        Ok(Self(rows.into_iter().map(|Row(body, value)| (body, value)).collect()))
    }

    fn describe(types: &mut Types) -> String {
        format!("ascending list of `{{body, {}}}`: {}", T::NAME, T::describe(types))
    }

    fn control() -> Control {
        Control::PerBody { name: T::NAME, value: Box::new(T::control()) }
    }
}

impl PerBody<Pence> {
    /// The sum, or `None` where it cannot be held.
    pub fn total(&self) -> Option<Pence> {
        self.0.values().try_fold(0_i64, |sum, part| sum.checked_add(part.0)).map(Pence)
    }

    /// Refuses an allocation whose parts do not sum to `whole`.
    pub(crate) fn must_sum_to(&self, whole: Pence) -> Result<(), FieldError> {
        match self.total() {
            None => Err(FieldError::here(Cause::Overflow)),
            Some(sum) if sum == whole => Ok(()),
            Some(sum) => {
                Err(FieldError::here(Cause::DoesNotSum { sum: sum.to_string(), whole: whole.to_string() }))
            }
        }
    }
}

impl PerBody<Share> {
    /// Refuses shares that do not sum to the whole.
    pub(crate) fn must_be_whole(&self) -> Result<(), FieldError> {
        match sum_of_shares(self.0.values()) {
            None => Err(FieldError::here(Cause::Overflow)),
            Some((1, 1)) => Ok(()),
            Some((over, under)) => {
                let sum = format!("{over}/{under}");
                Err(FieldError::here(Cause::DoesNotSum { sum, whole: "1/1".to_owned() }))
            }
        }
    }
}

/// Numerator and denominator of a sum in lowest terms, which may be more than the whole; none where they would be too large.
pub(crate) fn sum_of_shares<'s>(shares: impl IntoIterator<Item = &'s Share>) -> Option<(u128, u128)> {
    shares.into_iter().try_fold((0_u128, 1_u128), |(n, d), share| {
        let (m, e) = (u128::from(share.numerator()), u128::from(share.denominator()));
        let (over, under) = (n.checked_mul(e)?.checked_add(m.checked_mul(d)?)?, d.checked_mul(e)?);
        let divisor = greatest_common_divisor(over, under);
        Some((over / divisor, under / divisor))
    })
}

/// Of two numbers that are not both nought.
fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
