use std::collections::{BTreeMap, BTreeSet};

use super::{Body, Entry, Field, Identifier, List, Place, Register, Source, Succession, Told};

/// One thing that a directory now tells otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The body's key.
    pub body: Identifier,
    /// What: a field's word, an item of a list, "identifier" or "listed".
    pub what: String,
    /// What it told before; none where it told nothing.
    pub before: Option<String>,
    /// What it tells now; none where it tells nothing.
    pub after: Option<String>,
}

/// Two things that cannot both be; the second was left as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// One entry bears identifiers of two bodies.
    #[error(
        "{at}: {first} and {second} are two bodies of the register; keep those of one, or record that one followed the other"
    )]
    TwoBodies {
        /// Where.
        at: Place,
        /// One.
        first: Identifier,
        /// The other.
        second: Identifier,
    },
    /// One directory tells a field twice, and differently.
    #[error("{at}: {field} of {body} is '{now}' here and '{before}' further up; keep one")]
    ToldTwice {
        /// Where.
        at: Place,
        /// The body.
        body: Identifier,
        /// The field.
        field: Field,
        /// Further up.
        before: String,
        /// Here.
        now: String,
    },
}

/// How much of what a source lists a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// All of it: whom it does not list, the source lists no longer.
    Whole,
    /// Some of it, or all but what could not be read: of the others it says nothing.
    Part,
}

/// What reading a directory did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// Bodies that are new.
    pub added: BTreeSet<Identifier>,
    /// What changed of those that were there.
    pub changes: Vec<Change>,
    /// Bodies of the directory of which nothing changed.
    pub unchanged: usize,
    /// Successions that are new.
    pub successions: Vec<Succession>,
    /// What could not be taken.
    pub conflicts: Vec<Conflict>,
    /// The keys of bodies that are not as they were.
    pub touched: BTreeSet<Identifier>,
}

impl Register {
    /// Reads a directory: afterwards the register tells of this source what the entries do, and of all others what it did before.
    ///
    /// A body is known again by any of its identifiers. What the directory told before and does not tell now is taken back; a body that
    /// it no longer lists keeps what was told, with the day. The order of the entries changes nothing but which of two that contradict
    /// each other is kept: the one further up.
    pub fn take(
        &mut self,
        source: &Source,
        entries: &[Entry],
        successions: &[Succession],
        coverage: Coverage,
    ) -> Taken {
        let mut taken = Taken::default();
        let mut listed: BTreeMap<Identifier, Body> = BTreeMap::new();
        let mut keys = self.keys.clone();
        for entry in entries {
            match key_of(entry, &keys) {
                Ok(key) => {
                    for identifier in std::iter::once(&entry.identifier).chain(&entry.also) {
                        keys.insert(identifier.clone(), key.clone());
                    }
                    tell(
                        listed.entry(key.clone()).or_insert_with(|| Body::new(key)),
                        entry,
                        source,
                        &mut taken,
                    );
                }
                Err(conflict) => taken.conflicts.push(conflict),
            }
        }
        for succession in
            successions.iter().filter(|it| !self.successions.contains_key(it)).collect::<BTreeSet<_>>()
        {
            self.successions.insert(succession.clone(), source.name.clone());
            taken.successions.push(succession.clone());
        }
        if coverage == Coverage::Whole {
            self.no_longer(source, &listed, &mut taken);
        }
        for (key, told) in listed {
            self.settle(key, told, source, &mut taken);
        }
        self.sources.insert(source.name.clone(), source.clone());
        taken
    }

    /// Puts what the source now tells of a body in the place of what it told.
    fn settle(&mut self, key: Identifier, mut now: Body, source: &Source, taken: &mut Taken) {
        let Some(before) = self.bodies.get(&key) else {
            taken.added.insert(key.clone());
            taken.touched.insert(key);
            self.put(now);
            return;
        };
        let mut changes: Vec<Change> = Vec::new();
        let mut change = |what: &str, before: Option<String>, after: Option<String>| {
            changes.push(Change { body: key.clone(), what: what.to_owned(), before, after });
        };
        let mut merged = before.clone();
        if merged.no_longer_listed.remove(&source.name).is_some() {
            change("listed", Some("no".to_owned()), Some("yes".to_owned()));
        }
        for identifier in now.identifiers.keys().filter(|it| !before.identifiers.contains_key(it)) {
            change("identifier", None, Some(identifier.to_string()));
            merged.identifiers.insert(identifier.clone(), source.name.clone());
        }
        for field in Field::ALL {
            let told = now.fields.get_mut(field).and_then(|told| told.remove(&source.name));
            let mine = merged.fields.entry(*field).or_default();
            let was = mine.get(&source.name).map(|told| told.value.clone());
            let is = told.as_ref().map(|told| told.value.clone());
            if was != is {
                change(field.word(), was, is);
                match told {
                    Some(told) => drop(mine.insert(source.name.clone(), told)),
                    None => drop(mine.remove(&source.name)),
                }
            }
        }
        merged.fields.retain(|_, told| !told.is_empty());
        for list in List::ALL {
            let told = |body: &mut Body| body.lists.get_mut(list).and_then(|told| told.remove(&source.name));
            let (was, is) = (told(&mut merged).unwrap_or_default(), told(&mut now).unwrap_or_default());
            let ids: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
            for id in ids.into_iter().filter(|id| was.get(*id) != is.get(*id)) {
                change(&list.of(id), was.get(id).cloned(), is.get(id).cloned());
            }
            if !is.is_empty() {
                merged.lists.entry(*list).or_default().insert(source.name.clone(), is);
            }
        }
        merged.lists.retain(|_, told| !told.is_empty());
        if changes.is_empty() {
            taken.unchanged += 1;
        } else {
            taken.changes.append(&mut changes);
            taken.touched.insert(key);
            self.put(merged);
        }
    }

    /// Notes of each body that the source told of before and does not now since when.
    fn no_longer(&mut self, source: &Source, listed: &BTreeMap<Identifier, Body>, taken: &mut Taken) {
        for (key, body) in &mut self.bodies {
            if !listed.contains_key(key)
                && body.is_told_by(&source.name)
                && !body.no_longer_listed.contains_key(&source.name)
            {
                body.no_longer_listed.insert(source.name.clone(), source.as_of);
                let (before, after) = (Some("yes".to_owned()), Some("no".to_owned()));
                taken.changes.push(Change { body: key.clone(), what: "listed".to_owned(), before, after });
                taken.touched.insert(key.clone());
            }
        }
    }
}

/// The key under which an entry's body is kept, or will be: by its own identifier where none of its identifiers is known.
fn key_of(entry: &Entry, keys: &BTreeMap<Identifier, Identifier>) -> Result<Identifier, Conflict> {
    let mut found: Option<(&Identifier, &Identifier)> = None;
    for identifier in std::iter::once(&entry.identifier).chain(&entry.also) {
        let Some(key) = keys.get(identifier) else { continue };
        let (first, before) = *found.get_or_insert((identifier, key));
        if before != key {
            let (first, second) = (first.clone(), identifier.clone());
            return Err(Conflict::TwoBodies { at: entry.at, first, second });
        }
    }
    Ok(found.map_or_else(|| entry.identifier.clone(), |(_, key)| key.clone()))
}

/// Adds an entry to what the source tells of a body.
fn tell(body: &mut Body, entry: &Entry, source: &Source, taken: &mut Taken) {
    for identifier in std::iter::once(&entry.identifier).chain(&entry.also) {
        body.identifiers.entry(identifier.clone()).or_insert_with(|| source.name.clone());
    }
    for (field, value) in &entry.fields {
        let told = body.fields.entry(*field).or_default();
        match told.get(&source.name) {
            Some(before) if before.value != *value => taken.conflicts.push(Conflict::ToldTwice {
                at: entry.at,
                body: body.key.clone(),
                field: *field,
                before: before.value.clone(),
                now: value.clone(),
            }),
            Some(_) => (),
            None => {
                told.insert(source.name.clone(), Told { value: value.clone(), since: source.as_of });
            }
        }
    }
    for (list, items) in &entry.lists {
        let told = body.lists.entry(*list).or_default().entry(source.name.clone()).or_default();
        told.extend(items.clone());
    }
}
