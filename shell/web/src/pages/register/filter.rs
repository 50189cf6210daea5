//! What somebody asks of the register, and which partnerships answer it.

use commonweal_record::entry::BodyId;
use commonweal_service::record::summary::{Partner, Summary, Words};

use crate::visit::Visit;
use crate::words::in_address;

/// Each style: its word, its name.
pub(super) const STYLES: [(&str, &str); 3] =
    [("mirror", "Mirror"), ("integration", "Integration"), ("upstream", "Upstream")];

/// Each sector, by the legal form of bodies: its word in addresses, its name.
pub(super) const SECTORS: [(&str, &str); 7] = [
    ("nhs", "NHS"),
    ("council", "Councils"),
    ("police", "Police"),
    ("fire", "Fire and rescue"),
    ("community", "Charities and community bodies"),
    ("company", "Companies"),
    ("other", "Others"),
];

/// The sector of a body with this word of a legal form.
fn sector(form: &str) -> &'static str {
    match form {
        "nhs_trust" | "foundation_trust" | "integrated_care_board" => "nhs",
        "council" => "council",
        "police" => "police",
        "fire" => "fire",
        "charity" | "community_interest_company" | "community_benefit_society" => "community",
        "company" => "company",
        _ => "other",
    }
}

/// What is asked for; what is empty asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Words that stand somewhere in name, place, aims or names of partners.
    pub(crate) words: String,
    /// The word of a style.
    pub(crate) style: String,
    /// The word of a sector of which a partner is.
    pub(crate) sector: String,
    /// A part of the name of the place.
    pub(crate) place: String,
    /// The reader's bodies, where only their partnerships are asked for.
    pub(crate) mine: Option<Vec<BodyId>>,
}

impl Filter {
    /// As the address says.
    pub(super) fn asked(visit: &Visit<'_>) -> Self {
        let text = |name| visit.asked(name).unwrap_or_default().trim().to_owned();
        let own = visit.person.as_ref().filter(|_| visit.asked("mine").is_some());
        Self {
            words: text("q"),
            style: text("style"),
            sector: text("sector"),
            place: text("place"),
            mine: own.map(|person| person.acting.iter().map(|acting| acting.body.clone()).collect()),
        }
    }

    /// Whether everything is asked for.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// As it stands in an address, after a question mark.
    pub(super) fn in_address(&self) -> String {
        let fields =
            [("q", &self.words), ("style", &self.style), ("sector", &self.sector), ("place", &self.place)];
        let fields = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let fields = fields.map(|(name, value)| format!("{name}={}", in_address(value)));
        fields.chain(self.mine.iter().map(|_| "mine=yes".to_owned())).collect::<Vec<_>>().join("&")
    }

    /// What it asks for, made ready once for many partnerships.
    pub(crate) fn ready(&self) -> Ready<'_> {
        Ready { filter: self, words: Words::of(&self.words), place: self.place.to_lowercase() }
    }
}

/// A filter with its words cut up.
pub(crate) struct Ready<'f> {
    filter: &'f Filter,
    words: Words,
    place: String,
}

impl Ready<'_> {
    /// Whether a partnership is asked for.
    pub(crate) fn fits(&self, summary: &Summary) -> bool {
        let (filter, line) = (self.filter, &summary.line);
        let of_style = filter.style.is_empty() || line.style.as_ref() == Some(&filter.style);
        let in_place = self.place.is_empty()
            || line.place.as_ref().is_some_and(|place| place.to_lowercase().contains(&self.place));
        let of_form = |partner: &Partner| partner.legal_form.as_deref().map(sector) == Some(&filter.sector);
        let of_sector = filter.sector.is_empty() || line.partners.iter().any(of_form);
        let own = |mine: &[BodyId]| {
            line.partners.iter().any(|partner| mine.iter().any(|body| body.as_str() == partner.body))
        };
        let is_mine = filter.mine.as_deref().is_none_or(own);
        of_style && in_place && of_sector && is_mine && summary.has(&self.words)
    }
}
