use super::{Body, Field, Register};

/// What somebody looks for; what is empty does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Words that its name, identifiers, place or services must all have, whatever their case.
    pub words: String,
    /// Its kind.
    pub kind: Option<String>,
    /// Its sector.
    pub sector: Option<String>,
    /// Its region or place.
    pub place: Option<String>,
}

impl Register {
    /// The bodies that a query finds, by name.
    pub fn search(&self, query: &Query) -> Vec<&Body> {
        let words: Vec<String> = query.words.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let is = |wanted: &Option<String>, value: Option<&str>| {
            wanted.as_ref().is_none_or(|wanted| value.is_some_and(|value| value.eq_ignore_ascii_case(wanted)))
        };
        let mut found: Vec<(String, &Body)> = self
            .bodies()
            .filter(|body| {
                is(&query.kind, body.value(Field::Kind))
                    && is(&query.sector, body.value(Field::Sector))
                    && (is(&query.place, body.value(Field::Region))
                        || is(&query.place, body.value(Field::Place)))
            })
            .filter(|body| has_all(body, &words))
            .map(|body| (body.name().to_lowercase(), body))
            .collect();
        found.sort_by(|(left, one), (right, other)| left.cmp(right).then_with(|| one.key.cmp(&other.key)));
        found.into_iter().map(|(_, body)| body).collect()
    }
}

/// Whether what is told of a body has every word; each may be in another part.
fn has_all(body: &Body, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let mut text = body.key.to_string();
    let mut also = |part: &str| {
        text.push('\n');
        text.push_str(part);
    };
    for identifier in body.identifiers.keys() {
        also(&identifier.to_string());
    }
    for field in [Field::Name, Field::Kind, Field::Place, Field::Region, Field::Postcode, Field::Address] {
        also(body.value(field).unwrap_or_default());
    }
    for service in body.services() {
        also(service);
    }
    let text = text.to_lowercase();
    words.iter().all(|word| text.contains(word.as_str()))
}
