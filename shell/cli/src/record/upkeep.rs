//! `commonweal init`, `checkpoint`, `export`, `backup`, `restore`, `migrate`.

use std::path::Path;

use commonweal_service::record::bundle::{Documents, Needed};
use commonweal_service::record::upkeep::{self, Standing};
use commonweal_service::record::{Database, Place, Surroundings};

use super::print;
use crate::failure::Failure;
use crate::readable;
use crate::record_arguments::Where;

pub(super) fn init(name: &str, place: &Where) -> Result<(), Failure> {
    let folder = place.host_folder();
    let made = Place::init(place.database.clone(), &folder, name, Surroundings::of_this_machine())?;
    let public = made.host()?.key.public();
    print(&format!(
        "the record:   {}\nthe host:     {}, outside every back-up: keep it secret, and a copy of it elsewhere\n\
         its key:      {} (id {}): publish it where partners can compare it",
        place.database,
        folder.display(),
        public.to_base64(),
        public.id()
    ))
}

pub(super) fn checkpoint(log: Option<&str>, place: &Where) -> Result<(), Failure> {
    let place = place.open()?;
    let slugs = match log {
        Some(log) => vec![log.to_owned()],
        None => place.logs()?.into_iter().map(|(slug, _)| slug).collect(),
    };
    for slug in slugs {
        print(&place.checkpoint(&slug)?.note)?;
        // Beside the note, which is for other programs too.
        eprintln!("{}", readable::escaped(&place.reached(place.log(&slug)?.view())?.to_string()));
    }
    Ok(())
}

pub(super) fn export(
    log: &str,
    bundle: &Path,
    witnesses: Option<u64>,
    documents: bool,
    place: &Where,
) -> Result<(), Failure> {
    let documents = if documents { Documents::Included } else { Documents::LeftOut };
    let needed = witnesses.map_or(Needed::AsRecorded, Needed::Given);
    let exported = place.open()?.export(log, bundle, needed, documents)?;
    let left_out = match exported.left_out {
        0 => String::new(),
        later => format!("; {later} later entries are not final and were left out"),
    };
    print(&format!(
        "{}: {} entries and {} documents written to {}{left_out}",
        exported.origin,
        exported.entries,
        exported.documents,
        bundle.display()
    ))
}

pub(super) fn backup(file: &Path, place: &Where) -> Result<(), Failure> {
    place.open()?.back_up(file)?;
    print(&format!("backed up to {0}; the keys of documents are in {0}.keys", file.display()))
}

pub(super) fn restore(file: &Path, place: &Where) -> Result<(), Failure> {
    let restored =
        upkeep::restore(file, place.database.clone(), &place.host_folder(), Surroundings::of_this_machine())?;
    for (head, root) in &restored.copied.logs {
        print(&format!("{}: {} entries, root {root}", head.origin, head.size))?;
    }
    print(&format!("{} documents, {} of them erased again", restored.copied.blobs, restored.erased))?;
    let mut behind = false;
    for (origin, standing) in &restored.standings {
        match standing {
            Standing::Writable => print(&format!("  {origin}: writable"))?,
            Standing::ReadOnly(reason) => {
                print(&format!("  {reason}"))?;
                behind = true;
            }
        }
    }
    // The log cannot name what was erased in entries that it does not hold.
    if behind && restored.copied.blobs > restored.erased {
        print(
            "documents in it may have been erased since: fetch the missing entries from a mirror, which erases them again, before anybody reads them",
        )?;
    }
    Ok(())
}

pub(super) fn migrate(to: &Database, place: &Where) -> Result<(), Failure> {
    for moved in place.open()?.migrate(to)? {
        print(&format!(
            "{}: {} entries, root {}, state {}: the same in both",
            moved.origin, moved.entries, moved.root, moved.state_hash
        ))?;
    }
    Ok(())
}
