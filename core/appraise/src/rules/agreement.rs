//! What the agreement says, and who signed it.

use commonweal_record::fact::kinds::agreement::{PlainSubject, ShareRule, Shared, Term};
use commonweal_record::partnership::AgreementVersion;

use super::{called, each_partner};
use crate::language::{latest, settings};
use crate::rule::{Case, Group, Missing, Rule, Standing};

pub(super) const RULES: &[Rule] = &[
    Group::Agreement.asks(
        "term_common_benefit",
        "It names the common public benefit",
        "What the partners want together, for the people they serve, is what every other clause is read by.",
        |case| says(case, "the common public benefit", |term| plain(term, PlainSubject::CommonBenefit)),
    ),
    Group::Agreement.asks(
        "term_mutual_need",
        "It says why the partners need one another",
        "Bodies that could each do it alone will, as soon as it is easier.",
        |case| says(case, "mutual need", |term| plain(term, PlainSubject::MutualNeed)),
    ),
    Group::Agreement.asks(
        "term_commitment",
        "It commits each partner beyond its own interest",
        "An agreement that asks nothing of anybody is a letter.",
        |case| says(case, "a commitment beyond own interest", |term| plain(term, PlainSubject::Commitment)),
    ),
    Group::Agreement.asks(
        "term_statutory_duties",
        "It leaves statutory duties where they are",
        "Each body's duties stay its own; a clause that says so spares an argument later.",
        |case| says(case, "statutory duties", |term| plain(term, PlainSubject::StatutoryDuties)),
    ),
    Group::Agreement.asks(
        "term_buy_in",
        "It says how boards, managers and staff support it",
        "Support is something that bodies do, and can be agreed like anything else.",
        |case| says(case, "support within each body", |term| plain(term, PlainSubject::BuyIn)),
    ),
    Group::Agreement.asks(
        "term_decision_rule",
        "It says how decisions are made",
        "Without a rule a majority decides, which a partner may not have expected.",
        |case| says(case, "a decision rule", |term| matches!(term, Term::DecisionRule { .. })),
    ),
    Group::Agreement.asks(
        "term_quorum",
        "It says how many partners a decision needs",
        "Those who stood aside do not count; too few who are left cannot decide.",
        |case| says(case, "a quorum", |term| matches!(term, Term::Quorum { .. })),
    ),
    Group::Agreement.asks(
        "term_interest_limits",
        "It limits own interest",
        "Above a limit that was agreed beforehand a partner stands aside, and nobody has to ask it to.",
        |case| says(case, "a limit on own interest", |term| matches!(term, Term::InterestLimit { .. })),
    ),
    Group::Agreement.asks(
        "term_share_rules",
        "It says how losses and gains are shared",
        "A cut to one is a cut to all only if that was agreed before it came.",
        share_rules,
    ),
    Group::Agreement.asks(
        "term_notice",
        "It says how a partner leaves",
        "A partner who can leave well is one who can join without fear.",
        |case| says(case, "a notice period", |term| matches!(term, Term::NoticePeriod { .. })),
    ),
    Group::Agreement.asks(
        "term_survey_group",
        "It says how many answers a survey figure rests on",
        "People answer truly where they cannot be recognised in the answers.",
        |case| says(case, "a minimum survey group", |term| matches!(term, Term::MinimumSurveyGroup { .. })),
    ),
    Group::Agreement.asks(
        "term_publication",
        "It says who agrees before something is published",
        "Results belong to the partners. A publication that surprises one of them ends trust.",
        |case| says(case, "a publication rule", |term| matches!(term, Term::PublicationRule { .. })),
    ),
    Group::Agreement.asks(
        "term_review",
        "It says how often it is reviewed",
        "What suited the first year seldom suits the third.",
        |case| says(case, "a review", |term| matches!(term, Term::ReviewEvery { .. })),
    ),
    Group::Agreement.asks(
        "signed_by_all",
        "Every partner has signed one text and its terms",
        "Until all have signed the same it binds nobody.",
        signed_by_all,
    ),
];

const NONE_YET: Standing = Standing::NotApplicable {
    why: "No agreement is drafted or in force. None is needed to begin: it is written once the bodies work together.",
};

/// The latest version of each agreement that is not over.
fn versions<'c>(case: &Case<'c>) -> Vec<&'c AgreementVersion> {
    case.partnership.agreements.values().filter_map(latest).collect()
}

fn plain(term: &Term, subject: PlainSubject) -> bool {
    matches!(term, Term::Plain { about, .. } if *about == subject)
}

/// The entries that set a term of the latest versions.
fn setting(case: &Case<'_>, is: impl Fn(&Term) -> bool) -> Vec<u64> {
    let versions = versions(case);
    let terms = versions.into_iter().flat_map(settings);
    terms.filter(|(_, _, term)| is(term)).map(|(entry, _, _)| entry).collect()
}

fn says(case: &Case<'_>, what: &str, is: impl Fn(&Term) -> bool) -> Standing {
    if versions(case).is_empty() {
        return NONE_YET;
    }
    let set = setting(case, is);
    if set.is_empty() {
        return Standing::open(Missing::new("term_set", format!("no clause is about {what}")));
    }
    Standing::met(set)
}

/// A rule for losses and one for gains; where a rule divides in fixed shares, the shares too.
fn share_rules(case: &Case<'_>) -> Standing {
    if versions(case).is_empty() {
        return NONE_YET;
    }
    let (mut proof, mut missing) = (Vec::new(), Vec::new());
    for side in [Shared::Loss, Shared::Gain] {
        let ruled = setting(case, |term| matches!(term, Term::ShareRule { of, .. } if *of == side));
        let fixed = setting(
            case,
            |term| matches!(term, Term::ShareRule { of, rule: ShareRule::Fixed } if *of == side),
        );
        let shares = setting(case, |term| matches!(term, Term::FixedShares { of, .. } if *of == side));
        if ruled.is_empty() {
            missing
                .push(Missing::new("term_set", format!("no clause says how {} are divided", side.phrase())));
        } else if !fixed.is_empty() && shares.is_empty() {
            let what = format!("{} are divided in fixed shares, and no clause says which", side.phrase());
            missing.push(Missing::new("term_set", what));
        }
        proof.extend(ruled.into_iter().chain(shares));
    }
    Standing::unless(missing, proof)
}

fn signed_by_all(case: &Case<'_>) -> Standing {
    let versions = versions(case);
    if versions.is_empty() {
        return NONE_YET;
    }
    each_partner(case, |body| {
        let signatures = versions.iter().map(|version| version.signed.get(body).map(|told| told.seq));
        let unsigned = versions.iter().find(|version| !version.signed.contains_key(body));
        match unsigned {
            None => Ok(signatures.flatten().collect()),
            Some(version) => {
                let drafted = &version.drafted.fact;
                let name = called(case, body);
                let what = format!(
                    "{name} has not signed version {} of agreement {}",
                    drafted.version, drafted.agreement
                );
                Err(Missing::from_body(body, "agreement_signed", what))
            }
        }
    })
}
