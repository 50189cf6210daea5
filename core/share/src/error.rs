//! Why something cannot be shared.

use crate::coalition::MOST_BODIES;
use crate::game::MOST_PLAYERS;

/// Why a game has no answer of the kind that was asked for.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ShareError {
    /// Nobody to share among.
    #[error("there are no bodies to share among; name at least one")]
    NoBodies,
    /// More bodies than a table of all coalitions can hold.
    #[error(
        "{0} bodies have too many coalitions for a table, which holds at most {MOST_PLAYERS} bodies; group bodies that act together, or share by claims, contributions or needs"
    )]
    TooManyPlayers(usize),
    /// More bodies than a coalition can tell apart.
    #[error("{0} bodies are more than the {MOST_BODIES} that can share; group bodies that act together")]
    TooManyBodies(usize),
    /// A table of another length than two to the number of bodies.
    #[error(
        "{given} worths are given, but {players} bodies have {needed} coalitions, the empty one included"
    )]
    WrongLength {
        /// How many worths there are.
        given: usize,
        /// How many there should be.
        needed: usize,
        /// Bodies.
        players: usize,
    },
    /// A worth, weight or amount that is no finite number.
    #[error("the {what} at position {position} is not a finite number; correct it")]
    NotFinite {
        /// Which sort of number.
        what: &'static str,
        /// Where in the list, from 1.
        position: usize,
    },
    /// Numbers so large that sums of them are not exact to a penny.
    #[error("the {what} at position {position} is beyond 90 trillion; check the units")]
    TooLarge {
        /// Which sort of number.
        what: &'static str,
        /// Where in the list, from 1.
        position: usize,
    },
    /// Nobody together is worth something.
    #[error("the empty coalition has the worth {0}; nobody earns or owes nothing, so set it to 0")]
    EmptyCoalitionWorth(f64),
    /// Another number of weights, claims or limits than bodies.
    #[error("{given} {what} are given for {bodies} bodies; give one a body")]
    WrongCount {
        /// What is counted.
        what: &'static str,
        /// How many there are.
        given: usize,
        /// How many bodies there are.
        bodies: usize,
    },
    /// Parts that are not parts of the total.
    #[error(
        "the parts add up to {parts}, not to the total of {total}; the division that they come from is another's"
    )]
    NotTheTotal {
        /// Sum of the parts, in pounds.
        parts: f64,
        /// The total.
        total: commonweal_quantity::Pence,
    },
    /// A weight, claim or cost below nought.
    #[error("the {what} at position {position} is {value}, below nought; it must be nought or more")]
    Negative {
        /// Which sort of number.
        what: &'static str,
        /// Where in the list, from 1.
        position: usize,
        /// The number.
        value: f64,
    },
    /// A weight of nought where each must be above.
    #[error(
        "the weight at position {0} is not above nought; every body in a weighted Shapley value needs a weight above nought"
    )]
    WeightNotAboveNought(usize),
    /// All weights are nought.
    #[error(
        "every {0} is nought, so that there is no proportion to share in; give at least one above nought"
    )]
    AllNought(&'static str),
    /// The bodies together are worth less than apart.
    #[error(
        "together the bodies are worth {together}, less than the {apart} that they are worth alone, so that no division leaves each at least as well off as alone; there is nothing here to share, or use the prenucleolus, which does not ask for that"
    )]
    NoImputation {
        /// Worth of all.
        together: f64,
        /// Sum of the worths of each alone.
        apart: f64,
    },
    /// The method has no answer for this game.
    #[error(
        "the {method} does not exist here: {because}; use the Shapley value or the nucleolus, which always do"
    )]
    NotDefined {
        /// Which method.
        method: &'static str,
        /// Why not.
        because: &'static str,
    },
    /// A solver could not reach its tolerance.
    #[error(
        "the nucleolus was not found to the accuracy asked for ({stage}); worths of very different sizes can do this: state them in larger units, or use the Shapley value"
    )]
    NotConverged {
        /// Where it stopped.
        stage: &'static str,
    },
    /// Kohlberg's criterion refuses what the solver found.
    #[error(
        "the division found does not pass Kohlberg's criterion at the excess {excess}, so it is not the nucleolus and is not shown; please report this game"
    )]
    NotTheNucleolus {
        /// Level of excess at which the coalitions are not balanced.
        excess: f64,
    },
    /// A body is in no union, or in two.
    #[error("the body at position {0} is in no group or in more than one; put each body in exactly one")]
    NotAPartition(usize),
    /// Fewer samples than an error can be estimated from.
    #[error("{0} pairs of samples are too few to tell the error of a mean; draw at least 30")]
    TooFewSamples(usize),
}
