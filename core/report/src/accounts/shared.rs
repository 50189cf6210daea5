//! What each put in, what is claimed, what was shared.

use commonweal_quantity::Pence;
use commonweal_record::fact::PerBody;
use commonweal_record::fact::kinds::money::Contribution;
use commonweal_record::partnership::{Division, Partnership};

use super::{Sheet, Value, body_values, day};

/// A row a contribution.
pub(super) fn contributions(partnership: &Partnership) -> Sheet {
    let rows = partnership.ledgers.contributions.iter().map(|told| {
        let (money, minutes, energy) = match &told.fact.contribution {
            Contribution::Money { pence } => (Value::Money(*pence), Value::Nothing, Value::Nothing),
            Contribution::Time { minutes } => (Value::Nothing, Value::Count(minutes.get()), Value::Nothing),
            Contribution::Energy { form } => (Value::Nothing, Value::Nothing, Value::text(form.phrase())),
        };
        let [body, name] = body_values(partnership, &told.body);
        vec![Value::Day(day(told)), body, name, money, minutes, energy, Value::count(told.seq)]
    });
    Sheet {
        name: "Contributions",
        columns: &["day", "body", "name", "money", "minutes", "energy", "entry"],
        rows: rows.collect(),
    }
}

/// A row a benefit claimed.
pub(super) fn benefits(partnership: &Partnership) -> Sheet {
    let rows = partnership.ledgers.claims.values().map(|told| {
        let claim = &told.fact;
        let [body, name] = body_values(partnership, &claim.beneficiary);
        vec![
            Value::text(claim.claim.as_str()),
            Value::text(claim.title.as_str()),
            body,
            name,
            Value::text(claim.sort.phrase()),
            Value::Money(claim.pence),
            claim.evaluation.as_ref().map_or(Value::Nothing, |id| Value::text(id.as_str())),
            Value::count(told.seq),
        ]
    });
    Sheet {
        name: "Benefits",
        columns: &["claim", "title", "body", "name", "sort", "worth", "evaluation", "entry"],
        rows: rows.collect(),
    }
}

/// What an event is called.
pub(super) fn title_of<'d>(id: &'d str, division: &'d Division) -> &'d str {
    division.shock.as_ref().map_or(id, |told| told.fact.title.as_str())
}

/// A row for each body and what struck it or fell to it.
pub(super) fn events(partnership: &Partnership) -> Sheet {
    let mut rows = Vec::new();
    for (id, division) in &partnership.ledgers.events {
        let mut add = |what: &str, rule: &str, by: &PerBody<Pence>, day: String, seq: u64| {
            rows.extend(by.0.iter().map(|(body, pence)| {
                let [body, name] = body_values(partnership, body);
                vec![
                    Value::text(id.as_str()),
                    Value::text(title_of(id.as_str(), division)),
                    Value::Day(day.clone()),
                    Value::text(what),
                    body,
                    name,
                    Value::Money(*pence),
                    Value::text(rule),
                    Value::count(seq),
                ]
            }));
        };
        if let Some(told) = &division.shock {
            add("struck", "", &told.fact.struck, day(told), told.seq);
        }
        if let Some(told) = &division.loss {
            add("loss", told.fact.rule.phrase(), &told.fact.allocation, day(told), told.seq);
        }
        if let Some(told) = &division.gain {
            add("gain", told.fact.rule.phrase(), &told.fact.allocation, day(told), told.seq);
        }
    }
    Sheet {
        name: "Shared gains and losses",
        columns: &["event", "title", "day", "what", "body", "name", "amount", "rule", "entry"],
        rows,
    }
}
