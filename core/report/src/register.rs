//! The register of bodies as text, JSON and CSV.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use commonweal_find::register::{Body, Field, How, List, Register, Succession, Taken};
use serde_json::{Value, json};

use crate::sharing::field as quoted;

/// Changes and names that the text of an import lists.
const LISTED: usize = 20;

/// Bodies that a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing<'r> {
    /// By name.
    pub found: Vec<&'r Body>,
    /// Bodies in the register.
    pub of: usize,
}

/// Whether what an import found was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It was.
    Done,
    /// Nothing was.
    WouldBe,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportTold<'i> {
    /// To the register.
    pub taken: &'i Taken,
    /// Codes of schemes that are new.
    pub schemes: Vec<&'i str>,
    /// Columns that were left out.
    pub left_out: &'i [String],
    /// Whether it was written.
    pub written: Written,
}

/// What is now otherwise, in words.
pub fn import_text(told: &ImportTold<'_>) -> String {
    let ImportTold { taken, schemes, left_out, written } = told;
    let changed: BTreeSet<_> = taken.changes.iter().map(|change| &change.body).collect();
    let mut text = format!(
        "{}{} new, {} changed, {} as before; {} new successions",
        if *written == Written::WouldBe { "Nothing is written. It would be: " } else { "Bodies: " },
        taken.added.len(),
        changed.len(),
        taken.unchanged,
        taken.successions.len(),
    );
    if !schemes.is_empty() {
        let _ = write!(text, "; {} new schemes", schemes.len());
    }
    text.push_str(".\n");
    for change in taken.changes.iter().take(LISTED) {
        let side = |value: &Option<String>| {
            value.as_ref().map_or_else(|| "nothing".to_owned(), |value| format!("'{}'", brief(value)))
        };
        let _ = writeln!(
            text,
            "  {}  {}: {}, before {}",
            change.body,
            change.what,
            side(&change.after),
            side(&change.before)
        );
    }
    if taken.changes.len() > LISTED {
        let _ = writeln!(text, "  and {} changes more", taken.changes.len() - LISTED);
    }
    if !left_out.is_empty() {
        let shown: Vec<&str> = left_out.iter().take(LISTED).map(String::as_str).collect();
        let more = if left_out.len() > LISTED {
            format!(" and {} more", left_out.len() - LISTED)
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "Columns that no field of a body is called: {}{more}; --column COLUMN=FIELD takes one in.",
            shown.join(", ")
        );
    }
    text
}

/// A line a body.
pub fn list_text(listing: &Listing<'_>) -> String {
    let mut text = format!("{} of {} bodies.\n", listing.found.len(), listing.of);
    if listing.of == 0 {
        text.push_str(
            "Nothing was read into the register yet: 'commonweal register import --help' has examples.\n",
        );
    }
    for body in &listing.found {
        let facts =
            [Field::Kind, Field::Place, Field::Region].into_iter().filter_map(|field| body.value(field));
        let facts: Vec<&str> = facts.collect();
        let _ = writeln!(text, "  {}  {}  {}", body.key, body.name(), facts.join(", "));
    }
    text
}

/// A row a body, a column a field.
pub fn list_csv(listing: &Listing<'_>) -> String {
    let mut text = "key,identifiers".to_owned();
    for field in Field::ALL {
        let _ = write!(text, ",{field}");
    }
    text.push('\n');
    for body in &listing.found {
        let identifiers: Vec<String> = body.identifiers.keys().map(ToString::to_string).collect();
        let _ = write!(text, "{},{}", body.key, identifiers.join(";"));
        for field in Field::ALL {
            let _ = write!(text, ",{}", quoted(body.value(*field).unwrap_or_default()));
        }
        text.push('\n');
    }
    text
}

/// The bodies with all that is told of each.
pub fn list_json(listing: &Listing<'_>) -> String {
    written(&json!({ "of": listing.of, "bodies": listing.found }))
}

/// A body with all that is told of it, its sources and its successions.
pub fn body_json(register: &Register, body: &Body) -> String {
    let sources: Vec<_> = register.sources().collect();
    let successions: Vec<_> = register.successions_of(body).collect();
    written(&json!({ "body": body, "sources": sources, "successions": successions }))
}

/// What is told of a body, by whom, since when.
pub fn body_text(register: &Register, body: &Body) -> String {
    let mut text = format!("{}\n", body.name());
    for (identifier, source) in &body.identifiers {
        let _ = writeln!(text, "  {identifier}  (from {source})");
    }
    for (field, told) in &body.fields {
        for (source, told) in told {
            let _ = writeln!(
                text,
                "  {}: {}  ({source}, since {})",
                field.word().replace('_', " "),
                told.value,
                told.since
            );
        }
    }
    for (list, told) in &body.lists {
        for (source, items) in told {
            let _ = writeln!(text, "  {} {list}s ({source}):", items.len());
            for (id, value) in items {
                let _ = writeln!(text, "    {}", item(*list, id, value));
            }
        }
    }
    for (source, day) in &body.no_longer_listed {
        let _ = writeln!(text, "  no longer listed by {source} since {day}");
    }
    for (succession, source) in register.successions_of(body) {
        let _ = writeln!(text, "  {}  ({source})", succession_words(register, succession));
    }
    let _ = writeln!(text, "Sources:");
    for source in sources_of(body).into_iter().filter_map(|name| register.source(name)) {
        let _ = writeln!(text, "  {}, as of {}, {}", source.name, source.as_of, source.licence);
    }
    text
}

/// One item of a list in words: an amount with its name.
pub fn item(list: List, id: &str, value: &str) -> String {
    match list {
        List::Services | List::Needs | List::Offers => value.to_owned(),
        List::Posts => format!("{id}: {value} a year"),
        List::Areas => format!("{id}: {}", amount(value)),
    }
}

/// People, or a share of them.
fn amount(value: &str) -> String {
    match value.parse::<f64>() {
        Ok(share) if share < 1.0 => format!("{:.1}%", 100.0 * share),
        _ => value.to_owned(),
    }
}

/// The sources that tell anything of a body, by name.
pub fn sources_of(body: &Body) -> BTreeSet<&str> {
    let fields = body.fields.values().flat_map(BTreeMap::keys);
    let lists = body.lists.values().flat_map(BTreeMap::keys);
    body.identifiers.values().chain(fields).chain(lists).map(String::as_str).collect()
}

/// Who followed whom, in words.
pub fn succession_words(register: &Register, succession: &Succession) -> String {
    let name = |identifier| match register.body(identifier) {
        Some(body) => format!("{} ({identifier})", body.name()),
        None => identifier.to_string(),
    };
    let on = succession.on.map_or_else(String::new, |day| format!(" on {day}"));
    match succession.how {
        How::Succeeded => format!("{} followed {}{on}", name(&succession.to), name(&succession.from)),
        How::Recoded => format!("{} was coded {} before{on}", name(&succession.to), succession.from),
    }
}

fn brief(text: &str) -> String {
    let mut brief: String = text.chars().take(80).collect();
    if brief.len() < text.len() {
        brief.push('…');
    }
    brief
}

pub(crate) fn written(value: &Value) -> String {
    format!("{value:#}\n")
}
