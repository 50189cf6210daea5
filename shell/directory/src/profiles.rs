//! What the finders of mirrors and of unlike partners need of bodies, from tables with a header: one of bodies, and where they are there,
//! of services, of places and of skills, a row each.

use std::collections::BTreeMap;

use commonweal_find::mirror::Post;
use commonweal_find::profile::Profile;
use commonweal_find::register::Field;
use commonweal_quantity::Pence;

use crate::rows::{self, Cells};
use crate::sheet;
use crate::wrong::{Remedy, Wrong};

/// Bodies: body, and where they are there name, kind, population, deprivation, latitude, longitude.
///
/// # Errors
/// Every line that cannot be read.
pub fn bodies(bytes: &[u8]) -> Result<BTreeMap<String, Profile>, Vec<Wrong>> {
    let table = Table::read(bytes, &["body"])?;
    let mut bodies = BTreeMap::new();
    table.each(|row| {
        let key = table.needed(row, "body")?.to_owned();
        let number = |field: Field| -> Result<Option<f64>, Wrong> {
            let Some((column, text)) = table.told(row, field.word()) else { return Ok(None) };
            let text = field.check(text).map_err(|error| row.wrong(column, Remedy::Field(error)))?;
            Ok(text.parse().ok())
        };
        let text = |name: &str| table.told(row, name).map(|(_, text)| text.to_owned());
        let position = number(Field::Latitude)?.zip(number(Field::Longitude)?);
        let profile = Profile {
            key: key.clone(),
            name: text("name").unwrap_or_else(|| key.clone()),
            kind: text("kind"),
            population: number(Field::Population)?,
            deprivation: number(Field::Deprivation)?,
            position,
            ..Profile::default()
        };
        if bodies.insert(key.clone(), profile).is_some() {
            return Err(row.wrong(0, Remedy::Twice { name: key }));
        }
        Ok(())
    })?;
    Ok(bodies)
}

/// Adds services: body, service, and where it is there an amount.
///
/// # Errors
/// Every line that cannot be read, or names a body that is not among `bodies`.
pub fn services(bytes: &[u8], bodies: &mut BTreeMap<String, Profile>) -> Result<(), Vec<Wrong>> {
    let table = Table::read(bytes, &["body", "service"])?;
    table.each(|row| {
        let service = table.needed(row, "service")?.to_owned();
        let amount = table.amount(row, "amount")?.unwrap_or(1.0);
        *table.body(row, bodies)?.services.entry(service).or_insert(0.0) += amount;
        Ok(())
    })
}

/// Adds where those live whom each body serves: body, place, people.
///
/// # Errors
/// As for [`services`].
pub fn places(bytes: &[u8], bodies: &mut BTreeMap<String, Profile>) -> Result<(), Vec<Wrong>> {
    let table = Table::read(bytes, &["body", "place", "people"])?;
    table.each(|row| {
        let place = table.needed(row, "place")?.to_owned();
        table.needed(row, "people")?;
        let people = table.amount(row, "people")?.unwrap_or_default();
        *table.body(row, bodies)?.people_by_place.entry(place).or_insert(0.0) += people;
        Ok(())
    })
}

/// Adds skills that bodies need and offer: body, skill, and `need` or `offer`.
///
/// # Errors
/// As for [`services`].
pub fn skills(bytes: &[u8], bodies: &mut BTreeMap<String, Profile>) -> Result<(), Vec<Wrong>> {
    let table = Table::read(bytes, &["body", "skill", "side"])?;
    table.each(|row| {
        let skill = table.needed(row, "skill")?.to_lowercase();
        let side = table.needed(row, "side")?.to_lowercase();
        let body = table.body(row, bodies)?;
        match side.as_str() {
            "need" | "needs" => drop(body.needs.insert(skill)),
            "offer" | "offers" => drop(body.offers.insert(skill)),
            _ => return Err(row.wrong(table.column("side"), Remedy::NeedOrOffer { value: side })),
        }
        Ok(())
    })
}

/// The posts and systems of each body with their cost in a year: body, post, cost.
///
/// # Errors
/// Every line that cannot be read.
pub fn posts(bytes: &[u8]) -> Result<BTreeMap<String, Vec<Post>>, Vec<Wrong>> {
    let table = Table::read(bytes, &["body", "post", "cost"])?;
    let mut posts: BTreeMap<String, Vec<Post>> = BTreeMap::new();
    table.each(|row| {
        let name = table.needed(row, "post")?.to_owned();
        let text = table.needed(row, "cost")?;
        let cost = text.parse::<Pence>().ok().filter(|cost| cost.0 >= 0);
        let refused = || row.wrong(table.column("cost"), Remedy::Cost { value: text.to_owned() });
        let cost = cost.ok_or_else(refused)?;
        posts.entry(table.needed(row, "body")?.to_owned()).or_default().push(Post { name, cost });
        Ok(())
    })?;
    Ok(posts)
}

struct Table {
    columns: BTreeMap<String, usize>,
    rows: Vec<Cells>,
}

impl Table {
    fn read(bytes: &[u8], needed: &[&str]) -> Result<Self, Vec<Wrong>> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let (rows, mut wrong) = if sheet::is_sheet(bytes) { sheet::rows(bytes) } else { rows::rows(bytes) };
        if rows.len() < 2 && wrong.is_empty() {
            wrong.push(Wrong::new(1, 1, Remedy::Empty));
        }
        let mut rows = rows.into_iter();
        let header = rows.next().unwrap_or(Cells { line: 1, cells: Vec::new() });
        let columns: BTreeMap<String, usize> =
            header.cells.iter().map(|name| name.trim().to_lowercase()).zip(0..).collect();
        if wrong.is_empty() {
            let missing = needed.iter().filter(|name| !columns.contains_key(**name));
            wrong.extend(missing.map(|name| {
                header
                    .wrong(0, Remedy::NeedsColumn { wanted: (*name).to_owned(), found: header.cells.clone() })
            }));
        }
        if wrong.is_empty() { Ok(Self { columns, rows: rows.collect() }) } else { Err(wrong) }
    }

    fn each(&self, mut read: impl FnMut(&Cells) -> Result<(), Wrong>) -> Result<(), Vec<Wrong>> {
        let wrong: Vec<Wrong> = self.rows.iter().filter_map(|row| read(row).err()).collect();
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    fn column(&self, name: &str) -> usize {
        self.columns.get(name).copied().unwrap_or_default()
    }

    fn told<'r>(&self, row: &'r Cells, name: &str) -> Option<(usize, &'r str)> {
        let column = *self.columns.get(name)?;
        row.cell(column).map(|text| (column, text))
    }

    fn needed<'r>(&self, row: &'r Cells, name: &str) -> Result<&'r str, Wrong> {
        row.needed(self.column(name), name)
    }

    fn amount(&self, row: &Cells, name: &str) -> Result<Option<f64>, Wrong> {
        let Some((column, text)) = self.told(row, name) else { return Ok(None) };
        let amount = text.parse::<f64>().ok().filter(|amount| amount.is_finite() && *amount >= 0.0);
        amount.map(Some).ok_or_else(|| row.wrong(column, Remedy::Amount { value: text.to_owned() }))
    }

    fn body<'b>(
        &self,
        row: &Cells,
        bodies: &'b mut BTreeMap<String, Profile>,
    ) -> Result<&'b mut Profile, Wrong> {
        let key = self.needed(row, "body")?;
        bodies
            .get_mut(key)
            .ok_or_else(|| row.wrong(self.column("body"), Remedy::UnknownBody { name: key.to_owned() }))
    }
}
