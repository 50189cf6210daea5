//! Every rule, by what it is about.

mod agreement;
mod clarity;
mod considerations;
mod evidence;
mod groundwork;
mod leads;
mod upstream;

use commonweal_record::entry::BodyId;

use crate::rule::{Case, Missing, Rule, Standing};

/// Every rule, in the order of the groups.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let groups: [&[Rule]; 7] = [
        clarity::RULES,
        considerations::RULES,
        leads::RULES,
        groundwork::RULES,
        agreement::RULES,
        evidence::RULES,
        upstream::RULES,
    ];
    groups.into_iter().flatten()
}

/// The rule of that name.
pub fn named(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// What one body's part in a rule comes to: the entries that prove it, or what it misses.
type Part = Result<Vec<u64>, Missing>;

/// Met when every partner has done its part; open with what each that has not misses, and while nobody has joined.
fn each_partner(case: &Case<'_>, part: impl Fn(&BodyId) -> Part) -> Standing {
    let (mut proof, mut missing) = (Vec::new(), Vec::new());
    let mut partners = case.partnership.members.current().peekable();
    if partners.peek().is_none() {
        return Standing::open(Missing::new("partner_joined", "nobody has joined yet"));
    }
    for body in partners {
        match part(body) {
            Ok(entries) => proof.extend(entries),
            Err(misses) => missing.push(misses),
        }
    }
    Standing::unless(missing, proof)
}

/// A body by its name.
fn called<'c>(case: &'c Case<'_>, body: &'c BodyId) -> &'c str {
    case.partnership.members.bodies.get(body).map_or(body.as_str(), |known| known.name())
}
