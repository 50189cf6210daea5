//! Why a statistic has no value.

/// Why ratings have no statistic of the kind that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum Undefined {
    /// Nothing was rated.
    #[error("nobody rated anything; ask again")]
    NoRatings,
    /// Agreement takes two.
    #[error("only one rater has answered; agreement is between two or more, so ask another")]
    OneRater,
    /// No unit has two ratings.
    #[error("no question was answered by two raters; put at least one question to both")]
    NoPairs,
    /// One unit with two ratings: what is found within it and what is expected by chance are the same ratings.
    #[error(
        "only one question was answered by two raters, and agreement corrected for chance is nought there whatever they answered; read the agreement of that question instead"
    )]
    OneUnit,
    /// All ratings are the same, so that agreement by chance is certain.
    #[error(
        "every rating is the same, so that chance alone would agree as well and what is corrected for it has no value; read the agreement of each question instead"
    )]
    NoVariation,
    /// A scale of fewer categories than the statistic needs.
    #[error("the scale has {categories} categories and this statistic needs {needed}; use a longer scale")]
    FewCategories {
        /// How many there are.
        categories: usize,
        /// How many are needed.
        needed: usize,
    },
    /// A frequency below nought, or none that is a number.
    #[error(
        "category {category} has a frequency that is below nought or not a number; give how often it was chosen"
    )]
    Frequency {
        /// The category, from 1.
        category: usize,
    },
    /// A ratio scale has no numbers below nought.
    #[error("a rating is {value}, below nought, and a ratio scale begins at nought; use the interval scale")]
    BelowNought {
        /// The rating.
        value: f64,
    },
    /// Too few ratings for a variance.
    #[error("{ratings} ratings have no variance; ask at least two raters")]
    FewRatings {
        /// How many there are.
        ratings: usize,
    },
    /// Ratings vary more than answers at random would.
    #[error(
        "the ratings vary {ratio:.2} times as much as answers at random would, so that there is no agreement within the group to speak of; look for two camps"
    )]
    MoreThanChance {
        /// Variance over that of even answers.
        ratio: f64,
    },
    /// A rater has not ranked every object.
    #[error(
        "rater {rater} has not rated unit {unit}; a ranking needs all of them, so leave that rater or unit out"
    )]
    Incomplete {
        /// The rater, from 1.
        rater: usize,
        /// The unit, from 1.
        unit: usize,
    },
    /// Fewer objects than can be ranked.
    #[error("{units} units cannot be ranked; rank two or more")]
    FewUnits {
        /// How many there are.
        units: usize,
    },
    /// Each rater gave all objects the same rank.
    #[error("each rater gives all units the same rank, so that there is no order to agree on; ask for one")]
    NoOrder,
    /// Too few units to draw from.
    #[error("{units} questions were answered by two raters, too few to draw from; ask at least {needed}")]
    FewToDraw {
        /// How many there are.
        units: usize,
        /// How many are needed.
        needed: usize,
    },
    /// No draw has a value.
    #[error(
        "none of {draws} draws of the questions has a value, each holding only answers that are all the same; draw more often"
    )]
    DrawsWithoutValue {
        /// How many draws there were.
        draws: usize,
    },
}
