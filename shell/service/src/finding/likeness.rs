//! Mirrors and unlike partners, of bodies in files or in the register.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use commonweal_directory::Wrong;
use commonweal_directory::profiles;
use commonweal_find::integration::{Integration, unlike};
use commonweal_find::mirror::{Duplicate, Mirror, MirrorError, Post, duplicates, mirrors};
use commonweal_find::profile::Profile;
use commonweal_find::profiles::Profiles;
use commonweal_find::register::{Body, Field, List, Places, Register};
use commonweal_quantity::nearest::{nearest, suggestion};

use crate::register::Known;

/// Where bodies and what is known of them are: the tables of [`commonweal_directory::profiles`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LikenessFiles {
    /// Of bodies.
    pub bodies: PathBuf,
    /// Of services.
    pub services: Option<PathBuf>,
    /// Of where those live whom they serve.
    pub places: Option<PathBuf>,
    /// Of skills needed and offered.
    pub skills: Option<PathBuf>,
    /// Of posts and systems.
    pub posts: Option<PathBuf>,
}

/// Why nobody was found.
#[derive(Debug, thiserror::Error)]
pub enum LikenessError {
    /// A file cannot be opened.
    #[error("cannot read {}: {source}; name a file that is there and may be read", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Lines of a file cannot be read.
    #[error("{}: {}", path.display(), lines(wrong))]
    Lines {
        /// The file.
        path: PathBuf,
        /// Each with its place.
        wrong: Vec<Wrong>,
    },
    /// The body that asks is not there.
    #[error("nobody is called '{body}'{}", suggestion(nearest.as_deref()))]
    NoBody {
        /// Who was asked for.
        body: String,
        /// The nearest that there is.
        nearest: Option<String>,
    },
    /// No mirror.
    #[error(transparent)]
    Mirror(#[from] MirrorError),
}

/// A mirror, and what the two have twice.
#[derive(Debug, Clone, PartialEq)]
pub struct PricedMirror {
    /// The mirror.
    pub mirror: Mirror,
    /// What both have, the dearest first.
    pub duplicates: Vec<Duplicate>,
}

/// The mirrors of a body among those of the files, by its key or name.
///
/// # Errors
/// [`LikenessError`].
pub fn mirrors_in_files(
    of: &str,
    files: &LikenessFiles,
    half_distance_km: f64,
) -> Result<Vec<PricedMirror>, LikenessError> {
    let all = profiles_of(files)?;
    let posts: BTreeMap<String, Vec<Post>> = match &files.posts {
        Some(path) => profiles::posts(&bytes(path)?).map_err(refused(path))?,
        None => BTreeMap::new(),
    };
    let of = wanted(of, &all)?;
    let none = Vec::new();
    let has = |key: &str| posts.get(key).unwrap_or(&none);
    let priced = |mirror: Mirror| {
        let duplicates = duplicates(has(all.key(of)), has(&mirror.key));
        PricedMirror { mirror, duplicates }
    };
    Ok(mirrors(of, &all, half_distance_km, usize::MAX)?.first.into_iter().map(priced).collect())
}

/// The mirrors of a body among those of the register, by its identifier or name.
///
/// # Errors
/// [`LikenessError`].
pub fn mirrors_in_register(
    of: &str,
    known: &Known,
    half_distance_km: f64,
) -> Result<Vec<PricedMirror>, LikenessError> {
    let own = wanted(of, &known.profiles)?;
    let has = |key: &str| known.body(&key.parse().ok()?).map(posts);
    let mine = has(known.profiles.key(own)).unwrap_or_default();
    let priced = |mirror: Mirror| {
        let duplicates = duplicates(&mine, &has(&mirror.key).unwrap_or_default());
        PricedMirror { mirror, duplicates }
    };
    let found = mirrors(own, &known.profiles, half_distance_km, usize::MAX)?;
    Ok(found.first.into_iter().map(priced).collect())
}

/// The unlike partners of a body among those of the register, by its identifier or name.
///
/// # Errors
/// [`LikenessError`].
pub fn unlike_in_register(of: &str, known: &Known) -> Result<Integration, LikenessError> {
    Ok(unlike(wanted(of, &known.profiles)?, &known.profiles, |_| (), usize::MAX))
}

/// The unlike partners of a body among those of the files, by its key or name.
///
/// # Errors
/// [`LikenessError`].
pub fn unlike_in_files(of: &str, files: &LikenessFiles) -> Result<Integration, LikenessError> {
    let all = profiles_of(files)?;
    Ok(unlike(wanted(of, &all)?, &all, |_| (), usize::MAX))
}

/// Every body of the register as the finders see it, by identifier. Those that have closed are left out.
pub fn profiles_of_register(register: &Register, places: &Places) -> Profiles {
    let open = register.bodies().filter(|body| body.value(Field::Closed).is_none());
    Profiles::of(open.map(|body| profile(register, places, body)).collect())
}

fn profile(register: &Register, places: &Places, body: &Body) -> Profile {
    let need = |field| places.need(register, body, field).map(|need| need.value);
    let skills = |list| body.list(list).map(|(skill, _)| skill.to_owned()).collect();
    Profile {
        key: body.key.to_string(),
        name: body.name(),
        kind: body.value(Field::Kind).map(str::to_owned),
        // A register says which services there are, not how much of each.
        services: body.services().map(|service| (service.to_owned(), 1.0)).collect(),
        population: body.number(Field::Population),
        deprivation: need(Field::Deprivation),
        position: body.position(),
        people_by_place: places.people(register, body),
        needs: skills(List::Needs),
        offers: skills(List::Offers),
    }
}

/// The posts and systems that a body of the register has, with their cost in a year.
pub fn posts(body: &Body) -> Vec<Post> {
    let told = body.list_of_one(List::Posts).map(|(_, posts)| posts);
    let post = |(name, cost): (&String, &String)| Some(Post { name: name.clone(), cost: cost.parse().ok()? });
    told.into_iter().flatten().filter_map(post).collect()
}

/// What reads one more table into the profiles.
type Adds = fn(&[u8], &mut BTreeMap<String, Profile>) -> Result<(), Vec<Wrong>>;

fn profiles_of(files: &LikenessFiles) -> Result<Profiles, LikenessError> {
    let mut bodies = profiles::bodies(&bytes(&files.bodies)?).map_err(refused(&files.bodies))?;
    let tables: [(&Option<PathBuf>, Adds); 3] = [
        (&files.services, profiles::services),
        (&files.places, profiles::places),
        (&files.skills, profiles::skills),
    ];
    for (path, add) in tables {
        if let Some(path) = path {
            add(&bytes(path)?, &mut bodies).map_err(refused(path))?;
        }
    }
    Ok(Profiles::of(bodies.into_values().collect()))
}

/// The place of a body, by its key or name; of several of a name the first.
fn wanted(of: &str, all: &Profiles) -> Result<usize, LikenessError> {
    let found =
        all.find(of).or_else(|| all.keys_and_names().position(|(_, name)| name.eq_ignore_ascii_case(of)));
    found.ok_or_else(|| {
        let names = all.keys_and_names().flat_map(|(key, name)| [key, name]);
        LikenessError::NoBody { body: of.to_owned(), nearest: nearest(of, names).map(str::to_owned) }
    })
}

fn bytes(path: &Path) -> Result<Vec<u8>, LikenessError> {
    fs::read(path).map_err(|source| LikenessError::File { path: path.to_path_buf(), source })
}

fn refused(path: &Path) -> impl Fn(Vec<Wrong>) -> LikenessError {
    let path = path.to_path_buf();
    move |wrong| LikenessError::Lines { path: path.clone(), wrong }
}

/// The first few of what is wrong, a line each.
fn lines(wrong: &[Wrong]) -> String {
    const FEW: usize = 10;
    let mut lines: Vec<String> = wrong.iter().take(FEW).map(ToString::to_string).collect();
    if wrong.len() > FEW {
        lines.push(format!("and {} lines more", wrong.len() - FEW));
    }
    lines.join("\n")
}
