//! Two sides' answers beside each other.

use commonweal_appraise::questionnaire::{Answers, Asks, Form, question, questions};
use commonweal_appraise::side_by_side::{
    Both, Likeness, Side, assumed, compare, given_away, noticed, rating_risks, unclear, unwatched,
};
use commonweal_appraise::{Weight, language};
use commonweal_record::fact::Date;
use proptest::prelude::*;

const NAMES: Both<&str> = Both { asking: "Northdown Acute", asked: "Northdown Care" };

fn answers(given: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    for (id, answer) in given {
        answers.give(question(id).unwrap(), answer).unwrap();
    }
    answers
}

/// Sides that seek each other, and name what they gain.
const CLEAR: &[(&str, &str)] =
    &[("sought", "sought"), ("own_benefit", "beds by noon"), ("paying", "nobody"), ("changes", "days")];

/// The rules that answers do not meet, where the side that was asked answers otherwise than a clear one.
fn open(otherwise: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    let (asking, mut asked) = (answers(CLEAR), answers(CLEAR));
    for (id, answer) in otherwise {
        asked.give(question(id).unwrap(), answer).unwrap();
    }
    let found = unclear(Both { asking: &asking, asked: &asked }, NAMES);
    found.into_iter().map(|it| (it.rule.name, it.because.join("; "))).collect()
}

fn likeness(id: &str, asking: &str, asked: &str) -> Vec<Likeness> {
    let (asking, asked) = (answers(&[(id, asking)]), answers(&[(id, asked)]));
    let pairs = compare(Both { asking: &asking, asked: &asked });
    pairs.iter().filter(|pair| pair.question.id == id).map(|pair| pair.likeness).collect()
}

#[test]
fn two_points_of_a_scale_differ_and_one_does_not() {
    assert_eq!(likeness("leaders", "2", "4"), [Likeness::Differ]);
    assert_eq!(likeness("leaders", "3", "4"), [Likeness::Alike]);
    assert_eq!(likeness("leaders", "4", ""), [Likeness::Open]);
}

#[test]
fn choices_are_the_same_or_differ_and_texts_are_left_to_people() {
    assert_eq!(likeness("changes", "days", "days"), [Likeness::Alike]);
    assert_eq!(likeness("changes", "days", "board"), [Likeness::Differ]);
    assert_eq!(likeness("brings", "two nurses", "a van"), [Likeness::Read]);
}

#[test]
fn a_role_that_one_expects_meets_the_role_that_the_other_sees_for_itself() {
    let asking = answers(&[("own_role", "leader"), ("their_role", "follower")]);
    let asked = answers(&[("own_role", "equal"), ("their_role", "leader")]);
    let pairs = compare(Both { asking: &asking, asked: &asked });
    let roles: Vec<_> = pairs.iter().filter(|pair| pair.question.id == "their_role").collect();
    let told = |side, likeness| roles.iter().any(|it| it.said[0].side == side && it.likeness == likeness);
    assert_eq!(roles.len(), 2);
    assert!(told(Side::Asking, Likeness::Differ), "a follower is expected of an equal");
    assert!(told(Side::Asked, Likeness::Alike), "a leader is expected of one who would lead");
}

#[test]
fn what_differs_comes_first() {
    let asking = answers(&[("right_here", "yes"), ("plans", "read"), ("room", "room"), ("brings", "a van")]);
    let asked = answers(&[("right_here", "yes"), ("plans", "read"), ("room", "full"), ("brings", "a bus")]);
    let pairs = compare(Both { asking: &asking, asked: &asked });
    assert_eq!((pairs[0].question.id, pairs[0].likeness), ("room", Likeness::Differ));
    assert!(pairs.is_sorted_by_key(|pair| pair.likeness));
}

#[test]
fn two_sides_that_seek_each_other_and_say_what_they_gain_are_clear() {
    assert_eq!(open(&[]), []);
}

#[test]
fn what_is_imposed_on_one_side_is_refused_and_so_is_a_side_that_gains_nothing() {
    let imposed = open(&[("sought", "imposed")]);
    assert_eq!(
        imposed,
        [("sought_not_imposed", "Northdown Care says that it is required and not wanted".to_owned())]
    );
    let silent = open(&[("own_benefit", "")]);
    assert_eq!(silent, [("sought_not_imposed", "Northdown Care has not said what it would gain".to_owned())]);
    assert_eq!(open(&[("sought", "asked")]), [], "what is asked for and wanted is sought");
}

#[test]
fn a_rule_that_refuses_is_told_from_one_that_warns() {
    let weights = |otherwise: &[(&str, &str)]| {
        let (asking, mut asked) = (answers(CLEAR), answers(CLEAR));
        for (id, answer) in otherwise {
            asked.give(question(id).unwrap(), answer).unwrap();
        }
        let found = unclear(Both { asking: &asking, asked: &asked }, NAMES);
        found.iter().map(|it| (it.rule.weight, it.refuses())).collect::<Vec<_>>()
    };
    assert_eq!(weights(&[("sought", "imposed")]), [(Weight::Refuses, true)]);
    assert_eq!(weights(&[("changes", "board")]), [(Weight::Relabels, false)]);
    assert_eq!(weights(&[("paying", "closed")]), [(Weight::Warns, false)]);
}

#[test]
fn words_of_buying_warn_unless_both_say_that_every_provider_can_have_the_same() {
    let bought = [("brings", "We are the commissioner of the home visits")];
    assert_eq!(open(&bought), [("not_commissioning", "Northdown Care writes 'commissioner'".to_owned())]);
    let (mut asking, mut asked) = (answers(CLEAR), answers(CLEAR));
    asked.give(question("brings").unwrap(), bought[0].1).unwrap();
    asking.give(question("paying").unwrap(), "open").unwrap();
    asked.give(question("paying").unwrap(), "open").unwrap();
    assert!(unclear(Both { asking: &asking, asked: &asked }, NAMES).is_empty());
}

#[test]
fn labels_of_sectors_procurement_and_shutting_out_are_each_noticed_in_the_answers() {
    let text =
        |words: &'static str| open(&[("expects", words)]).into_iter().map(|it| it.0).collect::<Vec<_>>();
    assert_eq!(text("as private providers do"), ["no_sector_labels"]);
    assert_eq!(text("without a tender"), ["inside_procurement_law"]);
    assert_eq!(text("as our preferred partner"), ["open_to_all_sectors"]);
    assert_eq!(text("better value for the public"), Vec::<&str>::new());
}

#[test]
fn words_are_noticed_where_they_stand() {
    let (asking, asked) = (answers(CLEAR), answers(&[("assumption_1", "Private firms only want money")]));
    let found = noticed(Both { asking: &asking, asked: &asked }, language::LABELS);
    let told: Vec<_> = found.iter().map(|it| (it.side, it.question.id, it.words)).collect();
    assert_eq!(told, [(Side::Asked, "assumption_1", "private firms")]);
}

#[test]
fn assumptions_that_nobody_has_challenged_come_first() {
    let asking = answers(&[("assumption_1", "They are slow"), ("challenge_1", "They answered in a day")]);
    let asked = answers(&[("assumption_2", "They never visit at night"), ("challenge_3", "said to the air")]);
    let found = assumed(Both { asking: &asking, asked: &asked });
    let told: Vec<_> = found.iter().map(|it| (it.side, it.stated.says, it.stated.challenge)).collect();
    assert_eq!(
        told,
        [
            (Side::Asked, "They never visit at night", None),
            (Side::Asking, "They are slow", Some("They answered in a day")),
        ]
    );
}

#[test]
fn an_assumption_said_again_is_no_challenge() {
    let one = answers(&[("assumption_1", "They are slow"), ("challenge_1", "they are slow ")]);
    assert!(assumed(Both { asking: &one, asked: &answers(&[]) })[0].is_open);
}

#[test]
fn words_that_give_an_assumption_away_bring_its_challenge_once_a_side() {
    let hoping = answers(&[("expects", "Their skills will rub off"), ("heard", "It should rub off on us")]);
    let found = given_away(Both { asking: &hoping, asked: &hoping });
    let told: Vec<_> = found.iter().map(|it| (it.side, it.words, it.assumption.key)).collect();
    assert_eq!(
        told,
        [(Side::Asking, "rub off", "skills_seep_in"), (Side::Asked, "rub off", "skills_seep_in")]
    );
}

#[test]
fn a_poor_rating_raises_a_risk_for_the_other_and_a_good_one_or_none_does_not() {
    let on = Date::new("2026-11-22").unwrap();
    let risks = |asking: &str, asked: &str| {
        let (asking, asked) = (answers(&[("own_rating", asking)]), answers(&[("own_rating", asked)]));
        let found =
            rating_risks(Both { asking: &asking, asked: &asked }, NAMES, Both { asking: on, asked: on });
        found.into_iter().map(|risk| (risk.title, risk.impact)).collect::<Vec<_>>()
    };
    assert_eq!(risks("good", "not_rated"), []);
    assert_eq!(
        risks("outstanding", "inadequate"),
        [("The rating of Northdown Care harms its partners' reputation".to_owned(), 5)]
    );
}

#[test]
fn what_a_side_says_of_itself_is_compared_once_and_assumptions_stand_by_themselves() {
    let one = answers(&[("own_role", "leader"), ("assumption_1", "They are slow"), ("letting_go", "1")]);
    let pairs = compare(Both { asking: &one, asked: &one });
    let stands = |id: &str| pairs.iter().filter(|pair| pair.question.id == id).count();
    assert_eq!(
        [stands("own_role"), stands("assumption_1"), stands("their_role"), stands("letting_go")],
        [0, 0, 2, 1]
    );
}

#[test]
fn a_side_that_would_not_notice_a_change_of_the_others_rating_is_named() {
    let (asking, asked) = (answers(&[("rating_watch", "the quality lead")]), answers(&[]));
    assert_eq!(unwatched(Both { asking: &asking, asked: &asked }), [Side::Asked]);
}

/// Any answers at all that a body may give.
fn any_answers() -> impl Strategy<Value = Answers> {
    let asked: Vec<_> = questions().filter(|it| it.section.asks() == Asks::TheBody).collect();
    proptest::collection::vec(0..8_usize, asked.len()).prop_map(move |drawn| {
        let mut answers = Answers::default();
        for (question, draw) in asked.iter().zip(drawn) {
            let answer = match question.form {
                Form::Text(_) | Form::Sentence => {
                    ["", "a van", "a tender for private firms"][draw % 3].to_owned()
                }
                Form::Scale(..) => ["", "1", "2", "3", "4", "5"][draw % 6].to_owned(),
                Form::Choice(choices) => {
                    choices.get(draw).map_or_else(String::new, |choice| choice.word.to_owned())
                }
            };
            answers.give(question, &answer).unwrap();
        }
        answers
    })
}

proptest! {
    #[test]
    fn it_makes_no_difference_who_asked(one in any_answers(), other in any_answers()) {
        let told = |asking: &Answers, asked: &Answers| {
            let pairs = compare(Both { asking, asked });
            let mut told: Vec<_> = pairs.iter().map(|pair| (pair.question.id, pair.likeness)).collect();
            told.sort_unstable();
            let rules = unclear(Both { asking, asked }, Both { asking: "a body", asked: "a body" });
            (told, rules.iter().map(|it| (it.rule.name, it.because.len())).collect::<Vec<_>>())
        };
        prop_assert_eq!(told(&one, &other), told(&other, &one));
    }
}
