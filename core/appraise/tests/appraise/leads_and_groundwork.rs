//! Who leads, and what each body prepares.

use commonweal_appraise::Group;
use commonweal_appraise::rules;

use crate::teller::Teller;

fn lead(teller: &mut Teller, body: &str, person: u8, role: &str) -> u64 {
    teller.tell(body, "lead_named", &format!(r#"{{"role":"{role}","subject":"{person:032x}"}}"#))
}

#[test]
fn boards_are_linked_while_each_partner_has_a_board_lead() {
    let mut teller = Teller::two_partners();
    lead(&mut teller, "hospital", 1, "board");
    lead(&mut teller, "council", 2, "finance");
    let missing = teller.missing("boards_linked");
    assert!(missing.len() == 1 && missing[0].what == "The council has no board lead", "{missing:?}");
    lead(&mut teller, "council", 3, "board");
    assert_eq!(teller.met("boards_linked").len(), 2);
    let person = format!("{:032x}", 1);
    teller.tell("hospital", "lead_stood_down", &format!(r#"{{"role":"board","subject":"{person}"}}"#));
    assert_eq!(teller.missing("boards_linked")[0].what, "The hospital has no board lead");
}

#[test]
fn three_to_four_people_lead_and_one_person_in_three_roles_is_one() {
    let mut teller = Teller::two_partners();
    for role in ["board", "finance", "practice"] {
        lead(&mut teller, "hospital", 1, role);
    }
    for person in 11..=13 {
        lead(&mut teller, "council", person, "programme");
    }
    let missing = teller.missing("three_to_four_leads");
    assert_eq!((missing.len(), missing[0].what.as_str()), (1, "The hospital has named one person"));
    lead(&mut teller, "hospital", 2, "board");
    lead(&mut teller, "hospital", 3, "board");
    assert_eq!(teller.met("three_to_four_leads").len(), 8);
    for person in 14..=15 {
        lead(&mut teller, "council", person, "programme");
    }
    let missing = teller.missing("three_to_four_leads");
    assert_eq!(
        (missing[0].what.as_str(), missing[0].kind),
        ("The council has named 5 people", "lead_stood_down")
    );
}

#[test]
fn each_partner_has_a_culture_carrier() {
    let mut teller = Teller::two_partners();
    lead(&mut teller, "hospital", 1, "culture");
    assert_eq!(teller.missing("culture_carriers")[0].field, Some(("role", "culture")));
    lead(&mut teller, "council", 2, "culture");
    assert_eq!(teller.met("culture_carriers").len(), 2);
}

#[test]
fn each_piece_of_groundwork_is_met_by_both_partners_and_by_no_other_piece() {
    let pieces: Vec<&str> =
        rules::all().filter(|rule| rule.group == Group::Groundwork).map(|rule| rule.name).collect();
    assert_eq!(pieces.len(), 11);
    for piece in &pieces {
        let mut teller = Teller::two_partners();
        let payload = format!(r#"{{"what":"{piece}"}}"#);
        teller.tell("hospital", "groundwork_done", &payload);
        let missing = teller.missing(piece);
        assert_eq!((missing.len(), missing[0].field), (1, Some(("what", *piece))), "{piece}");
        teller.tell("council", "groundwork_done", &payload);
        assert_eq!(teller.met(piece).len(), 2, "{piece}");
        for other in pieces.iter().filter(|other| *other != piece) {
            assert_eq!(teller.missing(other).len(), 2, "{other} by {piece}");
        }
    }
}
