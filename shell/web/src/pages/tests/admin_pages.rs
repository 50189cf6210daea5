//! Who looks after what: several bodies of one person, and the audit of access.

use commonweal_record::entry::SubjectId;
use commonweal_service::record::Acting;
use commonweal_service::record::policy::Role;

use super::example::{ACUTE, COMMUNITY, Example};
use crate::pages::{acting_for, admin, attest, register};
use crate::visit::{Person, person_of};

fn of_two_bodies() -> Example {
    let mut example = Example::new().read_by(ACUTE, Role::Officer);
    let acting = [ACUTE, COMMUNITY].map(|body| Acting {
        body: body.parse().unwrap(),
        role: Role::Officer,
        subject: SubjectId([7; 16]),
    });
    example.person = Some(Person { acting: acting.to_vec() });
    example
}

#[test]
fn somebody_of_two_bodies_sees_on_every_page_for_whom_they_act_and_can_change_it() {
    let example = of_two_bodies();
    let page = example.visited(register::page, "/partnerships", &[], &[]).said();
    assert!(page.contains("You act for") && page.contains("/acting-for?next=/partnerships"), "{page}");
    let choices = example.visited(acting_for::page, "/acting-for?next=/partnerships", &[], &[]).said();
    assert!(choices.contains("Saltmere Community Care"), "{choices}");
    let sent =
        |body: &str| [("next".to_owned(), "/partnerships".to_owned()), ("body".to_owned(), body.to_owned())];
    let chosen = example.visited(acting_for::choose, "/acting-for", &[], &sent(COMMUNITY));
    assert_eq!(chosen.said(), "/partnerships");
    let alone = Example::new().read_by(ACUTE, Role::Officer);
    assert!(!alone.visited(register::page, "/partnerships", &[], &[]).said().contains("You act for"));
}

#[test]
fn the_body_that_was_chosen_comes_first_and_one_of_somebody_else_does_nothing() {
    let example = of_two_bodies();
    let who = example.authentication();
    let first = |chosen| person_of(&who, chosen).unwrap().acting[0].body.to_string();
    assert_eq!(first(Some(COMMUNITY)), COMMUNITY);
    assert_eq!(first(Some("saltmere-minds")), ACUTE);
    assert_eq!(first(None), ACUTE);
    let mut example = of_two_bodies();
    example.person = person_of(&who, Some(COMMUNITY));
    let form = example.page(attest::blank, "/attest/promise_made");
    assert!(form.contains("<strong>Saltmere Community Care"), "{form}");
}

#[test]
fn an_officer_reads_the_audit_of_the_own_body_and_a_member_is_not_led_there() {
    let officer = Example::new().read_by(ACUTE, Role::Officer);
    let page = officer.visited(admin::access::of_body, "/bodies/x/access", &[("body", ACUTE)], &[]).said();
    assert!(page.contains("Audit of access of Saltmere Acute"), "{page}");
    let link = format!("/bodies/{ACUTE}/access");
    assert!(officer.visited(admin::page, "/admin", &[], &[]).said().contains(&link));
    let member = Example::new().read_by(ACUTE, Role::Member);
    assert!(!member.visited(admin::page, "/admin", &[], &[]).said().contains(&link));
}

#[test]
fn an_invitation_leaves_a_line_with_who_made_it() {
    let officer = Example::new().read_by(ACUTE, Role::Officer);
    let form = [("email", "new@saltmere.example"), ("role", "member")];
    let form = form.map(|(name, value)| (name.to_owned(), value.to_owned()));
    officer.visited(crate::pages::people::invite, "/bodies/x/people", &[("body", ACUTE)], &form);
    let page = officer.visited(admin::access::of_body, "/bodies/x/access", &[("body", ACUTE)], &[]).said();
    assert!(page.contains("somebody was invited") && page.contains("by Person 07070707"), "{page}");
}
