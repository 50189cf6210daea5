//! The whole matrix of who may do what with people.

use commonweal_service::access::policy::{Action, Decision, Whose, allowed};
use commonweal_service::record::policy::Role;

fn may(action: Action, role: Role, whose: Whose) -> bool {
    allowed(action, role, whose) == Decision::Allowed
}

#[test]
fn nobody_of_a_body_touches_another_body_s_people() {
    for action in Action::ALL {
        for role in [Role::Visitor, Role::Member, Role::Lead, Role::Officer] {
            assert!(!may(*action, role, Whose::AnotherBody), "{action:?} {role:?}");
        }
    }
}

#[test]
fn nobody_signs_in_for_another() {
    for role in Role::ALL {
        for whose in [Whose::OwnBody, Whose::AnotherBody] {
            assert!(!may(Action::ManageSignIn, role, whose), "{role:?} {whose:?}");
        }
    }
}

#[test]
fn nobody_makes_a_reset_link_for_oneself() {
    for role in Role::ALL {
        assert!(!may(Action::ResetSignIn, role, Whose::Oneself), "{role:?}");
    }
}

#[test]
fn a_higher_role_may_all_that_a_lower_one_may() {
    for action in Action::ALL {
        for pair in Role::ALL[..4].windows(2) {
            let [lower, higher] = [pair[0], pair[1]].map(|role| may(*action, role, Whose::OwnBody));
            assert!(higher || !lower, "{action:?} {pair:?}");
        }
    }
}

/// One line an action; each column whose it is, each letter somebody who may: v, m, l, o for a visitor, member, lead and officer of the body
/// concerned, H for the host.
#[test]
fn the_matrix_is_the_one_that_was_agreed() {
    let letters = ['v', 'm', 'l', 'o', 'H'];
    let lines: Vec<String> = Action::ALL
        .iter()
        .map(|action| {
            let columns = Whose::ALL.map(|whose| {
                let who = Role::ALL.into_iter().zip(letters);
                let who = who.map(|(role, letter)| if may(*action, role, whose) { letter } else { '.' });
                format!("{whose:?} {}", who.collect::<String>())
            });
            format!("{:<15} {}", format!("{action:?}"), columns.join("  "))
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}
