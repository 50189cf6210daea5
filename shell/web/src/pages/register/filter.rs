//! What somebody asks of the register, and which partnerships answer it.

use commonweal_record::entry::BodyId;
use commonweal_record::fact::Text;
use commonweal_record::fact::kinds::members::{LegalForm, Style};
use commonweal_record::partnership::Partnership;

use crate::pages::shared;
use crate::visit::Visit;
use crate::words::in_address;

/// Each style: its word in addresses, its name.
pub(super) const STYLES: [(Style, &str, &str); 3] = [
    (Style::Mirror, "mirror", "Mirror"),
    (Style::Integration, "integration", "Integration"),
    (Style::Upstream, "upstream", "Upstream"),
];

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

fn sector(form: LegalForm) -> &'static str {
    match form {
        LegalForm::NhsTrust | LegalForm::FoundationTrust | LegalForm::IntegratedCareBoard => "nhs",
        LegalForm::Council => "council",
        LegalForm::Police => "police",
        LegalForm::Fire => "fire",
        LegalForm::Charity | LegalForm::CommunityInterestCompany | LegalForm::CommunityBenefitSociety => {
            "community"
        }
        LegalForm::Company => "company",
        LegalForm::Other => "other",
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

    /// Whether a partnership is asked for.
    pub(crate) fn fits(&self, partnership: &Partnership, slug: &str) -> bool {
        let proposed = partnership.members.proposed.last().map(|told| &told.fact);
        let members = &partnership.members;
        let of_style = self.style.is_empty() || proposed.is_some_and(|it| word(it.style) == self.style);
        let in_place = self.place.is_empty()
            || proposed
                .is_some_and(|it| it.place.as_str().to_lowercase().contains(&self.place.to_lowercase()));
        let form = |body: &BodyId| members.bodies.get(body).map(|body| sector(body.legal_form()));
        let of_sector =
            self.sector.is_empty() || members.current().any(|body| form(body) == Some(self.sector.as_str()));
        let is_mine = self.mine.as_ref().is_none_or(|mine| members.current().any(|body| mine.contains(body)));
        of_style && in_place && of_sector && is_mine && self.has_words(partnership, slug)
    }

    fn has_words(&self, partnership: &Partnership, slug: &str) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let mut parts = vec![shared::name(partnership, slug)];
        if let Some(told) = partnership.members.proposed.last() {
            parts.push(told.fact.place.as_str());
            parts.extend(told.fact.aims.iter().map(Text::as_str));
        }
        parts.extend(partnership.members.current().map(|body| shared::body_name(partnership, body)));
        let text = parts.join(" ").to_lowercase();
        self.words.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }
}

/// The word of a style.
pub(super) fn word(style: Style) -> &'static str {
    STYLES.iter().find(|(known, ..)| *known == style).map_or("", |(_, word, _)| word)
}
