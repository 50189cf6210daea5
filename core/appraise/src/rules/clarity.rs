//! What is, and what is not, a collaboration.

use std::collections::BTreeMap;

use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::members::{CooperationNoted, Groundwork};
use commonweal_record::partnership::Told;

use super::{called, each_partner, groundwork};
use crate::language::{self, Noticed};
use crate::rule::{Case, Group, Missing, Rule, Standing, Weight, ascending};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "sought_not_imposed",
        group: Group::Clarity,
        title: "At least two bodies each say what they gain",
        reason: "A partnership that is imposed is not a partnership. Two bodies that each say, in their own words, what is in it for \
                 them have sought one another.",
        weight: Weight::Refuses,
        judge: sought_not_imposed,
    },
    Rule {
        name: "every_partner_gains",
        group: Group::Clarity,
        title: "Every partner says what it gains",
        reason: "A partner that has never said what it gains was brought along, and will not stay when it is hard.",
        weight: Weight::Warns,
        judge: every_partner_gains,
    },
    Rule {
        name: "not_commissioning",
        group: Group::Clarity,
        title: "It is not commissioning under another name",
        reason: "Buying a service is not working together. A contract may be part of it only if every provider can have the same.",
        weight: Weight::Warns,
        judge: not_commissioning,
    },
    Rule {
        name: "not_only_a_board",
        group: Group::Clarity,
        title: "It is more than a board",
        reason: "A board that meets plans and networks. It becomes a collaboration when somebody's day changes, and until something \
                 is done together it is called planning and networking.",
        weight: Weight::Relabels,
        judge: not_only_a_board,
    },
    Rule {
        name: "inside_procurement_law",
        group: Group::Clarity,
        title: "Procurement law has been looked at, and does not stand in the way",
        reason: "Providers may work together inside procurement law. Where its words come up, somebody should have checked what it \
                 really asks.",
        weight: Weight::Warns,
        judge: inside_procurement_law,
    },
    Rule {
        name: "open_to_all_sectors",
        group: Group::Clarity,
        title: "Providers of every sector may join the discussion",
        reason: "The one who could help may be a charity, a council or a company. Words that shut others out are looked at twice.",
        weight: Weight::Warns,
        judge: open_to_all_sectors,
    },
    Rule {
        name: "no_sector_labels",
        group: Group::Clarity,
        title: "Nobody is labelled public or private",
        reason: "The labels carry assumptions about motives. A body's legal form and purpose say what it is.",
        weight: Weight::Warns,
        judge: no_sector_labels,
    },
    Rule {
        name: "style_named",
        group: Group::Clarity,
        title: "It is known which style it is",
        reason: "Mirror, integration and upstream partnerships gain in different ways, are judged differently, and carry different \
                 promises to staff.",
        weight: Weight::Asks,
        judge: style_named,
    },
];

/// The first statement of each body that has not left.
fn benefits<'c>(case: &Case<'c>) -> BTreeMap<&'c BodyId, u64> {
    let members = &case.partnership.members;
    let mut stated = BTreeMap::new();
    for told in &members.benefits {
        let left = members.partners.contains_key(&told.body) && !members.is_partner(&told.body);
        if !left {
            stated.entry(&told.body).or_insert(told.seq);
        }
    }
    stated
}

fn sought_not_imposed(case: &Case<'_>) -> Standing {
    let stated = benefits(case);
    let what = match stated.keys().next() {
        _ if stated.len() >= 2 => return Standing::met(stated.into_values()),
        None => "no body has said what it would gain, and two must".to_owned(),
        Some(only) => {
            format!("only {} has said what it would gain, and a second body must", called(case, only))
        }
    };
    Standing::Open {
        missing: vec![Missing::new("benefit_stated", what)],
        because: stated.into_values().collect(),
    }
}

fn every_partner_gains(case: &Case<'_>) -> Standing {
    let stated = benefits(case);
    each_partner(case, |body| {
        let silent = || format!("{} has not said what it gains", called(case, body));
        let entry = stated.get(body).copied().map(|entry| vec![entry]);
        entry.ok_or_else(|| Missing::from_body(body, "benefit_stated", silent()))
    })
}

/// Open because of words that stood out; `settles` says what settles each.
fn noticed(noticed: &[Noticed], why: &str, settles: impl Fn(String) -> Missing) -> Standing {
    let missing = |it: &Noticed| settles(format!("{} says '{}'; {why}", it.place, it.words));
    Standing::Open {
        missing: noticed.iter().map(missing).collect(),
        because: ascending(noticed.iter().map(|it| it.entry)),
    }
}

/// Met by the proposal whose words were read.
fn nothing_noticed(case: &Case<'_>) -> Standing {
    let proposed = &case.partnership.members.proposed;
    if proposed.is_empty() {
        return Standing::NotApplicable { why: "Nothing is proposed yet, so there are no words to read." };
    }
    Standing::met(proposed.last().map(|told| told.seq))
}

fn words_of(case: &Case<'_>, words: &[&'static str]) -> Vec<Noticed> {
    language::notice(language::passages(case.partnership), words)
}

fn not_commissioning(case: &Case<'_>) -> Standing {
    let found = words_of(case, language::COMMISSIONING);
    let open_to_all = words_of(case, language::OPEN_TO_ALL);
    if found.is_empty() {
        nothing_noticed(case)
    } else if open_to_all.is_empty() {
        let why =
            "say in a clause that every provider can have the same, or in other words what is done together";
        noticed(&found, why, |what| Missing::new("term_set", what))
    } else {
        Standing::met(open_to_all.iter().map(|it| it.entry))
    }
}

fn not_only_a_board(case: &Case<'_>) -> Standing {
    let mut found = language::notice(language::name(case.partnership), language::BOARD_IN_NAME);
    let elsewhere = language::passages(case.partnership).skip(language::name(case.partnership).count());
    found.extend(language::notice(elsewhere, language::BOARD));
    let noted = case.partnership.members.cooperation.iter();
    let done: Vec<u64> = noted.filter(|told| is_together(told)).map(|told| told.seq).collect();
    if found.is_empty() {
        nothing_noticed(case)
    } else if done.is_empty() {
        let why = "record something that is done together, or call it planning and networking";
        noticed(&found, why, |what| Missing::new("cooperation_noted", what))
    } else {
        Standing::met(done)
    }
}

/// Whether the work noted is with somebody else.
fn is_together(told: &Told<CooperationNoted>) -> bool {
    told.fact.with.iter().any(|body| *body != told.body)
}

fn inside_procurement_law(case: &Case<'_>) -> Standing {
    let found = words_of(case, language::PROCURING);
    let checked = groundwork::done(case, Groundwork::LegalCheck);
    if found.is_empty() {
        nothing_noticed(case)
    } else if checked.is_empty() {
        noticed(&found, "record the legal check", |what| {
            Missing::new("groundwork_done", what).with("what", Groundwork::LegalCheck.word())
        })
    } else {
        Standing::met(checked.into_values())
    }
}

fn open_to_all_sectors(case: &Case<'_>) -> Standing {
    let found = words_of(case, language::EXCLUDING);
    if found.is_empty() {
        return nothing_noticed(case);
    }
    noticed(&found, "providers of every sector may join the discussion", |what| {
        Missing::new("term_set", what)
    })
}

fn no_sector_labels(case: &Case<'_>) -> Standing {
    let found = words_of(case, language::LABELS);
    if found.is_empty() {
        return nothing_noticed(case);
    }
    noticed(&found, "name the bodies, or their legal form and purpose", |what| {
        Missing::new("partnership_proposed", what)
    })
}

fn style_named(case: &Case<'_>) -> Standing {
    match case.partnership.members.proposed.last() {
        Some(told) => Standing::met([told.seq]),
        None => Standing::open(Missing::new("partnership_proposed", "no style, place or aim is named yet")),
    }
}
