//! Operations on the example place, and the committed document.

mod scene;
mod wire;

use std::path::Path;

use commonweal_service::record::policy::Role;
use serde_json::json;

use super::document::document;
use super::fault::Sort;
use super::operations::{FACTS, PARTNERSHIP, PARTNERSHIPS, RECORD_FACT, SUBMIT_SIGNED};
use scene::{ACUTE, MIND, SLUG, Scene};

/// Set to any value, writes the document anew instead of comparing it.
const WRITE: &str = "COMMONWEAL_WRITE_OPENAPI";
const KEY: &str = "000102030405060708090a0b0c0d0e0f";

#[test]
fn the_committed_document_is_that_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let document = document();
    if std::env::var_os(WRITE).is_some() {
        let text = serde_json::to_string_pretty(&document).unwrap();
        std::fs::write(&path, format!("{text}\n")).unwrap();
    }
    let committed = std::fs::read(&path).unwrap_or_default();
    let committed: serde_json::Value = serde_json::from_slice(&committed).unwrap_or_default();
    assert!(
        committed == document,
        "shell/web/openapi.json is of other code: write it with '{WRITE}=1 cargo test -p commonweal-web committed_document'"
    );
}

fn promise(what: &str) -> serde_json::Value {
    json!({ "kind": "promise_made", "schema": 1, "payload": { "promise": "respite", "what": what, "due": "2021-12-01" } })
}

#[test]
fn the_same_key_again_gives_the_same_receipt_and_with_other_content_a_conflict() {
    let scene = Scene::new();
    let record = |what: &str| scene.with_token(&RECORD_FACT, ACUTE, Role::Member, Some(KEY), &promise(what));
    let size = scene.size();
    let first = record("open the ward").unwrap();
    assert_eq!(first["seq"], size);
    assert_eq!(record("open the ward").unwrap(), first);
    let other = record("close the ward").unwrap_err();
    assert_eq!(other.sort, Sort::KeyUsed);
    let of_another = scene.with_token(&RECORD_FACT, MIND, Role::Member, Some(KEY), &promise("open the ward"));
    assert_eq!(of_another.unwrap_err().sort, Sort::KeyUsed);
    assert_eq!(scene.size(), size + 1);
    let told = scene.read(&FACTS, &[("since", &size.to_string())]).unwrap();
    assert_eq!(told["facts"][0]["body"], ACUTE);
    assert_eq!(told["facts"][0]["attest"], "host");
}

#[test]
fn a_token_does_what_its_role_may_and_signs_nothing_that_binds_the_body() {
    let scene = Scene::new();
    let size = scene.size();
    let decision = json!({ "kind": "decision_proposed", "schema": 1, "payload": { "decision": "9", "title": "Go on", "options": [] } });
    let refused = scene.with_token(&RECORD_FACT, ACUTE, Role::Member, Some(KEY), &decision);
    assert_eq!(refused.unwrap_err().sort, Sort::NotAllowed);
    let vote = json!({ "kind": "vote_cast", "schema": 1, "payload": { "decision": "1", "vote": "for" } });
    for role in [Role::Member, Role::Lead] {
        let refused = scene.with_token(&RECORD_FACT, ACUTE, role, Some(KEY), &vote).unwrap_err();
        assert_eq!(refused.sort, Sort::NotAllowed);
    }
    let payload = json!({ "fold_version": 1, "size": 1, "state_hash": "0".repeat(64) });
    let state = json!({ "kind": "state_attested", "schema": 1, "payload": payload });
    let refused = scene.with_token(&RECORD_FACT, ACUTE, Role::Lead, Some(KEY), &state);
    assert_eq!(refused.unwrap_err().sort, Sort::NeedsBodyKey);
    assert_eq!(scene.size(), size);
    assert!(scene.with_token(&RECORD_FACT, ACUTE, Role::Lead, Some(KEY), &decision).is_ok());
}

#[test]
fn a_retry_gets_its_receipt_even_when_the_fact_would_not_be_allowed_any_more() {
    let scene = Scene::new();
    let payload = json!({ "decision": "9", "title": "Go on", "options": [] });
    let decision = json!({ "kind": "decision_proposed", "schema": 1, "payload": payload });
    let record = |role| scene.with_token(&RECORD_FACT, ACUTE, role, Some(KEY), &decision);
    let first = record(Role::Lead).unwrap();
    assert_eq!(record(Role::Member).unwrap(), first);
}

#[test]
fn what_is_wrong_with_a_fact_is_pointed_at() {
    let scene = Scene::new();
    for (body, sort, pointer) in [
        (json!([]), Sort::BadBody, ""),
        (
            json!({ "kind": "promise_made", "schema": 1, "payload": {}, "body": "council" }),
            Sort::BadBody,
            "/body",
        ),
        (json!({ "schema": 1, "payload": {} }), Sort::BadBody, "/kind"),
        (json!({ "kind": "promise_made", "schema": -1, "payload": {} }), Sort::BadBody, "/schema"),
        (json!({ "kind": "promise_made", "schema": 1, "payload": [] }), Sort::BadBody, "/payload"),
        (json!({ "kind": "no_such", "schema": 1, "payload": {} }), Sort::WrongFact, "/kind"),
        (json!({ "kind": "promise_made", "schema": 7, "payload": {} }), Sort::WrongFact, "/schema"),
        (
            json!({ "kind": "promise_made", "schema": 1, "payload": { "promise": "p", "what": "x", "due": "soon" } }),
            Sort::WrongFact,
            "/payload/due",
        ),
    ] {
        let fault = scene.with_token(&RECORD_FACT, ACUTE, Role::Lead, Some(KEY), &body).unwrap_err();
        assert_eq!((fault.sort, fault.pointer.as_deref()), (sort, Some(pointer)), "{body}: {}", fault.detail);
    }
}

#[test]
fn a_signed_fact_needs_a_token_of_its_body_and_is_recorded_once() {
    let scene = Scene::new();
    let size = scene.size();
    let signed = scene.signed(ACUTE, "promise_made", &promise("open the ward")["payload"]);
    let refused = scene.with_token(&SUBMIT_SIGNED, MIND, Role::Lead, None, &signed).unwrap_err();
    assert_eq!(refused.sort, Sort::NotAllowed);
    let first = scene.with_token(&SUBMIT_SIGNED, ACUTE, Role::Member, None, &signed).unwrap();
    assert_eq!(first["seq"], size);
    assert_eq!(scene.with_token(&SUBMIT_SIGNED, ACUTE, Role::Member, None, &signed).unwrap(), first);
    assert_eq!(scene.size(), size + 1);
}

#[test]
fn pages_of_facts_follow_one_another_to_the_end_without_gap_or_repeat() {
    let scene = Scene::new();
    let mut seqs = Vec::new();
    let mut since = 0_u64;
    loop {
        let page = scene.read(&FACTS, &[("since", &since.to_string()), ("limit", "7")]).unwrap();
        seqs.extend(page["facts"].as_array().unwrap().iter().filter_map(|fact| fact["seq"].as_u64()));
        let Some(next) = page["next"].as_str() else { break };
        since = next.split("since=").nth(1).and_then(|rest| rest.split('&').next()).unwrap().parse().unwrap();
    }
    assert_eq!(seqs, (0..scene.size()).collect::<Vec<_>>());
}

#[test]
fn partnerships_are_found_by_words_and_style_and_given_a_page_at_a_time() {
    let scene = Scene::new();
    scene.propose("northdown");
    let slugs = |query: &[(&'static str, &str)]| {
        let page = scene.read(&PARTNERSHIPS, query).unwrap();
        let slugs: Vec<String> = page["partnerships"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["slug"].as_str().unwrap().to_owned())
            .collect();
        (slugs, page["next"].as_str().map(str::to_owned))
    };
    assert_eq!(slugs(&[]), (vec!["northdown".to_owned(), SLUG.to_owned()], None));
    let (first, next) = slugs(&[("limit", "1")]);
    assert_eq!(
        (first, next.as_deref()),
        (vec!["northdown".to_owned()], Some("/api/v1/partnerships?after=northdown&limit=1"))
    );
    assert_eq!(slugs(&[("limit", "1"), ("after", "northdown")]), (vec![SLUG.to_owned()], None));
    assert_eq!(slugs(&[("style", "upstream")]).0, ["northdown"]);
    assert_eq!(slugs(&[("q", "respite nowhere")]).0, Vec::<String>::new());
    assert_eq!(slugs(&[("q", "TOGETHER saltmere")]).0, [SLUG]);
}

#[test]
fn a_summary_is_of_the_record_that_its_root_names() {
    let scene = Scene::new();
    let summary = scene.read(&PARTNERSHIP, &[]).unwrap();
    assert_eq!(summary["size"], scene.size());
    assert_eq!(summary["root"], scene.root());
    assert_eq!(summary["partners"].as_array().map(Vec::len), Some(3));
}
