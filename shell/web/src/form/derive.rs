//! What follows from the record, so that nobody has to copy it.

use commonweal_record::fact::Which;
use commonweal_record::key::PublicKey;
use commonweal_record::partnership::{AgreementVersion, FOLD_VERSION, terms_hash};

use super::{Asked, INTENT, Known};

/// Fills in, where it was left blank, what follows from the record and the rest of the form.
pub(crate) fn derive(which: Which, asked: &mut Asked, known: &Known<'_>) {
    let is_new = asked.one(INTENT).is_empty();
    match which {
        Which::AgreementSigned => {
            if let Some((document, terms)) =
                version(asked, known).map(|it| (it.drafted.fact.document, terms_hash(&it.terms())))
            {
                fill(asked, "document", &document);
                fill(asked, "terms", &terms);
            }
        }
        Which::KeyAdded => {
            fill(asked, "of", &known.acting.body);
            if let Ok(key) = PublicKey::from_base64(asked.one("key")) {
                fill(asked, "key_id", &key.id());
            }
        }
        Which::BodyAmended => fill(asked, "body", &known.acting.body),
        Which::StateAttested if is_new => {
            fill(asked, "fold_version", &FOLD_VERSION);
            fill(asked, "size", &known.partnership.size);
            fill(asked, "state_hash", &known.partnership.state_hash());
        }
        Which::DecisionTaken if is_new => tally(asked, known),
        _ => {}
    }
}

fn fill(asked: &mut Asked, name: &str, value: &dyn std::fmt::Display) {
    if asked.is_blank(name) {
        asked.set(name, &value.to_string());
    }
}

fn version<'k>(asked: &Asked, known: &Known<'k>) -> Option<&'k AgreementVersion> {
    let mut agreements = known.partnership.agreements.iter();
    let (_, agreement) = agreements.find(|(id, _)| id.as_str() == asked.one("agreement"))?;
    let mut versions = agreement.versions.iter();
    versions.find(|(version, _)| version.to_string() == asked.one("version")).map(|(_, version)| version)
}

/// How the votes stand is how the decision ends, unless somebody says otherwise.
fn tally(asked: &mut Asked, known: &Known<'_>) {
    let mut decisions = known.partnership.decisions.iter();
    let Some((_, decision)) = decisions.find(|(id, _)| id.as_str() == asked.one("decision")) else { return };
    let tally = known.partnership.tally(decision);
    fill(asked, "outcome", &tally.outcome().word());
    if asked.is_blank("counted") {
        asked.add_all("counted", tally.counted.iter().map(ToString::to_string));
    }
}
