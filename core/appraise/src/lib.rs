//! Whether to work together, and on what terms: clarity and readiness, computed from the record of a partnership.
//!
//! A [`Rule`] is data: a stable name, a title, the reason why it matters, and a pure function of the record. [`appraise`] puts every rule
//! to a partnership; each [`Finding`] is met, with the entries that prove it; open, with what is missing and the kind of fact that settles
//! it; set aside, with the reason on the record; or not applicable, with why. [`gate`] says what the clarity rules make of it.
//! What each rule computes is in `docs/methods/readiness.md`.
//!
//! | module | what is in it |
//! |---|---|
//! | [`rule`] | rules, groups, and what a rule can answer |
//! | [`alignment`] | two sides' answers compared, and the three modes: naive, unravelling, genuine |
//! | [`capability`] | skills and leadership for collaborating: profile, gaps, training |
//! | [`assumptions`] | what is often taken for granted of a sector, each with its challenge |
//! | [`quality`] | how each side defines and evidences quality; the risk that a rating raises |
//! | [`raters`] | how far raters agree: statistics of ratings with missing values |
//! | [`finding`] | putting the rules to a partnership; overrides; the gate |
//! | [`language`] | the words of a partnership, and those to look twice at |
//! | [`rules`] | every rule, by what it is about |
//! | [`questionnaire`] | what both sides of a possible partnership are asked, and how it is answered |
//! | [`side_by_side`] | their answers beside each other: differences first, and what the clarity rules make of them |
//! | [`pooled_fund`] | what the law asks of a pooled fund (section 75), item by item |

pub mod alignment;
pub mod assumptions;
pub mod capability;
pub mod finding;
pub mod language;
pub mod pooled_fund;
pub mod quality;
pub mod questionnaire;
mod random;
pub mod raters;
pub mod rule;
pub mod rules;
pub mod side_by_side;

pub use finding::{Character, Finding, Gate, appraise, character, gate};
pub use rule::{Case, Group, Missing, Rule, Standing, Weight};
