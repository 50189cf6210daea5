//! What to consider before starting.

use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::members::{AppraisalConcluded, AppraisalOutcome, Groundwork};
use commonweal_record::fact::kinds::risk::{CompetitionFinding, RivalryNoted};
use commonweal_record::partnership::Told;

use super::{called, each_partner, groundwork};
use crate::rule::{Case, Group, Missing, Rule, Standing, Weight, ascending};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "right_here_at_all",
        group: Group::Considerations,
        title: "Each partner has answered whether collaboration is right here at all",
        reason: "Better value for the public, or there is no point. A 'no' is a good answer when it is the true one.",
        weight: Weight::Asks,
        judge: right_here_at_all,
    },
    Rule {
        name: "plans_understood",
        group: Group::Considerations,
        title: "Each partner understands the others' plans",
        reason: "Plans that pull apart undo goodwill. Each reads the others' business plans before it starts, and keeps what it found \
                 with its appraisal.",
        weight: Weight::Asks,
        judge: plans_understood,
    },
    Rule {
        name: "contributions_said_aloud",
        group: Group::Considerations,
        title: "Each partner has said aloud what it puts in",
        reason: "What nobody says, everybody assumes. Time, skill and convening count as much as money.",
        weight: Weight::Asks,
        judge: contributions_said_aloud,
    },
    Rule {
        name: "room_for_one_more",
        group: Group::Considerations,
        title: "Nobody has too many relationships in this area",
        reason: "A body with many relationships in one area has time for none. No record of one partnership shows that, so each says \
                 in a document how it chooses and what else it has here.",
        weight: Weight::Asks,
        judge: room_for_one_more,
    },
    Rule {
        name: "rivalry_worked_through",
        group: Group::Considerations,
        title: "Who competes with whom is agreed and worked through",
        reason: "Rivals can work together once it is said over what they compete. Rivalry that is hidden comes out at the worst time.",
        weight: Weight::Asks,
        judge: rivalry_worked_through,
    },
    Rule {
        name: "cooperate_first",
        group: Group::Considerations,
        title: "The bodies worked together before they wrote an agreement",
        reason: "First the verb, then the adjective, the noun last: co-operate, be co-operative, then sign a co-operation agreement.",
        weight: Weight::Asks,
        judge: cooperate_first,
    },
];

/// The latest answer of a body.
fn appraisal<'c>(case: &Case<'c>, body: &BodyId) -> Option<&'c Told<AppraisalConcluded>> {
    case.partnership.members.appraisals.iter().rev().find(|told| told.body == *body)
}

fn right_here_at_all(case: &Case<'_>) -> Standing {
    each_partner(case, |body| {
        let misses = |words: &str| {
            Missing::from_body(body, "appraisal_concluded", format!("{} {words}", called(case, body)))
        };
        match appraisal(case, body) {
            None => Err(misses("has not answered")),
            Some(told) if told.fact.outcome == AppraisalOutcome::NotYet => Err(misses("has said 'not yet'")),
            Some(told) => Ok(vec![told.seq]),
        }
    })
}

fn plans_understood(case: &Case<'_>) -> Standing {
    each_partner(case, |body| match appraisal(case, body) {
        Some(told) if told.fact.document.is_some() => Ok(vec![told.seq]),
        _ => {
            let what = format!(
                "{} has kept no appraisal that shows it has read the others' plans",
                called(case, body)
            );
            Err(Missing::from_body(body, "appraisal_concluded", what))
        }
    })
}

fn contributions_said_aloud(case: &Case<'_>) -> Standing {
    let partnership = case.partnership;
    each_partner(case, |body| {
        let given =
            partnership.ledgers.contributions.iter().filter(|told| told.body == *body).map(|told| told.seq);
        let promised =
            partnership.programme.promises.values().filter(|it| it.made.body == *body).map(|it| it.made.seq);
        let said: Vec<u64> = given.chain(promised).collect();
        if said.is_empty() {
            let what = format!("{} has neither contributed nor promised anything", called(case, body));
            return Err(Missing::from_body(body, "contribution_made", what));
        }
        Ok(said)
    })
}

fn room_for_one_more(case: &Case<'_>) -> Standing {
    each_partner(case, |body| {
        let mut areas = case.partnership.members.groundwork.iter().rev().filter(|told| told.body == *body);
        let shown = areas
            .find(|told| told.fact.what == Groundwork::ChoiceOfAreas && told.fact.document.is_some())
            .map(|told| vec![told.seq]);
        let what =
            format!("{} has not shown what other relationships it has in this area", called(case, body));
        let missing = Missing::from_body(body, "groundwork_done", what);
        shown.ok_or_else(|| missing.with("what", Groundwork::ChoiceOfAreas.word()))
    })
}

fn rivalry_worked_through(case: &Case<'_>) -> Standing {
    let rivalry = &case.partnership.programme.rivalry;
    if rivalry.is_empty() {
        return asked_by_the_legal_check(case);
    }
    let (mut missing, mut proof, mut because) = (Vec::new(), Vec::new(), Vec::new());
    for told in rivalry {
        if let Some(entry) = worked_through(case, told) {
            proof.extend([told.seq, entry]);
        } else {
            because.push(told.seq);
            let what =
                format!("rivalry over '{}' has no competition check or lesson after it", told.fact.over);
            missing.push(Missing::new("competition_checked", what));
        }
    }
    if missing.is_empty() { Standing::met(proof) } else { Standing::Open { missing, because } }
}

/// Without any rivalry on the record: met once each partner's legal check, which asks for it, is done.
fn asked_by_the_legal_check(case: &Case<'_>) -> Standing {
    let checked = groundwork::done(case, Groundwork::LegalCheck);
    each_partner(case, |body| {
        let what = format!(
            "{} has noted no rivalry, and no legal check says that there is none",
            called(case, body)
        );
        let entry = checked.get(body).copied().map(|entry| vec![entry]);
        entry.ok_or_else(|| Missing::from_body(body, "rivalry_noted", what))
    })
}

/// The first later entry that works it through: a competition check that did not end in "take advice", or a lesson of one of the rivals.
fn worked_through(case: &Case<'_>, rivalry: &Told<RivalryNoted>) -> Option<u64> {
    let checks = case.partnership.decisions.values().flat_map(|decision| &decision.competition);
    let checks = checks.filter(|told| told.fact.finding != CompetitionFinding::Advice).map(|told| told.seq);
    let lessons = case.partnership.evidence.lessons.iter();
    let lessons = lessons.filter(|told| rivalry.fact.between.contains(&told.body)).map(|told| told.seq);
    checks.chain(lessons).filter(|entry| *entry > rivalry.seq).min()
}

fn cooperate_first(case: &Case<'_>) -> Standing {
    let noted = case.partnership.members.cooperation.iter().map(|told| told.seq).min();
    let versions = case.partnership.agreements.values().flat_map(|agreement| agreement.versions.values());
    let drafted = versions.map(|version| version.drafted.seq).min();
    match (noted, drafted) {
        (Some(noted), None) => Standing::met([noted]),
        (Some(noted), Some(drafted)) if noted < drafted => Standing::met([noted, drafted]),
        (noted, Some(drafted)) => Standing::Open {
            missing: vec![Missing::new(
                "cooperation_noted",
                "an agreement was drafted before anything was recorded as done together",
            )],
            because: ascending(noted.into_iter().chain([drafted])),
        },
        (None, None) => {
            Standing::open(Missing::new("cooperation_noted", "nothing is recorded yet as done together"))
        }
    }
}
