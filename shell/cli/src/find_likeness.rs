//! `commonweal find mirror` and `commonweal find integration`.

use std::path::PathBuf;

use clap::Args;
use commonweal_evaluate::protocol::OutputFormat;
use commonweal_report::likeness::{
    integration_csv, integration_json, integration_text, mirrors_csv, mirrors_json, mirrors_text,
};
use commonweal_report::skills::{skills_csv, skills_json, skills_text};
use commonweal_service::finding::likeness::{
    LikenessFiles, mirrors_in_files, mirrors_in_register, unlike_in_files, unlike_in_register,
};
use commonweal_service::register::{Known, load};

use crate::failure::Failure;
use crate::output;
use crate::readable;
use crate::record_arguments::Where;
use crate::values::number;

pub(crate) const MIRROR_EXAMPLES: &str = "\
Examples:
  commonweal find mirror 'Saltmere Council' --bodies bodies.csv --services services.csv
      Bodies of the same kind, the most alike first, with the reason for each part of the score. The tables:
        body,kind,population,deprivation,latitude,longitude
        Saltmere Council,council,97000,21.5,53.59,-0.65
      and, a row a service, with or without an amount:
        body,service,amount
        Saltmere Council,benefits,8200
  commonweal find mirror 'Saltmere Council' --bodies bodies.csv --services services.csv --posts posts.csv
      The same, and what both have twice (body,post,cost), priced.
  commonweal find mirror GB-NHS/RXX
      Without tables: among the bodies of the register.

Exit codes:
  0  done
  1  a result could not be written
  2  the command is wrong
  3  a file or the database cannot be read
  4  what is known does not answer the question";

pub(crate) const INTEGRATION_EXAMPLES: &str = "\
Examples:
  commonweal find integration 'Saltmere Police' --bodies bodies.csv --services services.csv --places places.csv --skills skills.csv
      Unlike bodies that serve the same people or place, or offer what it needs. The tables:
        body,place,people
        Saltmere Police,Northdown,80000
      and
        body,skill,side
        Saltmere Police,falls response,need
  commonweal find integration GB-NHS/RXX
      Without tables: among the bodies of the register.

Exit codes:
  0  done
  1  a result could not be written
  2  the command is wrong
  3  a file or the database cannot be read
  4  what is known does not answer the question";

/// The tables.
#[derive(Debug, Args)]
pub(crate) struct Tables {
    /// Bodies: body, and where it is known name, kind, population, deprivation, latitude, longitude; CSV or XLSX. Without it the register
    /// is asked.
    #[arg(long, value_name = "FILE")]
    bodies: Option<PathBuf>,
    /// Services: body, service, and where it is known an amount.
    #[arg(long, value_name = "FILE", requires = "bodies")]
    services: Option<PathBuf>,
    #[command(flatten)]
    place: Where,
}

#[derive(Debug, Args)]
pub(crate) struct MirrorArguments {
    /// The body that asks.
    #[arg(value_name = "BODY")]
    body: String,
    #[command(flatten)]
    tables: Tables,
    /// Posts and systems with their cost in a year: body, post, cost.
    #[arg(long, value_name = "FILE", requires = "bodies")]
    posts: Option<PathBuf>,
    /// Distance at which a candidate counts half.
    #[arg(long, value_name = "KM", value_parser = number, default_value = "50", allow_negative_numbers = true)]
    half_distance_km: f64,
    /// What to print: text, json or csv.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: OutputFormat,
}

#[derive(Debug, Args)]
pub(crate) struct IntegrationArguments {
    /// The body that asks.
    #[arg(value_name = "BODY")]
    body: String,
    #[command(flatten)]
    tables: Tables,
    /// Where those live whom each serves: body, place, people.
    #[arg(long, value_name = "FILE", requires = "bodies")]
    places: Option<PathBuf>,
    /// Skills: body, skill, side (need or offer).
    #[arg(long, value_name = "FILE", requires = "bodies")]
    skills: Option<PathBuf>,
    /// What to print: text, json or csv.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: OutputFormat,
}

#[derive(Debug, Args)]
pub(crate) struct SkillsArguments {
    /// What to print: text, json or csv.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: OutputFormat,
    #[command(flatten)]
    place: Where,
}

/// Matches needs and offers, and prints them.
pub(crate) fn skills(arguments: &SkillsArguments) -> Result<(), Failure> {
    let register = load(&arguments.place.open()?)?;
    let found = commonweal_find::skills::skills(&register);
    match arguments.format {
        OutputFormat::Text => output::print(&readable::escaped(&skills_text(&register, &found))),
        OutputFormat::Json => output::print(&readable::escaped_json(&skills_json(&found))),
        OutputFormat::Csv => output::print_csv(&skills_csv(&register, &found)),
    }
}

/// Finds mirrors, and prints them.
pub(crate) fn mirror(arguments: MirrorArguments) -> Result<(), Failure> {
    let MirrorArguments { body, tables, posts, half_distance_km, format } = arguments;
    let Tables { bodies, services, place } = tables;
    let found = match bodies {
        Some(bodies) => {
            let files = LikenessFiles { bodies, services, posts, ..LikenessFiles::default() };
            mirrors_in_files(&body, &files, half_distance_km)?
        }
        None => mirrors_in_register(&body, &Known::of(load(&place.open()?)?), half_distance_km)?,
    };
    let found: Vec<_> = found.into_iter().map(|it| (it.mirror, it.duplicates)).collect();
    match format {
        OutputFormat::Text => output::print(&readable::escaped(&mirrors_text(&body, &found))),
        OutputFormat::Json => output::print(&readable::escaped_json(&mirrors_json(&body, &found))),
        OutputFormat::Csv => output::print_csv(&mirrors_csv(&found)),
    }
}

/// Finds unlike partners, and prints them.
pub(crate) fn integration(arguments: IntegrationArguments) -> Result<(), Failure> {
    let IntegrationArguments { body, tables, places, skills, format } = arguments;
    let Tables { bodies, services, place } = tables;
    let found = match bodies {
        Some(bodies) => {
            unlike_in_files(&body, &LikenessFiles { bodies, services, places, skills, posts: None })?
        }
        None => unlike_in_register(&body, &Known::of(load(&place.open()?)?))?,
    };
    match format {
        OutputFormat::Text => output::print(&readable::escaped(&integration_text(&body, &found))),
        OutputFormat::Json => output::print(&readable::escaped_json(&integration_json(&body, &found))),
        OutputFormat::Csv => output::print_csv(&integration_csv(&found)),
    }
}
