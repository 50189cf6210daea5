//! Meetings.

use super::told::{add, state};
use super::{Folded, Matter, Partnership, Told};
use crate::fact::kinds::meeting::{MeetingCalled, MeetingHeld, MinuteApproved};

state! {
    /// A meeting.
    pub struct Meeting {
        /// Its calling.
        pub called: Told<MeetingCalled>,
        /// That it was held, and with whom.
        pub held: Option<Told<MeetingHeld>>,
        /// Approvals of its minutes, in order.
        pub minutes: Vec<Told<MinuteApproved>>,
    }
}

impl Folded for MeetingCalled {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let id = told.fact.meeting.clone();
        add(
            &mut state.meetings,
            id,
            "meeting",
            Meeting { called: told, held: None, minutes: Vec::new() },
            found,
        );
    }
}

impl Folded for MeetingHeld {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        match state.meetings.get_mut(&told.fact.meeting) {
            None => found.push(Matter::unknown("meeting", &told.fact.meeting)),
            Some(meeting) if meeting.held.is_some() => {
                found.push(Matter::closed("meeting", &told.fact.meeting));
            }
            Some(meeting) => meeting.held = Some(told),
        }
    }
}

impl Folded for MinuteApproved {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        match state.meetings.get_mut(&told.fact.meeting) {
            None => found.push(Matter::unknown("meeting", &told.fact.meeting)),
            Some(meeting) => meeting.minutes.push(told),
        }
    }
}
