//! Quality: how each side defines and evidences it, and what a partner's rating does to the others' reputation.

use std::collections::BTreeMap;

use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::risk::{self, RatingPublished};
use commonweal_record::fact::{Date, RiskId};
use commonweal_record::partnership::{Partnership, Told};
use serde::Serialize;

/// The ratings that the Care Quality Commission of England gives, worst first.
pub const CQC: [&str; 4] = ["Inadequate", "Requires improvement", "Good", "Outstanding"];

/// What a body says of quality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quality<'a> {
    /// Which body.
    pub body: &'a str,
    /// What it calls good.
    pub defines: &'a str,
    /// How anybody could see that it is.
    pub evidence: &'a str,
}

/// What is still to be talked about before quality means the same to both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "open")]
pub enum QualityOpen {
    /// It says nothing of what it calls good.
    #[error("{body} does not say what it calls good; ask how it would know that the work went well")]
    NotDefined {
        /// Which body.
        body: String,
    },
    /// It says what it calls good and not how anybody could see it.
    #[error(
        "{body} says what it calls good and not how anybody could see it; ask for a measure, an inspection or what people say"
    )]
    NoEvidence {
        /// Which body.
        body: String,
    },
}

/// What each side has left open of quality.
pub fn open(sides: &[Quality<'_>]) -> Vec<QualityOpen> {
    let left_open = |side: &Quality<'_>| {
        let body = side.body.to_owned();
        match (side.defines.trim().is_empty(), side.evidence.trim().is_empty()) {
            (true, _) => Some(QualityOpen::NotDefined { body }),
            (false, true) => Some(QualityOpen::NoEvidence { body }),
            (false, false) => None,
        }
    };
    sides.iter().filter_map(left_open).collect()
}

/// One rating that a body was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating<'a> {
    /// The day on which it was published.
    pub on: Date,
    /// What it is: one of the steps of the scale.
    pub rating: &'a str,
}

/// A risk that a rating raises: what `risk_raised` of the record needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RiskProposal {
    /// What may happen, at most 120 characters.
    pub title: String,
    /// From 1 to 5.
    pub likelihood: u8,
    /// From 1 to 5.
    pub impact: u8,
    /// Why it is proposed.
    pub because: String,
}

/// Why a history of ratings cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RatingError {
    /// A rating that is not on the scale.
    #[error("'{rating}' of {on} is not one of {scale}; write it as the regulator does")]
    NotOnScale {
        /// The rating.
        rating: String,
        /// Its day.
        on: Date,
        /// The scale.
        scale: String,
    },
}

/// The risk that the latest rating of `body` raises for its partners: where it is worse than the one before, or stands in the lower half of `scale` (worst first). None
/// where it is neither, or nothing was rated. The lower it stands, the larger the impact; a fall is likelier to be talked about than a rating that has long been so.
///
/// # Errors
/// [`RatingError::NotOnScale`].
pub fn watch(
    body: &str,
    history: &[Rating<'_>],
    scale: &[&str],
) -> Result<Option<RiskProposal>, RatingError> {
    let mut steps = Vec::with_capacity(history.len());
    for given in history {
        let step = scale.iter().position(|step| step.eq_ignore_ascii_case(given.rating.trim()));
        steps.push((
            given,
            step.ok_or_else(|| RatingError::NotOnScale {
                rating: given.rating.to_owned(),
                on: given.on,
                scale: scale.join(", "),
            })?,
        ));
    }
    steps.sort_by_key(|(given, _)| given.on);
    let Some(&(latest, now)) = steps.last() else { return Ok(None) };
    let before = steps.len().checked_sub(2).and_then(|at| steps.get(at)).map(|(_, step)| *step);
    let (fell, poor) = (before.is_some_and(|before| now < before), 2 * now + 1 < scale.len());
    if !fell && !poor {
        return Ok(None);
    }
    let because = match before.filter(|_| fell) {
        Some(before) => {
            let on = latest.on.in_words();
            format!("The rating of {body} fell from {} to {} on {on}.", scale[before], scale[now])
        }
        None => format!("The rating of {body} is {}, of {}.", scale[now], latest.on.in_words()),
    };
    // The worst step has the impact 5, the best 2.
    let impact = (5 - 3 * now / scale.len().saturating_sub(1).max(1)).clamp(2, 5);
    let name: String = body.chars().take(70).collect();
    Ok(Some(RiskProposal {
        title: format!("The rating of {name} harms its partners' reputation"),
        likelihood: if fell { 4 } else { 3 },
        impact: u8::try_from(impact).unwrap_or(5),
        because,
    }))
}

/// A risk that the ratings on a record raise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingRisk {
    /// Whose rating.
    pub body: BodyId,
    /// The entry of the latest rating.
    pub rated: u64,
    /// The risk.
    pub risk: RiskProposal,
    /// The risk of the shared register that answers it: of the same title, raised after the rating.
    pub registered: Option<RiskId>,
}

/// The risks that the ratings on the record of a partnership raise, by body ([`watch`]). One that nobody has put into the shared register yet has no `registered`.
pub fn raised(partnership: &Partnership) -> Vec<RatingRisk> {
    let mut histories: BTreeMap<&BodyId, Vec<&Told<RatingPublished>>> = BTreeMap::new();
    for told in &partnership.programme.ratings {
        histories.entry(&told.fact.body).or_default().push(told);
    }
    let of_body = |(body, mut told): (&BodyId, Vec<&Told<RatingPublished>>)| {
        told.sort_by_key(|told| told.fact.on);
        let rated = told.last()?.seq;
        let scale: Vec<&str> = risk::Rating::ALL.iter().map(|rating| rating.phrase()).collect();
        let history: Vec<Rating<'_>> =
            told.iter().map(|told| Rating { on: told.fact.on, rating: told.fact.rating.phrase() }).collect();
        let name = partnership.members.bodies.get(body).map_or(body.as_str(), |body| body.name());
        // Every rating of the record is on the scale.
        let risk = watch(name, &history, &scale).ok().flatten()?;
        let answers = |(_, it): &(&RiskId, &commonweal_record::partnership::Risk)| {
            it.raised.seq > rated && it.raised.fact.title.as_str() == risk.title
        };
        let registered = partnership.programme.risks.iter().find(answers).map(|(id, _)| id.clone());
        Some(RatingRisk { body: body.clone(), rated, risk, registered })
    };
    histories.into_iter().filter_map(of_body).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rating<'a>(on: &str, rating: &'a str) -> Rating<'a> {
        Rating { on: Date::new(on).unwrap(), rating }
    }

    fn watched(history: &[(&str, &str)]) -> Option<RiskProposal> {
        let history: Vec<Rating<'_>> = history.iter().map(|(on, given)| rating(on, given)).collect();
        watch("Saltmere Care (fictional)", &history, &CQC).unwrap()
    }

    #[test]
    fn a_fall_raises_a_risk_whatever_the_order_in_which_ratings_are_told() {
        let fell = watched(&[("2026-03-01", "Good"), ("2024-05-01", "Outstanding")]).unwrap();
        assert_eq!((fell.likelihood, fell.impact), (4, 3));
        assert_eq!(
            fell.because,
            "The rating of Saltmere Care (fictional) fell from Outstanding to Good on 1 March 2026."
        );
    }

    #[test]
    fn a_rise_to_a_good_rating_raises_none_and_a_poor_one_does_even_when_it_rose() {
        assert_eq!(watched(&[("2024-05-01", "Inadequate"), ("2026-03-01", "good ")]), None);
        assert_eq!(watched(&[]), None);
        let still_poor =
            watched(&[("2024-05-01", "Inadequate"), ("2026-03-01", "Requires improvement")]).unwrap();
        assert_eq!((still_poor.likelihood, still_poor.impact), (3, 4));
        assert!(watched(&[("2026-03-01", "Inadequate")]).is_some_and(|risk| risk.impact == 5));
    }

    #[test]
    fn a_title_fits_the_record_however_long_a_name_is() {
        let long = "x".repeat(300);
        let risk = watch(&long, &[rating("2026-03-01", "Inadequate")], &CQC).unwrap().unwrap();
        assert!(risk.title.chars().count() <= 120);
    }

    #[test]
    fn a_rating_that_is_none_is_told_with_its_day_and_the_scale() {
        let error = watch("A", &[rating("2026-03-01", "Poor")], &CQC).unwrap_err();
        assert_eq!(
            error.to_string(),
            "'Poor' of 2026-03-01 is not one of Inadequate, Requires improvement, Good, Outstanding; write it as the regulator does"
        );
    }

    #[test]
    fn quality_is_open_until_it_is_defined_and_evidenced() {
        let side = |defines, evidence| Quality { body: "A", defines, evidence };
        let body = || "A".to_owned();
        assert_eq!(
            open(&[side("", "audit"), side("nobody waits", " "), side("nobody waits", "audit")]),
            [QualityOpen::NotDefined { body: body() }, QualityOpen::NoEvidence { body: body() },]
        );
    }
}
