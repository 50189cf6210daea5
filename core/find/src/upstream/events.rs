use super::UpstreamError;

/// Events of whole persons, a column each, sorted by person, then by day.
///
/// A person, a service and a body are numbers that the caller gave them, a day is counted from any fixed day, a cost is in pounds.
#[derive(Debug, Clone, Copy)]
pub struct Events<'a> {
    person: &'a [u32],
    day: &'a [i32],
    service: &'a [u16],
    body: &'a [u32],
    cost: &'a [f64],
}

impl<'a> Events<'a> {
    /// Events in these columns, each as long as `person`.
    ///
    /// # Errors
    /// [`UpstreamError::Columns`] and [`UpstreamError::Order`].
    pub fn new(
        person: &'a [u32],
        day: &'a [i32],
        service: &'a [u16],
        body: &'a [u32],
        cost: &'a [f64],
    ) -> Result<Self, UpstreamError> {
        let expected = person.len();
        for (column, found) in
            [("day", day.len()), ("service", service.len()), ("body", body.len()), ("cost", cost.len())]
        {
            if found != expected {
                return Err(UpstreamError::Columns { column, expected, found });
            }
        }
        match first_out_of_order(person, day) {
            Some(at) => Err(UpstreamError::Order { at }),
            None => Ok(Self { person, day, service, body, cost }),
        }
    }

    /// Number of events.
    pub fn len(&self) -> usize {
        self.person.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.person.is_empty()
    }

    /// The earliest day.
    pub fn first_day(&self) -> Option<i32> {
        self.day.iter().copied().min()
    }

    /// In pieces of whole persons, of about `events` events each.
    pub fn pieces(&self, events: usize) -> Vec<Self> {
        let (mut pieces, mut from) = (Vec::new(), 0);
        while from < self.len() {
            let wanted = from.saturating_add(events.max(1)).min(self.len());
            let person = self.person[wanted - 1];
            let to = wanted + self.person[wanted..].iter().take_while(|next| **next == person).count();
            pieces.push(self.range(from, to));
            from = to;
        }
        pieces
    }

    fn range(&self, from: usize, to: usize) -> Self {
        Self {
            person: &self.person[from..to],
            day: &self.day[from..to],
            service: &self.service[from..to],
            body: &self.body[from..to],
            cost: &self.cost[from..to],
        }
    }

    /// Persons, a number each, ascending.
    pub fn person(&self) -> &'a [u32] {
        self.person
    }

    /// Days, ascending within a person.
    pub fn day(&self) -> &'a [i32] {
        self.day
    }

    /// Services.
    pub fn service(&self) -> &'a [u16] {
        self.service
    }

    /// Bodies.
    pub fn body(&self) -> &'a [u32] {
        self.body
    }

    /// Costs, pounds.
    pub fn cost(&self) -> &'a [f64] {
        self.cost
    }
}

/// The first event that comes before the one it follows.
fn first_out_of_order(person: &[u32], day: &[i32]) -> Option<usize> {
    let early = |at: usize| (person[at], day[at]) < (person[at - 1], day[at - 1]);
    let key =
        |(person, day): (&u32, &i32)| u64::from(*person) << 32 | u64::from(day.cast_unsigned() ^ 1 << 31);
    let keys = || person.iter().zip(day).map(key);
    // Every pair is looked at, without a branch: several at a time where the processor can.
    let any = keys().zip(keys().skip(1)).map(|(before, after)| u8::from(after < before)).fold(0, u8::max);
    if any > 0 { (1..person.len()).find(|at| early(*at)) } else { None }
}
