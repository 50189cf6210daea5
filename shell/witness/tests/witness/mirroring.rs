//! A mirror holds what the host signed, and nothing else.

use std::sync::Arc;

use commonweal_store::{SqliteStore, Store};
use commonweal_witness::Stage;
use commonweal_witness::mirror::{Mirror, MirrorError, held_by};
use commonweal_witness::{Progress, Server};
use tempfile::TempDir;

use crate::place::{History, ORIGIN, TIME, host, origin, secret, serve_store};

/// A host that serves a history; the folder goes when it does.
fn hosted(history: &History) -> (TempDir, Server) {
    let folder = tempfile::tempdir().unwrap();
    let server = serve_store(history.store(folder.path()));
    (folder, server)
}

fn empty() -> (TempDir, Arc<dyn Store>) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("mirror.sqlite")).unwrap();
    (folder, Arc::new(store))
}

fn mirror(store: &Arc<dyn Store>) -> Mirror {
    Mirror::open(Arc::clone(store), origin(), host().public()).unwrap()
}

#[test]
fn a_mirror_follows_page_by_page_is_followed_in_turn_and_an_entry_goes_through_its_stages() {
    let (first, whole) = (History::of(1_203), History::of(2_400));
    let (_folder, host_then) = hosted(&first);
    let (_mirror_folder, store) = empty();
    let mut mirrored = mirror(&store);
    let followed = mirrored.follow(&host_then.url(), TIME).unwrap();
    assert_eq!((followed.size, followed.new), (1_203, 1_203));
    let (host_folder, host_now) = hosted(&whole);
    let followed = mirror(&store).follow(&host_now.url(), TIME).unwrap();
    assert_eq!((followed.size, followed.new), (2_400, 1_197));
    assert_eq!(store.read(ORIGIN, 0, 5_000).unwrap(), whole.rows);

    let (_second_folder, second) = empty();
    let serving = serve_store(Arc::clone(&store));
    mirror(&second).follow(&serving.url(), TIME).unwrap();
    assert_eq!(second.read(ORIGIN, 0, 5_000).unwrap(), whole.rows);

    let host_store = SqliteStore::open(&host_folder.path().join("host.sqlite")).unwrap();
    let held = held_by(&serving.url(), &host_store, &origin(), host().public(), TIME).unwrap();
    let progress = Progress { recorded: 2_401, witnessed: 2_400, settled: 2_400, mirrored: held };
    assert_eq!(progress.stage(2_399), Some(Stage::Mirrored));
    assert_eq!(progress.stage(2_400), Some(Stage::Recorded));
}

#[test]
fn a_host_that_forks_or_shrinks_is_refused_and_the_copy_stays_as_it_was() {
    let (_mirror_folder, store) = empty();
    let mut mirror = mirror(&store);
    let history = History::of(30);
    let (_folder, server) = hosted(&history);
    mirror.follow(&server.url(), TIME).unwrap();
    for (fork, size) in [(12, 30), (12, 44)] {
        let (_folder, forked) = hosted(&History::forked_at(fork, size));
        let refused = mirror.follow(&forked.url(), TIME).unwrap_err();
        assert!(matches!(refused, MirrorError::Fork { held: 30, .. }), "{refused}");
    }
    let (_folder, restored) = hosted(&History::of(29));
    let refused = mirror.follow(&restored.url(), TIME).unwrap_err();
    assert!(matches!(refused, MirrorError::Shrunk { signed: 29, held: 30, .. }), "{refused}");
    assert_eq!(store.read(ORIGIN, 0, 100).unwrap(), history.rows);
}

#[test]
fn entries_other_than_those_signed_are_not_stored() {
    let (history, fork) = (History::of(9), History::forked_at(5, 9));
    let folder = tempfile::tempdir().unwrap();
    let lying = fork.store(folder.path());
    let size = 9;
    let note = history.checkpoint(size).to_string();
    lying.put_checkpoint(ORIGIN, &commonweal_store::StoredCheckpoint { size, note }).unwrap();
    let server = serve_store(lying);
    let (_mirror_folder, store) = empty();
    let refused = mirror(&store).follow(&server.url(), TIME).unwrap_err();
    assert!(matches!(refused, MirrorError::NotSigned { from: 0, .. }), "{refused}");
    assert_eq!(store.head(ORIGIN).unwrap().size, 0);
}

#[test]
fn entries_that_are_signed_but_not_given_are_missed() {
    let folder = tempfile::tempdir().unwrap();
    let host_store = History::of(3).store(folder.path());
    let (size, note) = (5, History::of(5).checkpoint(5).to_string());
    host_store.put_checkpoint(ORIGIN, &commonweal_store::StoredCheckpoint { size, note }).unwrap();
    let server = serve_store(host_store);
    let (_mirror_folder, store) = empty();
    assert!(mirror(&store).follow(&server.url(), TIME).is_err());
    assert_eq!(store.head(ORIGIN).unwrap().size, 0);
}

#[test]
fn a_checkpoint_by_another_key_and_a_log_that_is_not_published_are_refused() {
    let (_folder, server) = hosted(&History::of(3));
    let (_mirror_folder, store) = empty();
    let mut other = Mirror::open(Arc::clone(&store), origin(), secret(7).public()).unwrap();
    let refused = other.follow(&server.url(), TIME).unwrap_err();
    assert!(matches!(refused, MirrorError::Checkpoint { .. }), "{refused}");
    let elsewhere = "record.example/fenwick/1-0123456789abcdef".parse().unwrap();
    let mut unpublished = Mirror::open(store, elsewhere, host().public()).unwrap();
    let refused = unpublished.follow(&server.url(), TIME).unwrap_err().to_string();
    assert!(refused.contains("404") && refused.contains("not here"), "{refused}");
}

#[test]
fn a_mirror_of_another_history_is_not_taken_for_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let ours = History::of(10).store(folder.path());
    let held = |history: &History| {
        let (_folder, server) = hosted(history);
        held_by(&server.url(), ours.as_ref(), &origin(), host().public(), TIME)
    };
    assert_eq!(held(&History::of(7)).unwrap(), 7);
    assert!(matches!(held(&History::forked_at(3, 7)), Err(MirrorError::NotHeld { .. })));
    assert!(matches!(held(&History::of(11)), Err(MirrorError::NotHeld { .. })));
}
