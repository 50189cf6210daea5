//! Appraise options: load the file, the evaluations and figures that it names, call the core.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use commonweal_value::options::{OptionsAppraisal, OptionsError, OptionsFile, appraise};
use commonweal_value::parameters::Parameters;

use crate::valuation::{Overrides, ValuationError, named_files, read};

/// Why no options were appraised.
#[derive(Debug, thiserror::Error)]
pub enum AppraisalError {
    /// A file cannot be read, or holds no figures.
    #[error(transparent)]
    File(#[from] ValuationError),
    /// The options cannot be appraised.
    #[error("options {}, {source}", path.display())]
    Options {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and key.
        source: Box<OptionsError>,
    },
}

/// Appraises the options in the file `path`. Files that it names are taken relative to the folder it stands in.
///
/// # Errors
/// [`AppraisalError`], naming the file and, inside it, line and key.
pub fn in_file(path: &Path, overrides: Overrides) -> Result<OptionsAppraisal, AppraisalError> {
    let wrong = |source| AppraisalError::Options { path: path.to_owned(), source: Box::new(source) };
    let text = read("options", path)?;
    let mut file = OptionsFile::from_toml(&text).map_err(wrong)?;
    file.draws = overrides.draws.or(file.draws);
    file.seed = overrides.seed.or(file.seed);
    let folder = path.parent().unwrap_or(Path::new(""));
    let named = named_files(folder, &file.parameters, &file.evaluations())?;
    let built = file.build(&text, &named.parameters, &named.evaluations).map_err(wrong)?;
    Ok(appraise(&built))
}

/// The most bytes of a file of options that somebody brings to a page.
pub const MOST_BYTES: usize = 100_000;
/// The most draws that are made for a page.
const MOST_DRAWS: usize = 100_000;

/// Why options that somebody brought were not appraised.
#[derive(Debug, thiserror::Error)]
pub enum BroughtError {
    /// No text, or too much of it.
    #[error("Choose a file of options in UTF-8, of 1 to {MOST_BYTES} bytes.")]
    NotAText,
    /// It leans on other files, which are not here.
    #[error(
        "It names {name}, which is not here: write the figures and effects into the file, or use 'commonweal appraise options' beside it."
    )]
    NamesAFile {
        /// The first file that it names.
        name: String,
    },
    /// The options cannot be appraised.
    #[error("In the file, {0}.")]
    Options(#[from] Box<OptionsError>),
    /// The published figures.
    #[error(transparent)]
    Parameters(#[from] commonweal_value::parameters::ParameterError),
}

/// Appraises the options of a file that somebody brought; it may name no other.
///
/// # Errors
/// [`BroughtError`].
pub fn in_bytes(bytes: &[u8]) -> Result<OptionsAppraisal, BroughtError> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| (1..=MOST_BYTES).contains(&text.len()));
    in_text(text.ok_or(BroughtError::NotAText)?)
}

/// Appraises the options of a text that names no other file, however long it is.
///
/// # Errors
/// As for [`in_bytes`].
pub(crate) fn in_text(text: &str) -> Result<OptionsAppraisal, BroughtError> {
    let wrong = |source| BroughtError::Options(Box::new(source));
    let mut file = OptionsFile::from_toml(text).map_err(wrong)?;
    let named = file.parameters.iter().map(String::as_str).chain(file.evaluations()).next();
    if let Some(name) = named {
        return Err(BroughtError::NamesAFile { name: name.to_owned() });
    }
    file.draws = Some(file.draws.unwrap_or(MOST_DRAWS).min(MOST_DRAWS));
    let built = file.build(text, &Parameters::published()?, &BTreeMap::new()).map_err(wrong)?;
    Ok(appraise(&built))
}
