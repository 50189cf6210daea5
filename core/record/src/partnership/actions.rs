//! Actions of many agencies: open until they close, with a finding for each aim.

use std::collections::BTreeSet;

use super::told::{add, state};
use super::{Folded, Matter, Partnership, Told};
use crate::fact::ActionId;
use crate::fact::kinds::action::{ActionClosed, ActionFound, ActionJoined, ActionOpened};

state! {
    /// An action of many agencies.
    pub struct Action {
        /// Its opening.
        pub opened: Told<ActionOpened>,
        /// Bodies of the record that take part, in order.
        pub joined: Vec<Told<ActionJoined>>,
        /// What was found, in order.
        pub found: Vec<Told<ActionFound>>,
        /// Its end.
        pub closed: Option<Told<ActionClosed>>,
    }
}

impl Action {
    /// The aims, counted from 1, of which no finding says what came.
    pub fn aims_without_finding(&self) -> Vec<i64> {
        let found: BTreeSet<i64> = self.found.iter().filter_map(|told| Some(told.fact.aim?.get())).collect();
        (1..).take(self.opened.fact.aims.len()).filter(|aim| !found.contains(aim)).collect()
    }
}

impl Partnership {
    /// The action, unless it is unknown or closed.
    fn open_action(&mut self, action: &ActionId, found: &mut Vec<Matter>) -> Option<&mut Action> {
        let known = self.actions.get_mut(action);
        match &known {
            None => found.push(Matter::unknown("action", action)),
            Some(known) if known.closed.is_some() => {
                found.push(Matter::closed("action", action));
                return None;
            }
            Some(_) => {}
        }
        known
    }
}

impl Folded for ActionOpened {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let id = told.fact.action.clone();
        let action = Action { opened: told, joined: Vec::new(), found: Vec::new(), closed: None };
        add(&mut state.actions, id, "action", action, found);
    }
}

impl Folded for ActionJoined {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        if let Some(action) = state.open_action(&told.fact.action, found) {
            action.joined.push(told);
        }
    }
}

impl Folded for ActionFound {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let Some(action) = state.open_action(&told.fact.action, found) else { return };
        let aims = action.opened.fact.aims.len();
        match told.fact.aim {
            Some(aim) if usize::try_from(aim.get()).is_ok_and(|aim| aim > aims) => {
                found.push(Matter::unknown("aim", &aim));
            }
            _ => action.found.push(told),
        }
    }
}

impl Folded for ActionClosed {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let Some(action) = state.open_action(&told.fact.action, found) else { return };
        let aims = action.aims_without_finding();
        if !aims.is_empty() {
            let aims = aims.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            found.push(Matter::AimsWithoutFinding { aims });
        }
        action.closed = Some(told);
    }
}
