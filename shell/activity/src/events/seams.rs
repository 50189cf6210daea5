use super::person::Pseudonym;
use commonweal_find::upstream::EventBatch;

/// Persons who stand where one row group ends and the next begins.
#[derive(Default)]
pub(super) struct Seams {
    /// The last person seen, of whom the next row group may have more.
    carried: Option<(Pseudonym, EventBatch)>,
    /// Persons of whom two row groups had events, counted once for each row group beyond the first.
    pub(super) joined: u64,
}

impl Seams {
    /// Joins a row group's first person to the last of the one before: `head` are her events, `tail` those of the group's last person where
    /// that is another. Gives the persons of whom nothing more can come; none where the two row groups are out of order.
    pub(super) fn join(
        &mut self,
        (first, last): (Pseudonym, Pseudonym),
        head: EventBatch,
        tail: Option<EventBatch>,
    ) -> Option<Vec<EventBatch>> {
        let mut whole = Vec::new();
        let first_events = match self.carried.take() {
            Some((carried, _)) if carried > first => return None,
            Some((carried, mut events)) if carried == first => {
                if events.day.last() > head.day.first() {
                    return None;
                }
                self.joined += 1;
                events.append_to_person(&head);
                events
            }
            Some((_, events)) => {
                whole.push(events);
                head
            }
            None => head,
        };
        let carried = match tail {
            Some(tail) => {
                whole.push(first_events);
                tail
            }
            None => first_events,
        };
        self.carried = Some((last, carried));
        Some(whole)
    }

    /// The last person of the log.
    pub(super) fn finish(&mut self) -> Option<EventBatch> {
        self.carried.take().map(|(_, events)| events)
    }
}
