//! A place with fictional people in it, whose clock stands until it is moved.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use commonweal_record::entry::{BodyId, Instant};
use commonweal_service::access::{
    Access, AccessError, Actor, Authentication, EmailAddress, Grant, Membership, Notice, Person, SecretText,
    SignedIn, Site,
};
use commonweal_service::record::Surroundings;
use commonweal_service::record::policy::Role;
use commonweal_store::SqliteStore;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

pub(crate) const PASSWORD: &str = "four unrelated words here";
pub(crate) const ORIGIN: &str = "https://record.saltmere.example";
/// A client's address, of those kept for documentation.
pub(crate) const CLIENT: &str = "192.0.2.1";
/// 2026-11-22T00:00:00Z.
pub(crate) const START: u64 = 1_795_305_600;

pub(crate) struct Scene {
    pub(crate) access: Access,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) clock: Arc<AtomicU64>,
}

/// Surroundings whose clock is a number and whose entropy begins with a seed.
pub(crate) fn surroundings(clock: &Arc<AtomicU64>, seed: u64) -> Surroundings {
    let clock = Arc::clone(clock);
    let random = Mutex::new(ChaCha8Rng::seed_from_u64(seed));
    Surroundings::given(
        move || Instant::from_unix(clock.load(Ordering::Relaxed)),
        move |bytes| {
            random.lock().unwrap().fill(bytes);
            Ok(())
        },
    )
}

pub(crate) fn site() -> Site {
    Site { origin: ORIGIN.to_owned(), name: "Saltmere (fictional)".to_owned() }
}

impl Scene {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(AtomicU64::new(START));
        let store = Arc::new(SqliteStore::open(&folder.path().join("people.sqlite")).unwrap());
        let access = Access::over(store, folder.path(), Some(&site()), surroundings(&clock, 1)).unwrap();
        Self { access, folder, clock }
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    pub(crate) fn now(&self) -> u64 {
        self.clock.load(Ordering::Relaxed)
    }

    /// An invitation by the host.
    pub(crate) fn invited(&self, email_of: &str, of: &str, role: Role) -> Notice {
        let grant = Grant::Membership(membership(of, role));
        self.access.invite(Actor::Host, email(email_of), grant).unwrap()
    }

    /// Somebody who accepted an invitation with [`PASSWORD`], and set nothing else up yet.
    pub(crate) fn accepted(&self, email_of: &str, of: &str, role: Role) -> SignedIn {
        let notice = self.invited(email_of, of, role);
        self.access.accept(token_of(&notice), "Sam Example", PASSWORD).unwrap()
    }

    /// As [`accepted`](Self::accepted), fully signed in with an authenticator app; its secret and the recovery codes come along.
    pub(crate) fn with_app(
        &self,
        email_of: &str,
        of: &str,
        role: Role,
    ) -> (SecretText, App, Vec<SecretText>) {
        let begun = self.accepted(email_of, of, role);
        let app = App(self.access.begin_authenticator_app(begun.token.reveal()).unwrap().base32);
        let enrolled =
            self.access.finish_authenticator_app(begun.token.reveal(), &app.code(self.now())).unwrap();
        (enrolled.signed_in.token, app, enrolled.recovery_codes)
    }

    /// Somebody fully signed in.
    pub(crate) fn signed_in(&self, email_of: &str, of: &str, role: Role) -> Person {
        let (token, _, _) = self.with_app(email_of, of, role);
        self.person(&token)
    }

    /// Somebody fully signed in who runs the machine.
    pub(crate) fn host(&self) -> Person {
        let notice = self.access.invite(Actor::Host, email("host@saltmere.example"), Grant::Host).unwrap();
        let begun = self.access.accept(token_of(&notice), "Hana Host", PASSWORD).unwrap();
        let app = App(self.access.begin_authenticator_app(begun.token.reveal()).unwrap().base32);
        let code = app.code(self.now());
        let enrolled = self.access.finish_authenticator_app(begun.token.reveal(), &code).unwrap();
        self.person(&enrolled.signed_in.token)
    }

    pub(crate) fn person(&self, token: &SecretText) -> Person {
        match self.access.authenticate(token.reveal()).unwrap() {
            Authentication::Person(person) => *person,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn is_nobody(&self, token: &SecretText) -> bool {
        self.access.authenticate(token.reveal()).unwrap() == Authentication::Nobody
    }

    pub(crate) fn sign_in(&self, email: &str) -> Result<SignedIn, AccessError> {
        self.access.sign_in(email, PASSWORD, CLIENT)
    }
}

/// A person's authenticator app.
pub(crate) struct App(SecretText);

impl App {
    /// The code that it shows.
    pub(crate) fn code(&self, now: u64) -> String {
        let base32: String = self.0.reveal().split(' ').collect();
        let secret = totp_rs::Secret::try_from_base32(base32).unwrap();
        totp_rs::Builder::new().with_secret(secret).build().unwrap().generate(now).to_string()
    }
}

pub(crate) fn body(id: &str) -> BodyId {
    id.parse().unwrap()
}

pub(crate) fn email(text: &str) -> EmailAddress {
    text.parse().unwrap()
}

pub(crate) fn membership(of: &str, role: Role) -> Membership {
    Membership { body: body(of), role }
}

/// The last part of a link's path.
pub(crate) fn token_of(notice: &Notice) -> &str {
    notice.path.reveal().rsplit('/').next().unwrap()
}
