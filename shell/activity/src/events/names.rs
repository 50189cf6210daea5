use std::collections::HashMap;

/// Names by number, in the order in which they were met.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    names: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Names {
    /// The number of a name, a new one where it was not met before.
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    /// The number of a name that was met.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The names, by their numbers.
    pub fn all(&self) -> &[String] {
        &self.names
    }

    pub(super) fn into_all(self) -> Vec<String> {
        self.names
    }

    /// How many there are; numbers are below it.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// The services and bodies of a log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventNames {
    /// Services.
    pub services: Names,
    /// Bodies.
    pub bodies: Names,
}
