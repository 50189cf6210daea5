//! Alignment of bodies, from a file of their people's answers.

use std::io::Read;
use std::path::{Path, PathBuf};

use commonweal_appraise::alignment::file::{AnswersError, sides_from_csv};
use commonweal_appraise::alignment::{Alignment, Side, Terms, align};
use commonweal_quantity::nearest::{nearest, suggestion};

/// Largest file that is read: a hundred bodies with a hundred people each take less.
const LARGEST_BYTES: u64 = 100_000_000;
/// Most bodies of which every pair is compared.
const MOST_BODIES: usize = 12;

/// Why nothing was compared.
#[derive(Debug, thiserror::Error)]
pub enum AlignmentError {
    /// The file cannot be opened, or is no text.
    #[error("{} cannot be read: {source}; name a file of text that is there and may be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file holds no answers.
    #[error("{}, {source}", path.display())]
    Answers {
        /// The file.
        path: PathBuf,
        /// What is wrong, with its line.
        source: AnswersError,
    },
    /// A body that is to be compared did not answer.
    #[error("{} holds no answers of '{body}'{meant} Name two who answered", path.display())]
    NoBody {
        /// The file.
        path: PathBuf,
        /// The body.
        body: String,
        /// What may have been meant.
        meant: String,
    },
    /// So many bodies that nobody would read all pairs.
    #[error("{} holds answers of {bodies} bodies; name two of them with --between", path.display())]
    ManyBodies {
        /// The file.
        path: PathBuf,
        /// How many there are.
        bodies: usize,
    },
}

/// Compares the bodies of a file: the two that are named, or every pair.
///
/// # Errors
/// [`AlignmentError`], naming the file and, inside it, the line.
pub fn in_file(
    path: &Path,
    between: Option<&[String; 2]>,
    terms: &Terms,
) -> Result<Vec<Alignment>, AlignmentError> {
    let sides = sides_from_csv(&read(path)?)
        .map_err(|source| AlignmentError::Answers { path: path.to_owned(), source })?;
    if let Some([first, second]) = between {
        let pair = [side(path, &sides, first)?, side(path, &sides, second)?];
        return Ok(vec![align(pair, terms)]);
    }
    if sides.len() > MOST_BODIES {
        return Err(AlignmentError::ManyBodies { path: path.to_owned(), bodies: sides.len() });
    }
    let pairs = sides
        .iter()
        .enumerate()
        .flat_map(|(at, first)| sides[at + 1..].iter().map(move |second| [first, second]));
    Ok(pairs.map(|pair| align(pair, terms)).collect())
}

fn side<'a>(path: &Path, sides: &'a [Side], body: &str) -> Result<&'a Side, AlignmentError> {
    sides.iter().find(|side| side.body == body).ok_or_else(|| AlignmentError::NoBody {
        path: path.to_owned(),
        body: body.to_owned(),
        meant: match suggestion(nearest(body, sides.iter().map(|side| side.body.as_str()))) {
            none if none.is_empty() => ".".to_owned(),
            meant => meant,
        },
    })
}

fn read(path: &Path) -> Result<String, AlignmentError> {
    let unreadable = |source| AlignmentError::Unreadable { path: path.to_owned(), source };
    let mut text = String::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    file.take(LARGEST_BYTES).read_to_string(&mut text).map_err(unreadable)?;
    Ok(text)
}
