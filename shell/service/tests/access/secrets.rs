//! What a stolen database tells, and a wrong key.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use commonweal_service::access::{Access, AccessError};
use commonweal_service::record::policy::Role;
use commonweal_store::SqliteStore;

use crate::scene::{CLIENT, PASSWORD, START, Scene, surroundings, token_of};

#[test]
fn no_secret_is_in_the_database_or_in_debug() {
    let scene = Scene::new();
    let notice = scene.invited("kim@saltmere.example", "acute", Role::Member);
    let (token, _, codes) = scene.with_app("sam@saltmere.example", "acute", Role::Member);
    let secrets = [PASSWORD, token.reveal(), token_of(&notice), codes[0].reveal()];
    let shown = format!("{token:?} {codes:?} {notice:?} {:?}", scene.access);
    let secrets_shown = secrets.iter().any(|secret| shown.contains(secret));
    assert!(!secrets_shown, "{shown}");
    for file in std::fs::read_dir(scene.folder.path()).unwrap().flatten() {
        let bytes = std::fs::read(file.path()).unwrap();
        for secret in secrets.iter().chain(&["sam@saltmere", "kim@saltmere"]) {
            assert!(!bytes.windows(secret.len()).any(|it| it == secret.as_bytes()), "{secret} in {file:?}");
        }
    }
}

#[test]
fn another_key_than_the_people_s_is_found_out_at_once() {
    let scene = Scene::new();
    std::fs::remove_file(scene.folder.path().join("people.key")).unwrap();
    let store = Arc::new(SqliteStore::open(&scene.folder.path().join("people.sqlite")).unwrap());
    let clock = Arc::new(AtomicU64::new(START));
    let opened = Access::over(store, scene.folder.path(), None, surroundings(&clock, 2));
    assert!(matches!(opened, Err(AccessError::OtherKey { .. })));
}

#[cfg(unix)]
#[test]
fn the_key_is_readable_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::new();
    let file = std::fs::metadata(scene.folder.path().join("people.key")).unwrap();
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
}

#[test]
fn without_a_site_there_are_no_passkeys_and_all_else_works() {
    let scene = Scene::new();
    let store = Arc::new(SqliteStore::open(&scene.folder.path().join("people.sqlite")).unwrap());
    let access = Access::over(store, scene.folder.path(), None, surroundings(&scene.clock, 3)).unwrap();
    assert!(matches!(access.begin_passkey_sign_in(CLIENT), Err(AccessError::NoSite)));
}
