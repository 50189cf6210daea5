//! Appraise options: load the file, the evaluations and figures that it names, call the core.

use std::path::{Path, PathBuf};

use commonweal_value::options::{OptionsAppraisal, OptionsError, OptionsFile, appraise};

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
