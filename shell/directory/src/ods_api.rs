//! Answers of the ORD interface of the NHS Organisation Data Service: one organisation in full (`Organisation`), or a search's list
//! (`Organisations`). Of a full one, predecessors and successors become successions.

use commonweal_find::register::{Entry, Field, How, Identifier, Succession};
use commonweal_quantity::{Frequency, Period};
use serde::Deserialize;

use crate::Directory;
use crate::json::{Element, elements};
use crate::ods::SCHEME;
use crate::wrong::{Remedy, Wrong};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    organisation: Option<Organisation>,
    #[serde(flatten)]
    listed: Option<Organisation>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Organisation {
    name: String,
    org_id: OrgId,
    #[serde(default)]
    post_code: Option<String>,
    #[serde(default)]
    primary_role_description: Option<String>,
    #[serde(default)]
    date: Vec<Dates>,
    #[serde(default)]
    geo_loc: Option<GeoLoc>,
    #[serde(default)]
    succs: Succs,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OrgId {
    Code(String),
    Full { extension: String },
}

impl OrgId {
    fn code(&self) -> &str {
        match self {
            Self::Code(code) | Self::Full { extension: code } => code,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Dates {
    #[serde(rename = "Type")]
    kind: String,
    #[serde(default)]
    start: Option<String>,
    #[serde(default)]
    end: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct GeoLoc {
    location: Location,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Location {
    #[serde(default)]
    addr_ln1: Option<String>,
    #[serde(default)]
    addr_ln2: Option<String>,
    #[serde(default)]
    addr_ln3: Option<String>,
    #[serde(default)]
    town: Option<String>,
    #[serde(default)]
    county: Option<String>,
    #[serde(default)]
    post_code: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
struct Succs {
    #[serde(default)]
    succ: Vec<Succ>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Succ {
    #[serde(rename = "Type")]
    kind: String,
    target: Target,
    #[serde(default)]
    date: Vec<Dates>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Target {
    org_id: OrgId,
}

pub(crate) fn read(bytes: &[u8]) -> Directory {
    let (elements, wrong) = elements(bytes, &["Organisations"]);
    let mut directory = Directory { wrong, ..Directory::default() };
    for element in &elements {
        let told = element.read::<Answer>().and_then(|answer| {
            let missing = || Remedy::Missing { what: "Organisation".to_owned() };
            let found = answer.organisation.or(answer.listed).ok_or_else(|| element.wrong(missing()))?;
            Ok((entry(element, &found)?, successions(element, &found)?))
        });
        match told {
            Ok((entry, successions)) => {
                directory.entries.push(entry);
                directory.successions.extend(successions);
            }
            Err(found) => directory.wrong.push(found),
        }
    }
    directory.wrong.sort_by_key(|wrong| wrong.at);
    directory
}

fn entry(element: &Element<'_>, found: &Organisation) -> Result<Entry, Wrong> {
    let mut entry = Entry::new(element.at, identifier(element, &found.org_id)?);
    element.tell(&mut entry, Field::Name, Some(&found.name))?;
    element.tell(&mut entry, Field::Kind, found.primary_role_description.as_deref())?;
    element.tell(&mut entry, Field::Postcode, found.post_code.as_deref())?;
    if let Some(GeoLoc { location }) = &found.geo_loc {
        let lines =
            [&location.addr_ln1, &location.addr_ln2, &location.addr_ln3, &location.town, &location.county];
        let address: Vec<&str> = lines.into_iter().filter_map(|line| line.as_deref()).collect();
        element.tell(&mut entry, Field::Address, Some(&address.join(", ")))?;
        element.tell(&mut entry, Field::Postcode, location.post_code.as_deref())?;
    }
    if let Some(dates) = found.date.iter().find(|dates| dates.kind == "Legal").or(found.date.first()) {
        element.tell(&mut entry, Field::Opened, dates.start.as_deref())?;
        element.tell(&mut entry, Field::Closed, dates.end.as_deref())?;
    }
    Ok(entry)
}

fn successions(element: &Element<'_>, found: &Organisation) -> Result<Vec<Succession>, Wrong> {
    let own = identifier(element, &found.org_id)?;
    let mut successions = Vec::new();
    for succ in &found.succs.succ {
        let other = identifier(element, &succ.target.org_id)?;
        let (from, to) = match succ.kind.as_str() {
            "Predecessor" => (other, own.clone()),
            _ => (own.clone(), other),
        };
        let day = succ.date.first().and_then(|dates| dates.start.as_deref());
        let on =
            day.and_then(|day| day.parse::<Period>().ok()).filter(|day| day.frequency() == Frequency::Day);
        successions.push(Succession { from, to, how: How::Succeeded, on });
    }
    Ok(successions)
}

fn identifier(element: &Element<'_>, id: &OrgId) -> Result<Identifier, Wrong> {
    Identifier::new(SCHEME, id.code()).map_err(|error| element.wrong(Remedy::Identifier(error)))
}
