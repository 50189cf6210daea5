//! Identifiers inside a partnership: a decision's cannot be taken for a meeting's.

use commonweal_quantity::{Id, id::Kind};

use super::control::Control;
use super::field::{Cause, Field, FieldError, Types, Written, text_of};
use crate::canonical::Value;

macro_rules! ids {
    ($($marker:ident = $noun:literal, $alias:ident;)+) => {
        /// What identifiers are of: markers, never values.
        pub mod of {
            use commonweal_quantity::id::Kind;
            $(
                #[doc = concat!("A ", $noun, ".")]
                #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
                pub enum $marker {}

                impl Kind for $marker {
                    const NOUN: &'static str = $noun;
                }
            )+
        }
        $(
            #[doc = concat!("Identifies a ", $noun, ".")]
            pub type $alias = Id<of::$marker>;
        )+
    };
}

ids! {
    Account = "account of a ledger", AccountId;
    Action = "action", ActionId;
    Agreement = "agreement", AgreementId;
    Claim = "benefit claim", ClaimId;
    Clause = "clause of an agreement", ClauseId;
    Decision = "decision", DecisionId;
    Evaluation = "evaluation", EvaluationId;
    Event = "shared event", EventId;
    Item = "agenda item", ItemId;
    Journal = "journal", JournalId;
    Meeting = "meeting", MeetingId;
    Choice = "option of a decision", OptionId;
    Promise = "promise", PromiseId;
    Question = "survey item", QuestionId;
    Review = "review", ReviewId;
    Risk = "risk", RiskId;
    Survey = "survey", SurveyId;
    Valuation = "valuation", ValuationId;
}

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

impl<K: Kind> Written for Id<K> {
    fn write(&self) -> Value {
        Value::Text(self.as_str().to_owned())
    }
}

impl<K: Kind> Field for Id<K> {
    fn read(value: &Value) -> Result<Self, FieldError> {
        let text = text_of(value, "an identifier")?;
        text.parse().map_err(|_| {
            let wanted =
                format!("an identifier of {} (small letters, digits, single hyphens)", with_article(K::NOUN));
            FieldError::here(Cause::Malformed { found: text.to_owned(), wanted })
        })
    }

    fn describe(_types: &mut Types) -> String {
        format!("id of {}", with_article(K::NOUN))
    }

    fn control() -> Control {
        Control::Id { of: K::NOUN }
    }
}
