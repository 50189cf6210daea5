//! An appraisal as a text, for the vault, the terminal and whoever keeps papers: what one side may see of it, and no more.

use std::fmt::Write;

use commonweal_appraise::alignment::Reading;
use commonweal_appraise::questionnaire::{Asks, Section, alignment, assumptions};
use commonweal_appraise::side_by_side::{Likeness, Pair, Side, assumed, compare};
use commonweal_record::fact::kinds::members::AppraisalOutcome;
use commonweal_report::options::{headline, sentences};

use super::options::Weighed;
use super::{Appraisal, Opened};

/// The text.
pub fn text(appraisal: &Appraisal) -> String {
    let names = appraisal.names();
    let mut text = format!(
        "Appraisal: {} and {}\nThe need: {}\nStyle: {}\nPlace: {}\nOpened: {}\n",
        names.asking,
        names.asked,
        appraisal.need(),
        appraisal.style().phrase(),
        appraisal.place(),
        appraisal.opened().date(),
    );
    for side in Side::BOTH {
        let state = appraisal
            .party(side)
            .handed_in
            .map_or_else(|| "has not handed in".to_owned(), |at| format!("handed in on {}", at.date()));
        line(&mut text, &format!("{} {state}", names.of(side)));
    }
    match appraisal.both() {
        Some(opened) => side_by_side(&mut text, appraisal, opened),
        None => own(&mut text, appraisal),
    }
    weighed(&mut text, appraisal);
    unclear(&mut text, appraisal);
    ends(&mut text, appraisal);
    text
}

/// How an outcome is said to people.
pub fn outcome_word(outcome: AppraisalOutcome) -> &'static str {
    match outcome {
        AppraisalOutcome::GoAhead => "Start",
        AppraisalOutcome::NotYet => "Not now",
        AppraisalOutcome::No => "No",
    }
}

fn line(text: &mut String, words: &str) {
    // Writing to a String does not fail.
    let _ = writeln!(text, "{words}");
}

fn heading(text: &mut String, words: &str) {
    line(text, &format!("\n{words}"));
}

fn side_by_side(text: &mut String, appraisal: &Appraisal, opened: Opened<'_>) {
    let pairs = compare(opened.answers);
    let sorts = [
        (Likeness::Differ, "Where the two differ"),
        (Likeness::Open, "Where one has not answered"),
        (Likeness::Read, "In their own words"),
        (Likeness::Alike, "Where the two agree"),
    ];
    for (likeness, title) in sorts {
        let of_sort: Vec<&Pair<'_>> = pairs.iter().filter(|pair| pair.likeness == likeness).collect();
        let is_answered = |pair: &&Pair<'_>| pair.said.iter().any(|said| said.answer.is_some());
        if of_sort.iter().any(is_answered) {
            heading(text, title);
        }
        for pair in of_sort.into_iter().filter(|pair| is_answered(pair)) {
            line(text, &pair.question.says());
            for said in pair.said {
                let answer =
                    said.answer.map_or_else(|| "(left open)".to_owned(), |it| said.question.in_words(it));
                line(text, &format!("  {}: {answer}", appraisal.names().of(said.side)));
            }
        }
    }
    let assumed = assumed(opened.answers);
    if !assumed.is_empty() {
        heading(text, Section::Assumptions.title());
    }
    for it in assumed {
        let challenge = it.stated.challenge.unwrap_or("(nobody has challenged it)");
        line(text, &format!("  {}: {}\n    {challenge}", appraisal.names().of(it.side), it.stated.says));
    }
    aligned(text, appraisal, opened);
}

/// What one side answered, while the other has not handed in.
fn own(text: &mut String, appraisal: &Appraisal) {
    let answers = appraisal.answers();
    for section in Section::ALL.into_iter().filter(|section| section.asks() == Asks::TheBody) {
        heading(text, section.title());
        for question in section
            .questions()
            .filter(|question| section != Section::Assumptions || answers.get(question.id).is_some())
        {
            let answer =
                answers.get(question.id).map_or_else(|| "(left open)".to_owned(), |it| question.in_words(it));
            line(text, &format!("{}\n  {answer}", question.says()));
        }
    }
    let open = assumptions(answers).filter(|it| it.challenge.is_none()).count();
    if open > 0 {
        line(text, &format!("Assumptions that nobody has challenged: {open}"));
    }
    heading(text, Section::Alignment.title());
    line(text, &format!("  {} of its people have answered.", appraisal.respondents().len()));
}

/// What both sides' people come to; of a question that few answered, nothing.
fn aligned(text: &mut String, appraisal: &Appraisal, opened: Opened<'_>) {
    let found = alignment(appraisal.names(), opened.respondents);
    heading(text, Section::Alignment.title());
    match &found.reading {
        Reading::Told(mode) => line(text, &format!("{}: {}.", mode.title(), mode.meaning())),
        Reading::CannotTell(why) => line(text, &format!("Cannot tell: {why}.")),
    }
    let figure =
        |value: Option<f64>| value.map_or_else(|| "not told".to_owned(), |value| format!("{value:.2}"));
    for it in &found.comparison.questions {
        line(text, &it.question.words);
        for (name, side) in found.bodies.iter().zip(&it.sides) {
            line(text, &format!("  {name}: mean {} of {} people", figure(side.mean), side.answered));
        }
    }
}

/// What the options come to, where they can be compared.
fn weighed(text: &mut String, appraisal: &Appraisal) {
    if let (Some(kept), Ok(Weighed::Compared(found))) = (appraisal.options(), appraisal.weighed()) {
        heading(text, "Options");
        line(text, &format!("Last changed by {} on {}", appraisal.names().of(kept.by), kept.at.date()));
        for sentence in std::iter::once(headline(&found)).chain(sentences(&found)) {
            line(text, &sentence);
        }
    }
}

fn unclear(text: &mut String, appraisal: &Appraisal) {
    let (found, aside) = (appraisal.unclear(), appraisal.set_aside());
    if !found.is_empty() || !aside.is_empty() {
        heading(text, "Clarity");
    }
    for it in found {
        line(text, &format!("Open: {}\n  {}", it.rule.title, it.because.join("; ")));
    }
    for it in aside {
        let by = appraisal.names();
        line(
            text,
            &format!("Set aside by {} on {}: {}\n  {}", by.of(it.by), it.at.date(), it.rule, it.reason),
        );
    }
}

fn ends(text: &mut String, appraisal: &Appraisal) {
    heading(text, "How it ends");
    for side in Side::BOTH {
        let party = appraisal.party(side);
        let said = party.end.as_ref().map_or_else(
            || "has not said yet".to_owned(),
            |end| {
                let again = end.again.map_or_else(String::new, |again| format!(", to look again on {again}"));
                format!("{}{again}, on {}: {}", outcome_word(end.outcome), end.at.date(), end.reason)
            },
        );
        line(text, &format!("{}: {said}", party.name));
    }
}
