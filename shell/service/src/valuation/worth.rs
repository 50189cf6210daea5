//! What a plan is worth on the effect of an evaluation: what a page shows, what the record carries, what may be claimed.

use std::collections::BTreeMap;

use commonweal_record::entry::Instant;
use commonweal_record::fact::EvaluationId;
use commonweal_record::fact::kinds::evidence::ValuationAttached;
use commonweal_report::{ReproduceValuation, ValuationReport};
use commonweal_store::{KeyValueError, StoreError};
use commonweal_value::parameters::{ParameterError, Parameters};
use commonweal_value::plan::{Plan, PlanError, sha256};
use commonweal_value::valuation::{Valuation, pence, value};
use serde::{Deserialize, Serialize};

use super::claims::{Claimable, claimable};
use crate::evaluation::again::AgainError;
use crate::evaluation::kept::{Section, Table};
use crate::record::policy::Denied;

/// Largest plan that is taken, in bytes.
pub const MOST_PLAN_BYTES: usize = 100_000;
/// Most draws of a plan that is valued here.
const MOST_DRAWS: usize = 1_000_000;
/// What the plan is called where it is valued again.
const PLAN: &str = "plan.toml";

/// Why a plan was not valued, or what was kept of it not read.
#[derive(Debug, thiserror::Error)]
pub enum WorthError {
    /// Who asks may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The record has no such evaluation.
    #[error("the record has no evaluation '{evaluation}': choose one of those under Evidence")]
    NotAttached {
        /// Its name.
        evaluation: EvaluationId,
    },
    /// What the evaluation found is not here.
    #[error(
        "what evaluation '{evaluation}' found is not kept here, and a plan rests on it: run the evaluation again first, from its protocol and its panel"
    )]
    NotRunHere {
        /// Its name.
        evaluation: EvaluationId,
    },
    /// The file is too large.
    #[error("the plan has more than {most} bytes: bring the plan alone, or use 'commonweal value'")]
    TooLarge {
        /// The limit.
        most: usize,
    },
    /// The file is no text.
    #[error("the plan is not text in UTF-8: bring the TOML file")]
    NotText,
    /// The plan cannot be carried out.
    #[error("plan, {0}")]
    Plan(#[from] Box<PlanError>),
    /// The published figures are not whole.
    #[error(transparent)]
    Parameters(#[from] ParameterError),
    /// The plan needs other files.
    #[error(
        "the plan reads figures of its own from {}: write them in the plan, unit-cost = {{ amount, price-year, source, licence }}, or use 'commonweal value'",
        files.join(", ")
    )]
    OwnFigures {
        /// As the plan names them.
        files: Vec<String>,
    },
    /// The plan rests on no evaluation.
    #[error(
        "the plan rests on no evaluation, and what is kept here is the worth of an evaluated effect: give an effect evaluation = \"evaluation.json\""
    )]
    NoEvaluation,
    /// The plan rests on several evaluations.
    #[error(
        "the plan rests on {} evaluations ({}), and here it can rest on one: make a plan of each, or use 'commonweal value'",
        named.len(), named.join(", ")
    )]
    SeveralEvaluations {
        /// As the plan names them.
        named: Vec<String>,
    },
    /// More draws than are drawn here.
    #[error("the plan asks for {asked} draws, and {most} at most are drawn here: write draws = {most}")]
    TooManyDraws {
        /// Of the plan.
        asked: usize,
        /// The limit.
        most: usize,
    },
    /// An interval that the record cannot carry.
    #[error(
        "the plan asks for intervals of {level}, and the record carries whole per cents: write level = 0.95"
    )]
    Level {
        /// Of the plan.
        level: f64,
    },
    /// The evaluation's result.
    #[error(transparent)]
    Evaluation(#[from] Box<AgainError>),
    /// What was kept does not read.
    #[error("what was kept of the valuation does not read ({0}): remove it and bring the plan again")]
    Damaged(#[from] serde_json::Error),
    /// The store.
    #[error(transparent)]
    Store(#[from] KeyValueError),
}

impl From<StoreError> for WorthError {
    fn from(error: StoreError) -> Self {
        Self::Store(error.into())
    }
}

/// The figures that the record carries of a valuation; money in pence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Benefits less costs at present value, as expected.
    pub npsv: i64,
    /// The lower end of its interval.
    pub lower: i64,
    /// The upper end of its interval.
    pub upper: i64,
    /// How sure the interval is, in per cent.
    pub level_percent: i64,
    /// How probable it is that benefits exceed costs, in per cent.
    pub probability_percent: i64,
    /// The year in whose prices it is.
    pub base_year: String,
    /// Years that it looks at.
    pub horizon_years: usize,
}

impl Figures {
    fn of(valuation: &Valuation) -> Result<Self, WorthError> {
        let drawn = &valuation.drawn;
        let level = drawn.npsv.level;
        // Whole per cents are what pence are to pounds.
        let level_percent = pence(level);
        if (level * 100.0 - level_percent as f64).abs() > 1e-9 {
            return Err(WorthError::Level { level });
        }
        Ok(Self {
            npsv: valuation.central.npsv_pence,
            lower: pence(drawn.npsv.lower),
            upper: pence(drawn.npsv.upper),
            level_percent,
            probability_percent: pence(drawn.probability_benefits_exceed_costs),
            base_year: valuation.base_year.to_string(),
            horizon_years: valuation.horizon_years,
        })
    }

    /// Whether these are the figures of the record, the ends of the interval to the pound: they come of arithmetic in
    /// floating point, which another machine may round another way.
    pub fn are_of(&self, recorded: &ValuationAttached) -> bool {
        let near = |own: i64, recorded: i64| own.abs_diff(recorded) <= 100;
        self.npsv == recorded.npsv.0
            && near(self.lower, recorded.lower.0)
            && near(self.upper, recorded.upper.0)
            && self.level_percent == recorded.level_percent.get()
            && self.base_year == recorded.base_year.as_str()
    }
}

/// What a plan is worth, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worth {
    /// Hash of the plan.
    pub plan_sha256: String,
    /// The plan.
    pub plan: String,
    /// Hash of the panel that the evaluation read, once it is kept.
    pub(super) data: String,
    /// When it was valued, in the form of the record, once it is kept.
    pub run_at: String,
    /// The program that valued it.
    pub program: String,
    /// The result in a sentence.
    pub headline: String,
    /// Cash or not, who pays and who gains, how sure.
    pub sentences: Vec<String>,
    /// The figures that the record carries.
    pub figures: Figures,
    /// What may be claimed of it.
    pub claims: Vec<Claimable>,
    /// The sections of the report.
    pub sections: Vec<Section>,
    /// Its tables.
    pub tables: Vec<Table>,
    /// All of it for a program (`commonweal.valuation/1`).
    pub json: String,
}

impl Worth {
    /// Values `plan` on what an evaluation found, `evaluation_json`.
    ///
    /// # Errors
    /// [`WorthError`]: what the plan must say otherwise.
    pub fn of(plan: &[u8], evaluation_json: &str) -> Result<Self, WorthError> {
        if plan.len() > MOST_PLAN_BYTES {
            return Err(WorthError::TooLarge { most: MOST_PLAN_BYTES });
        }
        let text = std::str::from_utf8(plan).map_err(|_| WorthError::NotText)?;
        let read = Plan::from_toml(text).map_err(Box::new)?;
        let name = the_evaluation(&read)?;
        let files = BTreeMap::from([(name.clone(), evaluation_json.to_owned())]);
        let built = read.build(text, &Parameters::published()?, &files).map_err(Box::new)?;
        if built.draws > MOST_DRAWS {
            return Err(WorthError::TooManyDraws { asked: built.draws, most: MOST_DRAWS });
        }
        let valuation = value(&built);
        let (figures, claims) = (Figures::of(&valuation)?, claimable(&valuation));
        let plan_sha256 = sha256(text);
        let program = format!("commonweal {}", env!("CARGO_PKG_VERSION"));
        let reproduce = ReproduceValuation {
            command: format!("commonweal value {PLAN}"),
            program_version: program.clone(),
            files: vec![(PLAN.to_owned(), plan_sha256.clone()), (name, sha256(evaluation_json))],
        };
        let report = ValuationReport::new(valuation, reproduce);
        let sections = report.parts().into_iter().map(|part| Section {
            id: part.id.to_owned(),
            heading: part.heading.to_owned(),
            html: part.html,
        });
        let tables = report.tables_csv().into_iter().map(|(name, csv)| Table { name: name.to_owned(), csv });
        Ok(Self {
            plan_sha256,
            plan: text.to_owned(),
            data: String::new(),
            run_at: String::new(),
            program,
            headline: report.headline().to_owned(),
            sentences: report.sentences().to_vec(),
            figures,
            claims,
            sections: sections.collect(),
            tables: tables.collect(),
            json: report.to_json(),
        })
    }

    /// When it was valued.
    pub fn at(&self) -> Option<Instant> {
        self.run_at.parse().ok()
    }
}

/// The one evaluation that a plan rests on, as it names it.
fn the_evaluation(plan: &Plan) -> Result<String, WorthError> {
    if !plan.parameters.is_empty() {
        return Err(WorthError::OwnFigures { files: plan.parameters.clone() });
    }
    let mut named: Vec<String> = plan.evaluations().into_iter().map(str::to_owned).collect();
    named.sort();
    named.dedup();
    match named.len() {
        1 => Ok(named.remove(0)),
        0 => Err(WorthError::NoEvaluation),
        _ => Err(WorthError::SeveralEvaluations { named }),
    }
}
