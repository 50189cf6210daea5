//! The three modes, by inequalities.
//!
//! All figures lie between 0 and 1: a level is a mean answer's place on the scale; two sides share an area as far as 1 − √max(0, mean over its questions of
//! d² − e²), d being the distance between their mean places and e² the sum of the squared standard errors of both, so that chance differences of few people
//! are not taken for differences of the bodies. With s, t running over the two sides, and the borders in brackets:
//!
//! - *naive*, "their skills will seep in": some side expects much (≥ 0.625) and knows little of the other's plans and ways (mean of both < 0.5), and
//!   outcomes are not shared (< 0.75);
//! - *unravelling*: values are shared (≥ 0.75), views are not (< 0.75), and some side does not know the other's ways (< 0.5): differences of culture that are not
//!   understood;
//! - *genuine*: views, values and outcomes are shared (≥ 0.75), both sides know the other's plans and ways (≥ 0.5 each), and both stay themselves (≥ 0.5).
//!
//! The margin of a mode is the least of what its conditions clear their borders by (the most, where one of two is enough): it moves without a jump as answers
//! move, and is below nought where the mode does not hold. Of two modes that hold, the one with the wider margin is read.

use serde::Serialize;

use super::answers::Area;
use super::tally::{Tallies, Tally};
use crate::raters::ordered::agreement_a;

/// How two bodies come to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Much is expected, little is known, and outcomes differ: "their skills will seep in".
    Naive,
    /// Values are shared; differences of culture are not understood.
    Unravelling,
    /// Aligned, and each stays itself.
    Genuine,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Naive, Self::Unravelling, Self::Genuine];

    /// One word for it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Naive => "naive",
            Self::Unravelling => "unravelling",
            Self::Genuine => "genuine",
        }
    }

    /// What it means, as a sentence without its full stop.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Naive => {
                "much is expected of the other and little is known of its plans and ways, while the outcomes that each wants differ"
            }
            Self::Unravelling => "values are shared, but differences of culture are not understood",
            Self::Genuine => {
                "views, values and outcomes are shared, each knows the other, and each stays itself"
            }
        }
    }
}

/// Where each inequality has its border, and how sure a mode must be before it is told.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Borders {
    /// From here on an area is shared: 0.75 is one step between the mean answers.
    pub shared: f64,
    /// From here on the other's plans or ways are known: the middle of the scale.
    pub known: f64,
    /// From here on much is expected: 3.5 of 5.
    pub expected: f64,
    /// From here on a side stays itself: the middle of the scale.
    pub identity: f64,
    /// Least mean agreement A of a side's own people on views, values and outcomes.
    pub within: f64,
    /// Least probability, over draws of the respondents, with which a mode is told.
    pub sure: f64,
}

impl Default for Borders {
    fn default() -> Self {
        Self { shared: 0.75, known: 0.5, expected: 0.625, identity: 0.5, within: 0.2, sure: 0.8 }
    }
}

/// Which mode it is, or why that cannot be told.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// This one.
    Told(Mode),
    /// None can be told.
    CannotTell(CannotTell),
}

/// Why no mode can be told.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum CannotTell {
    /// Fewer people than the minimum group.
    #[error(
        "{found} people of {body} answered, and nothing is said of fewer than {needed}; ask more of them"
    )]
    TooFew {
        /// Whose.
        body: String,
        /// How many there are.
        found: usize,
        /// The minimum group.
        needed: usize,
    },
    /// Nothing was asked of an area, or too few answered.
    #[error("nothing is known of the area '{}'; put a question of it to both sides, to as many people as the minimum group", area.key())]
    NotAsked {
        /// Which.
        area: Area,
    },
    /// A side's own people do not agree.
    #[error(
        "the people of {body} do not agree among themselves on views, values and outcomes (agreement A {within:.2}); it has to find its own mind first"
    )]
    Divided {
        /// Whose.
        body: String,
        /// Their mean agreement A.
        within: f64,
    },
    /// No mode's inequalities hold.
    #[error(
        "none of the three modes fits; the nearest is {}, {short:.2} short of it: see which figure lies on the wrong side of its border", nearest.title()
    )]
    NoneFits {
        /// The nearest.
        nearest: Mode,
        /// How far outside its borders it lies.
        short: f64,
    },
    /// The draws do not agree on it.
    #[error(
        "the answers look {}, but only in {:.0}% of draws of the same people; ask more people, or talk about the figure nearest its border", mode.title(), 100.0 * probability
    )]
    NotSure {
        /// What it looks like.
        mode: Mode,
        /// Its share of the draws.
        probability: f64,
    },
}

/// What the inequalities look at; none where it was not asked.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Measures {
    /// How far views, values and outcomes are shared.
    pub shared: [Option<f64>; 3],
    /// How well each side knows the other's plans.
    pub plans: [Option<f64>; 2],
    /// How well each side knows the other's ways.
    pub ways: [Option<f64>; 2],
    /// How much each side expects of the other.
    pub expects: [Option<f64>; 2],
    /// How far each side stays itself.
    pub identity: [Option<f64>; 2],
    /// Mean agreement A of each side's own people over questions on views, values and outcomes.
    pub within: [Option<f64>; 2],
}

impl Measures {
    /// The measures of all who answered.
    pub fn of(tallies: &Tallies) -> Self {
        Self::of_counts(tallies, &tallies.counts)
    }

    /// The measures of these counts.
    pub(super) fn of_counts(tallies: &Tallies, counts: &[Vec<Tally>; 2]) -> Self {
        let of_area = |area: Area| {
            let asked = move |at: &usize| tallies.questions[*at].area == area;
            (0..tallies.questions.len()).filter(asked)
        };
        let level =
            |area| [0, 1].map(|side: usize| mean(of_area(area).filter_map(|at| counts[side][at].place())));
        let squared_distance = |at: usize| {
            let [first, second] = [counts[0][at], counts[1][at]];
            let distance = first.place()? - second.place()?;
            Some(distance.powi(2) - first.squared_error() - second.squared_error())
        };
        let shared = |area| {
            mean(of_area(area).filter_map(squared_distance)).map(|squared| 1.0 - squared.max(0.0).sqrt())
        };
        let within = |side: usize| {
            let asked = Area::COMPARED.into_iter().flat_map(of_area);
            mean(asked.filter_map(|at| agreement_a(&counts[side][at].frequencies()).ok()))
        };
        Self {
            shared: Area::COMPARED.map(shared),
            plans: level(Area::Plans),
            ways: level(Area::Ways),
            expects: level(Area::Expects),
            identity: level(Area::Identity),
            within: [within(0), within(1)],
        }
    }

    fn whole(&self) -> Result<Whole, Area> {
        let both = |[first, second]: [Option<f64>; 2], area| {
            first.zip(second).map(|(first, second)| [first, second]).ok_or(area)
        };
        let [views, values, outcomes] = self.shared;
        Ok(Whole {
            views: views.ok_or(Area::Views)?,
            values: values.ok_or(Area::Values)?,
            outcomes: outcomes.ok_or(Area::Outcomes)?,
            plans: both(self.plans, Area::Plans)?,
            ways: both(self.ways, Area::Ways)?,
            expects: both(self.expects, Area::Expects)?,
            identity: both(self.identity, Area::Identity)?,
        })
    }
}

/// Measures none of which is missing.
struct Whole {
    views: f64,
    values: f64,
    outcomes: f64,
    plans: [f64; 2],
    ways: [f64; 2],
    expects: [f64; 2],
    identity: [f64; 2],
}

impl Whole {
    fn margins(&self, borders: &Borders) -> [f64; 3] {
        let knowledge = |side: usize| f64::midpoint(self.plans[side], self.ways[side]);
        let hopes =
            |side: usize| (self.expects[side] - borders.expected).min(borders.known - knowledge(side));
        let naive = hopes(0).max(hopes(1)).min(borders.shared - self.outcomes);
        let strangers = borders.known - least(self.ways);
        let unravelling = (self.values - borders.shared).min(borders.shared - self.views).min(strangers);
        let shared = self.views.min(self.values).min(self.outcomes) - borders.shared;
        let known = least(self.plans).min(least(self.ways)) - borders.known;
        let genuine = shared.min(known).min(least(self.identity) - borders.identity);
        [naive, unravelling, genuine]
    }
}

/// How far inside its borders each mode lies; none where something was not asked.
pub fn margins(measures: &Measures, borders: &Borders) -> Option<[(Mode, f64); 3]> {
    let [naive, unravelling, genuine] = measures.whole().ok()?.margins(borders);
    Some([(Mode::Naive, naive), (Mode::Unravelling, unravelling), (Mode::Genuine, genuine)])
}

/// The reading of these measures, before anything is said of how sure it is.
pub fn read(bodies: &[String; 2], measures: &Measures, borders: &Borders) -> Reading {
    let cannot = Reading::CannotTell;
    let whole = match measures.whole() {
        Ok(whole) => whole,
        Err(area) => return cannot(CannotTell::NotAsked { area }),
    };
    let sides = bodies.iter().zip(measures.within);
    if let Some((body, within)) =
        sides.filter_map(|(body, within)| Some((body, within?))).find(|(_, within)| *within < borders.within)
    {
        return cannot(CannotTell::Divided { body: body.clone(), within });
    }
    let margins = whole.margins(borders);
    let widest = Mode::ALL.into_iter().zip(margins).max_by(|(_, a), (_, b)| a.total_cmp(b));
    match widest {
        Some((mode, margin)) if margin >= 0.0 => Reading::Told(mode),
        Some((nearest, margin)) => cannot(CannotTell::NoneFits { nearest, short: -margin }),
        None => cannot(CannotTell::NotAsked { area: Area::Views }),
    }
}

/// One figure beside its border.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Criterion {
    /// What it is, in words.
    pub name: String,
    /// The figure; none where it was not asked.
    pub value: Option<f64>,
    /// Its border.
    pub border: f64,
}

/// Each figure that the modes look at, with its border.
pub fn criteria(bodies: &[String; 2], measures: &Measures, borders: &Borders) -> Vec<Criterion> {
    let one = |name: String, value, border| Criterion { name, value, border };
    let shared = Area::COMPARED.into_iter().zip(measures.shared);
    let mut all: Vec<Criterion> = shared
        .map(|(area, value)| one(format!("{} are shared", area.title()), value, borders.shared))
        .collect();
    let each = [
        ("knows the other's plans", measures.plans, borders.known),
        ("knows the other's ways", measures.ways, borders.known),
        ("expects much of the other", measures.expects, borders.expected),
        ("stays itself", measures.identity, borders.identity),
        ("agrees within (A)", measures.within, borders.within),
    ];
    for (what, values, border) in each {
        let sides = bodies.iter().zip(values);
        all.extend(sides.map(|(body, value)| one(format!("{body} {what}"), value, border)));
    }
    all
}

fn least([first, second]: [f64; 2]) -> f64 {
    first.min(second)
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}
