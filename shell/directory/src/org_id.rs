//! The lists of identifiers of org-id.guide: what a scheme such as `GB-CHC` stands for. They tell of no body.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::Directory;
use crate::json::elements;
use crate::wrong::{Remedy, Wrong};

/// A list of identifiers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    /// Its prefix.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Where it is published.
    pub url: Option<String>,
}

#[derive(Deserialize)]
struct Listed {
    code: String,
    name: Name,
    #[serde(default)]
    url: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Name {
    Plain(String),
    ByLanguage(BTreeMap<String, Option<String>>),
}

pub(crate) fn read(bytes: &[u8]) -> Directory {
    let (elements, wrong) = elements(bytes, &["lists"]);
    let mut directory = Directory { wrong, ..Directory::default() };
    if elements.is_empty() && directory.wrong.is_empty() {
        directory.wrong.push(Wrong::new(1, 1, Remedy::Empty));
    }
    for element in &elements {
        let read = element.read::<Listed>().and_then(|listed| {
            let name = match listed.name {
                Name::Plain(name) => Some(name),
                Name::ByLanguage(mut names) => {
                    let english = names.remove("en").flatten();
                    english.or_else(|| names.into_values().flatten().next())
                }
            };
            let missing = || element.wrong(Remedy::Missing { what: "the list's name".to_owned() });
            Ok(Scheme { code: listed.code, name: name.ok_or_else(missing)?, url: listed.url })
        });
        match read {
            Ok(scheme) => directory.schemes.push(scheme),
            Err(found) => directory.wrong.push(found),
        }
    }
    directory.wrong.sort_by_key(|wrong| wrong.at);
    directory
}
