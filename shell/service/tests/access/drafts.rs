//! Forms that were begun: kept for their owner, for a time, and gone with the account.

use commonweal_service::access::draft::{Form, KEPT_DAYS, MOST_BYTES};
use commonweal_service::access::{AccessError, Actor};
use commonweal_service::record::policy::Role;

use crate::scene::Scene;

const FORM: Form<'static> = Form { slug: "saltmere", kind: "promise_made" };
const DAY: u64 = 24 * 60 * 60;

fn fields(what: &str) -> Vec<(String, String)> {
    vec![("what".to_owned(), what.to_owned())]
}

#[test]
fn a_draft_is_its_owners_alone_and_the_latest_counts() {
    let scene = Scene::new();
    let [sam, bo] =
        ["sam@acute.example", "bo@acute.example"].map(|email| scene.signed_in(email, "acute", Role::Lead));
    scene.access.save_draft(&sam, FORM, &fields("a nurse")).unwrap();
    scene.access.save_draft(&sam, FORM, &fields("two nurses")).unwrap();
    assert_eq!(scene.access.draft(&sam, FORM).unwrap().unwrap().fields, fields("two nurses"));
    assert_eq!(scene.access.draft(&bo, FORM).unwrap(), None);
    let all: Vec<String> =
        scene.access.drafts(&sam).unwrap().into_iter().map(|it| it.slug + "/" + &it.kind).collect();
    assert_eq!(all, ["saltmere/promise_made"]);
    scene.access.drop_draft(&sam, FORM).unwrap();
    assert_eq!(scene.access.drafts(&sam).unwrap(), []);
}

#[test]
fn a_draft_is_kept_for_its_days_and_no_longer() {
    let scene = Scene::new();
    let sam = scene.signed_in("sam@acute.example", "acute", Role::Lead);
    scene.access.save_draft(&sam, FORM, &fields("a nurse")).unwrap();
    scene.pass(KEPT_DAYS * DAY);
    assert!(scene.access.draft(&sam, FORM).unwrap().is_some());
    scene.pass(1);
    assert_eq!(scene.access.draft(&sam, FORM).unwrap(), None);
}

#[test]
fn a_draft_beyond_the_limit_is_refused_by_its_size() {
    let scene = Scene::new();
    let sam = scene.signed_in("sam@acute.example", "acute", Role::Lead);
    let refused = scene.access.save_draft(&sam, FORM, &fields(&"a".repeat(MOST_BYTES)));
    assert!(matches!(refused, Err(AccessError::DraftTooLarge { .. })), "{refused:?}");
}

#[test]
fn an_erased_account_leaves_no_draft() {
    let scene = Scene::new();
    let sam = scene.signed_in("sam@acute.example", "acute", Role::Lead);
    scene.access.save_draft(&sam, FORM, &fields("a nurse")).unwrap();
    scene.access.erase(Actor::Host, sam.account.subject).unwrap();
    assert_eq!(scene.access.draft(&sam, FORM).unwrap(), None);
}
