//! The whole matrix of who may do what.

use commonweal_service::record::policy::{Action, Decision, Relation, Role, Standing, allowed};

fn may(action: Action, role: Role, relation: Relation, standing: Standing) -> bool {
    allowed(action, role, relation, standing) == Decision::Allowed
}

fn cells() -> impl Iterator<Item = (Action, Role, Relation, Standing)> {
    Action::ALL.iter().flat_map(|action| {
        Role::ALL.into_iter().flat_map(move |role| {
            Relation::ALL.into_iter().flat_map(move |relation| {
                Standing::ALL.into_iter().map(move |standing| (*action, role, relation, standing))
            })
        })
    })
}

/// Whether an action writes in the name of a body.
fn writes_for_a_body(action: Action) -> bool {
    action != Action::Read && !action.is_of_the_machine()
}

#[test]
fn nobody_acts_for_another_body() {
    let open =
        cells().filter(|(action, _, relation, _)| writes_for_a_body(*action) && *relation == Relation::Other);
    for (action, role, relation, standing) in open {
        assert!(!may(action, role, relation, standing), "{action:?} {role:?} {standing:?}");
    }
}

#[test]
fn a_visitor_reads_and_does_nothing_else() {
    for (action, role, relation, standing) in cells().filter(|(_, role, ..)| *role == Role::Visitor) {
        assert_eq!(may(action, role, relation, standing), action == Action::Read, "{action:?}");
    }
}

#[test]
fn a_body_that_has_left_settles_and_keeps_its_keys_and_no_more() {
    let left: Vec<Action> = Action::ALL
        .iter()
        .copied()
        .filter(|action| writes_for_a_body(*action))
        .filter(|action| may(*action, Role::Officer, Relation::Own, Standing::Left))
        .collect();
    let expected = [
        Action::RegisterBody,
        Action::AddKey,
        Action::RevokeKey,
        Action::Support,
        Action::ShareMoney,
        Action::AttestState,
    ];
    assert_eq!(left, expected);
}

#[test]
fn who_only_watches_writes_nothing_about_the_partnership_but_that_it_supports_it() {
    for action in Action::ALL.iter().filter(|action| writes_for_a_body(**action)) {
        let of_its_own =
            matches!(action, Action::RegisterBody | Action::AddKey | Action::RevokeKey | Action::Support);
        assert_eq!(may(*action, Role::Officer, Relation::Own, Standing::Observer), of_its_own, "{action:?}");
    }
}

#[test]
fn the_host_binds_nobody() {
    for action in [
        Action::Join,
        Action::Leave,
        Action::SignAgreement,
        Action::Vote,
        Action::ShareMoney,
        Action::RevokeKey,
    ] {
        for (relation, standing) in Relation::ALL
            .into_iter()
            .flat_map(|it| Standing::ALL.into_iter().map(move |standing| (it, standing)))
        {
            assert!(!may(action, Role::Host, relation, standing), "{action:?} {relation:?} {standing:?}");
        }
    }
}

#[test]
fn a_higher_role_may_all_that_a_lower_one_may() {
    for (action, role, relation, standing) in cells().filter(|(_, role, ..)| *role < Role::Officer) {
        if may(action, role, relation, standing) {
            assert!(may(action, Role::Officer, relation, standing), "{action:?} {role:?}");
        }
    }
}

/// One line an action and standing; each letter somebody who may: m, l, o for a member, lead and officer of the body itself, H for the
/// host on a member's word.
#[test]
fn the_matrix_is_the_one_that_was_agreed() {
    let mut lines = Vec::new();
    for action in Action::ALL {
        for standing in Standing::ALL {
            let who = [
                (Role::Visitor, Relation::Own, 'v'),
                (Role::Member, Relation::Own, 'm'),
                (Role::Lead, Relation::Own, 'l'),
                (Role::Officer, Relation::Own, 'o'),
                (Role::Host, Relation::Vouched, 'H'),
            ];
            let who: String = who
                .into_iter()
                .map(
                    |(role, relation, letter)| {
                        if may(*action, role, relation, standing) { letter } else { '.' }
                    },
                )
                .collect();
            lines.push(format!("{:<18} {:<9} {who}", format!("{action:?}"), format!("{standing:?}")));
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}
