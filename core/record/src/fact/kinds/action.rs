//! Time-boxed action of many agencies: place, aims, who takes part, what was found, and its end.

use crate::fact::control;
use crate::fact::shape::fact;
use crate::fact::{ActionId, Cause, Date, FieldError, Sentence, Title, Whole};
use crate::tree::Hash;

fact! {
    /// An action of many agencies opens: for a few days they do one thing together in one place.
    "action_opened" 1 Either => pub struct ActionOpened {
        /// The action.
        action: ActionId as control::new::<ActionId>,
        /// What it is called.
        title: Title,
        /// The place.
        place: Title,
        /// What it is to find out or to do; findings name an aim by its place in this list.
        aims: Vec<Sentence>,
        /// Its first day.
        opens_on: Date,
        /// Its last day.
        closes_on: Date,
        /// The agencies that take part, by name; whoever is a body of the record says so itself too.
        agencies: Vec<Title>,
    } says fact {
        let aims: Vec<&str> = fact.aims.iter().map(Sentence::as_str).collect();
        format!(
            "opened action {} ({}) in {} from {} to {} with {} agencies, to: {}",
            fact.title, fact.action, fact.place, fact.opens_on.in_words(), fact.closes_on.in_words(), fact.agencies.len(), aims.join("; ")
        )
    } check has_aims_and_days
}

fn has_aims_and_days(fact: &ActionOpened) -> Result<(), FieldError> {
    if fact.aims.is_empty() {
        let words = "is empty; an action without an aim finds nothing: write what it is to find out or to do";
        return Err(FieldError::at("aims", Cause::Contradicts(words)));
    }
    if fact.closes_on < fact.opens_on {
        let words = "is before the first day; check whether the two were exchanged";
        return Err(FieldError::at("closes_on", Cause::Contradicts(words)));
    }
    Ok(())
}

fact! {
    /// The attesting body takes part in an action, and says what it brings.
    "action_joined" 1 Either => pub struct ActionJoined {
        /// The action.
        action: ActionId,
        /// What it brings: people, vehicles, knowledge.
        brings: Sentence,
    } says fact { format!("joined action {} and brings: {}", fact.action, fact.brings) }
}

fact! {
    /// What an action found, about one of its aims or beside them.
    "action_found" 1 Either => pub struct ActionFound {
        /// The action.
        action: ActionId,
        /// Which of its aims, counted from 1; none where it is beside them.
        aim: Option<Whole<1, 99>>,
        /// What was found.
        finding: Sentence,
        /// Hash of the document that shows it.
        document: Option<Hash>,
    } says fact {
        let about = fact.aim.map_or_else(String::new, |aim| format!(" about its aim {aim}"));
        format!("recorded what action {} found{about}: {}", fact.action, fact.finding)
    }
}

fact! {
    /// An action closes, with what came of it.
    "action_closed" 1 Either => pub struct ActionClosed {
        /// The action.
        action: ActionId,
        /// What came of it, in a sentence.
        conclusion: Sentence,
        /// Hash of its report.
        document: Option<Hash>,
    } says fact { format!("closed action {}: {}", fact.action, fact.conclusion) }
}
