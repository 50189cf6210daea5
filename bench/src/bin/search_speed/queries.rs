//! What is searched for.

use crate::names;

/// Where bodies are searched.
pub(crate) const BODIES: &str = "/register?";
/// Where partnerships are searched.
pub(crate) const PARTNERSHIPS: &str = "/partnerships?";

/// A query, and what it is.
pub(crate) struct Query {
    pub(crate) name: String,
    pub(crate) path: String,
}

/// A spread of queries with the awkward ones, and the pages that rest on the register.
pub(crate) fn all(bodies: u64) -> Vec<Query> {
    let place = names::place(7).to_lowercase();
    let slip = format!("{}{}", &place[1..2], &place[..1]) + &place[2..];
    let last = bodies.saturating_sub(1);
    let of_bodies = [
        ("everybody", String::new()),
        ("the last page of everybody", format!("from={}", bodies.saturating_sub(50))),
        ("a place", format!("q={place}")),
        ("a place and a kind in words", format!("q={place}+council")),
        ("a code", format!("q=BENCH%2F{last}")),
        ("a service", "q=lunch+club".to_owned()),
        ("one letter", "q=a".to_owned()),
        ("two letters", "q=ho".to_owned()),
        ("a letter that nobody has", "q=%C3%9F".to_owned()),
        ("nothing that is near anything", "q=qqqqzzzzxxxx".to_owned()),
        ("a slip in a place's name", format!("q={slip}")),
        ("a slip, and a word that many have", format!("q=council+{slip}")),
        ("ten words, the last of which nobody has", "q=a+e+i+o+u+s+t+r+n+qzx".to_owned()),
        ("a kind", "kind=charity".to_owned()),
        ("a sector", "sector=health".to_owned()),
        ("a region or place in part", "place=salt".to_owned()),
        ("words, kind, sector and place", format!("q=care&kind=trust&sector=health&place={place}")),
        ("words and a kind that do not go together", format!("q={place}&kind=police&sector=health")),
    ];
    let of_partnerships = [
        ("all", String::new()),
        ("the last page of all", "from=5450".to_owned()),
        ("an aim and a place", format!("q=falls+{place}")),
        ("one letter", "q=a".to_owned()),
        ("nothing", "q=qqqqzzzzxxxx".to_owned()),
        ("a slip in a place's name", format!("q={slip}")),
        ("a style", "style=upstream".to_owned()),
        ("a sector", "sector=fire".to_owned()),
        ("a place in part", "place=salt".to_owned()),
        ("words, style, sector and place", format!("q=falls&style=mirror&sector=nhs&place={place}")),
    ];
    let pages = [
        ("the page of a body", format!("/register/BENCH/{last}")),
        ("three styles of candidates for a body", format!("/find?need=fewer+falls&of=BENCH%2F{last}")),
        ("a need without a body", "/find?need=our+A%26E+is+full".to_owned()),
        ("needs and offers", "/find/skills".to_owned()),
        ("one skill", "/find/skill?name=skill+100".to_owned()),
    ];
    let query = |of: &str, what: &str, asked: &str| Query {
        name: format!("{}: {what}", of.trim_matches(['/', '?'])),
        path: format!("{of}{asked}"),
    };
    let bodies = of_bodies.iter().map(|(what, asked)| query(BODIES, what, asked));
    let partnerships = of_partnerships.iter().map(|(what, asked)| query(PARTNERSHIPS, what, asked));
    let pages = pages.into_iter().map(|(name, path)| Query { name: name.to_owned(), path });
    bodies.chain(partnerships).chain(pages).collect()
}
