//! Open Referral UK and HSDS 3.0: services with the organisation that gives them, or organisations, as a list or as the pages of an
//! interface (`contents`). See the specification of HSDS 3.0, objects `service` and `organization`.

use commonweal_find::register::{Entry, Field, Identifier, List};
use serde::Deserialize;

use crate::json::{Element, elements};
use crate::wrong::{Remedy, Wrong};
use crate::{Directory, Reading};

/// The scheme of ids that are the same wherever they appear.
const UUID: &str = "UUID";

/// A service, or an organisation: what tells them apart is that a service has one.
#[derive(Deserialize)]
struct Thing {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    organization: Option<Organization>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct Organization {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct Rest {
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    website: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    legal_status: Option<String>,
    #[serde(default)]
    locations: Option<Vec<Location>>,
    #[serde(default)]
    organization_identifiers: Option<Vec<OtherIdentifier>>,
}

#[derive(Deserialize)]
struct Location {
    #[serde(default)]
    latitude: Option<f64>,
    #[serde(default)]
    longitude: Option<f64>,
}

#[derive(Deserialize)]
struct OtherIdentifier {
    #[serde(default)]
    identifier_scheme: Option<String>,
    identifier: String,
}

pub(crate) fn read(bytes: &[u8], reading: &Reading) -> Directory {
    let (elements, wrong) = elements(bytes, &["contents", "content"]);
    let mut directory = Directory { wrong, ..Directory::default() };
    if elements.is_empty() && directory.wrong.is_empty() {
        directory.wrong.push(Wrong::new(1, 1, Remedy::Empty));
    }
    for element in &elements {
        match element.read::<Thing>().and_then(|thing| entry(element, thing, reading.scheme.as_deref())) {
            Ok(entry) => directory.entries.push(entry),
            Err(found) => directory.wrong.push(found),
        }
    }
    directory.wrong.sort_by_key(|wrong| wrong.at);
    directory
}

fn entry(element: &Element<'_>, thing: Thing, scheme: Option<&str>) -> Result<Entry, Wrong> {
    let Thing { name, id, organization, rest } = thing;
    let (service, organization) = match organization {
        Some(organization) => (Some((id, name)), organization),
        None => (None, Organization { id, name, rest }),
    };
    let missing = |what: &str| element.wrong(Remedy::Missing { what: what.to_owned() });
    let id = organization.id.as_deref().ok_or_else(|| missing("the organisation's id"))?;
    let scheme = is_uuid(id).then_some(UUID).or(scheme).ok_or_else(|| element.wrong(Remedy::NoScheme))?;
    let refused = |error| element.wrong(Remedy::Identifier(error));
    let mut entry = Entry::new(element.at, Identifier::new(scheme, id).map_err(refused)?);
    let name = organization.name.as_deref().ok_or_else(|| missing("the organisation's name"))?;
    element.tell(&mut entry, Field::Name, Some(&plain(name)))?;
    describe(element, &mut entry, &organization.rest)?;
    if let Some((id, name)) = service {
        let name =
            name.filter(|name| !name.trim().is_empty()).ok_or_else(|| missing("the service's name"))?;
        entry.add(List::Services, id.unwrap_or_else(|| name.clone()), plain(&name));
    }
    Ok(entry)
}

fn describe(element: &Element<'_>, entry: &mut Entry, rest: &Rest) -> Result<(), Wrong> {
    let purpose = rest.description.as_deref().map(plain);
    element.tell(entry, Field::Purpose, purpose.as_deref())?;
    element.tell(entry, Field::Website, rest.website.as_deref().or(rest.url.as_deref()))?;
    element.tell(entry, Field::Kind, rest.legal_status.as_deref())?;
    let position = |location: &Location| Some((location.latitude?, location.longitude?));
    if let Some((latitude, longitude)) = rest.locations.iter().flatten().find_map(position) {
        element.tell(entry, Field::Latitude, Some(&latitude.to_string()))?;
        element.tell(entry, Field::Longitude, Some(&longitude.to_string()))?;
    }
    for other in rest.organization_identifiers.iter().flatten() {
        // Without its list a code says nothing.
        if let Some(scheme) = &other.identifier_scheme {
            let read = Identifier::new(scheme, &other.identifier);
            entry.also.push(read.map_err(|error| element.wrong(Remedy::Identifier(error)))?);
        }
    }
    Ok(())
}

/// A description as plain text: many publishers write fragments of HTML.
fn plain(text: &str) -> String {
    let text = if text.contains(['<', '&']) { nanohtml2text::html2text(text) } else { text.to_owned() };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_uuid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == lengths.len()
        && parts
            .iter()
            .zip(lengths)
            .all(|(part, length)| part.len() == length && part.bytes().all(|it| it.is_ascii_hexdigit()))
}
