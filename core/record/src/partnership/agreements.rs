//! Agreements: versions, the terms in force, who signed which text.

use std::collections::BTreeMap;

use super::told::{add, state};
use super::{Folded, Matter, Partnership, TermPlace, Told};
use crate::canonical::{self, Value};
use crate::entry::BodyId;
use crate::fact::kinds::agreement::{
    AgreementAmended, AgreementDrafted, AgreementEnded, AgreementSigned, Term, TermSet, Version,
};
use crate::fact::{AgreementId, ClauseId, Written};
use crate::tree::Hash;

state! {
    /// A version of an agreement.
    pub struct AgreementVersion {
        /// Its drafting.
        pub drafted: Told<AgreementDrafted>,
        /// Every setting of a term, in order; the latest of a clause counts.
        pub set: Vec<Told<TermSet>>,
        /// Signatures over this text and these terms, by body.
        pub signed: BTreeMap<BodyId, Told<AgreementSigned>>,
        /// Signatures over another text or other terms, which bind nobody.
        pub signed_otherwise: Vec<Told<AgreementSigned>>,
    }

    /// An agreement.
    pub struct Agreement {
        /// Its versions.
        pub versions: BTreeMap<Version, AgreementVersion>,
        /// The version in force: the latest that every partner at that moment had signed.
        pub in_force: Option<Version>,
        /// Amendments, in order.
        pub amended: Vec<Told<AgreementAmended>>,
        /// The parties that have ended it.
        pub ended: BTreeMap<BodyId, Told<AgreementEnded>>,
        /// The entry from which it is over: every partner that had signed the version in force has ended it.
        pub over_from: Option<u64>,
    }
}

impl AgreementVersion {
    /// The terms as they stand, by clause.
    pub fn terms(&self) -> BTreeMap<&ClauseId, &Term> {
        self.set.iter().map(|told| (&told.fact.clause, &told.fact.term)).collect()
    }
}

/// SHA-256 over the canonical JSON of the list of `{"clause", "term"}` in ascending order of the clauses: what `agreement_signed` carries.
pub fn terms_hash(terms: &BTreeMap<&ClauseId, &Term>) -> Hash {
    let pair = |(clause, term): (&&ClauseId, &&Term)| {
        Value::object([("clause", clause.write()), ("term", term.write())])
    };
    Hash::of(&canonical::to_bytes(&Value::List(terms.iter().map(pair).collect())))
}

impl Partnership {
    /// The terms of all agreements in force, each with its place.
    pub fn terms_in_force(&self) -> impl Iterator<Item = (&Term, TermPlace)> {
        self.agreements.iter().flat_map(|(id, agreement)| {
            let version = agreement.in_force.and_then(|version| agreement.versions.get(&version));
            let terms = version.map(AgreementVersion::terms).unwrap_or_default();
            terms.into_iter().map(move |(clause, term)| {
                (term, TermPlace { agreement: id.clone(), clause: clause.clone() })
            })
        })
    }

    /// The version that a fact is about, unless the agreement or the version is not there, or the agreement has ended.
    fn open_version(
        &mut self,
        agreement: &AgreementId,
        version: Version,
        found: &mut Vec<Matter>,
    ) -> Option<&mut AgreementVersion> {
        let Some(known) = self.agreements.get_mut(agreement) else {
            found.push(Matter::unknown("agreement", &agreement));
            return None;
        };
        if known.over_from.is_some() {
            found.push(Matter::closed("agreement", &agreement));
            return None;
        }
        let version_known = known.versions.get_mut(&version);
        if version_known.is_none() {
            found.push(Matter::unknown("version of the agreement", &version));
        }
        version_known
    }
}

impl Folded for AgreementDrafted {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let empty = || Agreement {
            versions: BTreeMap::new(),
            in_force: None,
            amended: Vec::new(),
            ended: BTreeMap::new(),
            over_from: None,
        };
        let agreement = state.agreements.entry(told.fact.agreement.clone()).or_insert_with(empty);
        let version = told.fact.version;
        if agreement.over_from.is_some() {
            found.push(Matter::closed("agreement", &told.fact.agreement));
        } else {
            let drafted = AgreementVersion {
                drafted: told,
                set: Vec::new(),
                signed: BTreeMap::new(),
                signed_otherwise: Vec::new(),
            };
            add(&mut agreement.versions, version, "version of the agreement", drafted, found);
        }
    }
}

impl Folded for TermSet {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let Some(version) = state.open_version(&told.fact.agreement, told.fact.version, found) else {
            return;
        };
        if version.signed.is_empty() {
            version.set.push(told);
        } else {
            found.push(Matter::TermAfterSignature);
        }
    }
}

impl Folded for AgreementSigned {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let Self { agreement, version, document, terms } = told.fact.clone();
        let Some(known) = state.open_version(&agreement, version, found) else { return };
        let (drafted, set) = (known.drafted.fact.document, terms_hash(&known.terms()));
        let body = told.body.clone();
        if document != drafted {
            found.push(Matter::SignedAnotherText { body, signed: document, drafted });
            known.signed_otherwise.push(told);
        } else if terms != set {
            found.push(Matter::SignedOtherTerms { body, signed: terms, set });
            known.signed_otherwise.push(told);
        } else {
            add(&mut known.signed, body, "signature of", told, found);
            state.put_in_force(&agreement, version);
        }
    }
}

impl Partnership {
    /// Puts a version in force once every partner has signed it, unless a later one is in force.
    fn put_in_force(&mut self, agreement: &AgreementId, version: Version) {
        let Some(known) = self.agreements.get_mut(agreement) else { return };
        let Some(signed) = known.versions.get(&version).map(|known| &known.signed) else { return };
        let complete = self.members.current().all(|body| signed.contains_key(body));
        if complete && self.members.current().next().is_some() {
            known.in_force = known.in_force.max(Some(version));
        }
    }
}

impl Folded for AgreementAmended {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let Self { agreement, from, to, decision } = told.fact.clone();
        if let Some(decision) = decision.filter(|decision| !state.decision_stands(decision)) {
            found.push(Matter::DecisionDoesNotStand { decision: decision.to_string() });
            return;
        }
        if state.open_version(&agreement, from, found).is_none()
            || state.open_version(&agreement, to, found).is_none()
        {
            return;
        }
        if let Some(known) = state.agreements.get_mut(&agreement) {
            known.amended.push(told);
        }
    }
}

impl Folded for AgreementEnded {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let id = told.fact.agreement.clone();
        let Some(known) = state.agreements.get_mut(&id) else {
            found.push(Matter::unknown("agreement", &id));
            return;
        };
        if known.over_from.is_some() {
            found.push(Matter::closed("agreement", &id));
        } else if !state.members.is_partner(&told.body) {
            found.push(Matter::NotAPartner { body: told.body });
        } else {
            let seq = told.seq;
            add(&mut known.ended, told.body.clone(), "ending by", told, found);
            let signed =
                known.in_force.and_then(|version| known.versions.get(&version)).map(|known| &known.signed);
            let party = |body: &&BodyId| signed.is_none_or(|signed| signed.contains_key(*body));
            if state.members.current().filter(party).all(|body| known.ended.contains_key(body)) {
                known.in_force = None;
                known.over_from = Some(seq);
            }
        }
    }
}
