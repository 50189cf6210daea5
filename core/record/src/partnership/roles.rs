//! Roles besides partner, and departments.

use super::told::state;
use super::{Folded, Matter, Partnership, Told};
use crate::entry::BodyId;
use crate::fact::kinds::role::{DepartmentNoted, RoleEnded, RoleTaken};

state! {
    /// A time during which a body has a role besides partner.
    pub struct RoleSpell {
        /// Its taking.
        pub taken: Told<RoleTaken>,
        /// Its end.
        pub ended: Option<Told<RoleEnded>>,
    }
}

impl Folded for RoleTaken {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        if !state.members.bodies.contains_key(&told.body) {
            found.push(Matter::unknown("body", &told.body));
        } else if state.role_of(&told.body, told.fact.role.phrase()).is_some() {
            found.push(Matter::repeated("role", &told.fact.role.word()));
        } else {
            state.members.roles.push(RoleSpell { taken: told, ended: None });
        }
    }
}

impl Folded for RoleEnded {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let role = told.fact.role.phrase();
        match state.role_of(&told.body, role) {
            None => found.push(Matter::NoSuchRole { body: told.body, role }),
            Some(spell) => spell.ended = Some(told),
        }
    }
}

impl Folded for DepartmentNoted {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let members = &mut state.members;
        let unknown = [&told.fact.department, &told.fact.of]
            .into_iter()
            .find(|body| !members.bodies.contains_key(*body));
        match unknown {
            Some(body) => found.push(Matter::unknown("body", body)),
            None => drop(members.departments.insert(told.fact.department.clone(), told)),
        }
    }
}

impl Partnership {
    /// The spell in which a body has a role now.
    fn role_of(&mut self, body: &BodyId, role: &str) -> Option<&mut RoleSpell> {
        let is_it = |spell: &&mut RoleSpell| {
            spell.ended.is_none() && spell.taken.body == *body && spell.taken.fact.role.phrase() == role
        };
        self.members.roles.iter_mut().find(is_it)
    }
}
