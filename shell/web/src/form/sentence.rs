//! What is wrong with a field, for the person who filled it in.

use commonweal_record::fact::Cause;
use commonweal_record::fact::control::Control;

use super::label::{inner, within};

/// A field was left blank that must not be.
pub(super) fn missing(label: &str, control: Control) -> String {
    let label = within(label);
    match inner(control) {
        Control::Choice(_) | Control::Id { .. } | Control::Body | Control::Person | Control::Shapes(_) => {
            format!("Choose {label}")
        }
        Control::Date => format!("Enter a day, month and year for {label}"),
        Control::Document => format!("Write {label}, or give the hash of a document that is kept already"),
        _ => format!("Enter {label}"),
    }
}

/// A value that the record does not take.
pub(super) fn wrong(label: &str, cause: &Cause) -> String {
    match cause {
        Cause::Missing => format!("Enter {}", within(label)),
        Cause::Unexpected { .. } => format!("{label} is not asked for here: leave it out"),
        Cause::WrongType { wanted, .. } => format!("{label} must be {wanted}"),
        Cause::Malformed { wanted, .. } if wanted.starts_with("a date") => {
            format!("{label} must be a day that the calendar has")
        }
        Cause::Malformed { found, wanted } => format!("{label} must be {wanted}, and ‘{found}’ is not"),
        Cause::OutOfRange { what: "a length of", most, found, .. } => {
            format!("{label} must be {most} characters or fewer; it has {found}")
        }
        Cause::OutOfRange { what: "the pence", .. } => format!("{label} must be more than £0"),
        Cause::OutOfRange { what: "a group of", least, .. } => {
            format!("{label} must be {least} or more, the fewest answers behind any figure")
        }
        Cause::OutOfRange { least, most, .. } => format!("{label} must be from {least} to {most}"),
        Cause::NotAChoice { .. } => format!("Choose {} from the list", within(label)),
        Cause::LooksPersonal => {
            format!(
                "{label} must not contain @: nobody's address stands in the record, where it could not be taken away"
            )
        }
        Cause::OutOfOrder { at } => format!("{label} has {at} twice: give each once"),
        Cause::DoesNotSum { sum, whole } => format!(
            "{label}: the parts come to {sum}, and the whole is {whole}. Change them until the two are the same"
        ),
        Cause::Overflow => {
            format!("{label}: the numbers are too large to add up exactly. Record them in several facts")
        }
        Cause::NotAKey(error) => format!("{label}: {error}"),
        Cause::Contradicts(words) => format!("{label} {words}"),
    }
}
