//! Forms that somebody began and did not finish, kept for them alone.
//!
//! A draft may say things about people that never come to the record, so it is sealed as an account is, and goes with the account.

use commonweal_record::entry::{Instant, SubjectId};
use commonweal_store::{Change, Expected};
use serde::{Deserialize, Serialize};

use super::tables::DRAFTS;
use super::{Access, AccessError, Person, instant};

/// How long a draft is kept after it was last saved.
pub const KEPT_DAYS: u64 = 14;
/// Largest draft that is kept, in bytes of names and values.
pub const MOST_BYTES: usize = 1_000_000;
const DAY_SECONDS: u64 = 24 * 60 * 60;

/// Which form: of what partnership, for what kind of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form<'f> {
    /// The partnership's short name.
    pub slug: &'f str,
    /// The kind of fact.
    pub kind: &'f str,
}

/// A draft as it is kept; times are Unix times in seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredDraft {
    saved: u64,
    fields: Vec<(String, String)>,
}

/// A form that somebody began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The partnership's short name.
    pub slug: String,
    /// The kind of fact.
    pub kind: String,
    /// When it was last saved.
    pub saved: Instant,
    /// Until when it is kept.
    pub until: Instant,
    /// Names and values of its fields.
    pub fields: Vec<(String, String)>,
}

impl Access {
    /// Keeps what somebody has filled in so far, in the place of what was kept of the same form.
    ///
    /// # Errors
    /// [`AccessError::DraftTooLarge`], and what the store says.
    pub fn save_draft(
        &self,
        person: &Person,
        form: Form<'_>,
        fields: &[(String, String)],
    ) -> Result<(), AccessError> {
        let bytes: usize = fields.iter().map(|(name, value)| name.len() + value.len()).sum();
        if bytes > MOST_BYTES {
            return Err(AccessError::DraftTooLarge { bytes, most: MOST_BYTES });
        }
        let now = self.now()?;
        let draft = StoredDraft { saved: now, fields: fields.to_vec() };
        let until = Some(now + KEPT_DAYS * DAY_SECONDS);
        let change = DRAFTS.put(key(person.account.subject, form), &draft, Expected::Any, until)?;
        Ok(self.store.write(&[change])?)
    }

    /// What somebody has filled in of a form.
    ///
    /// # Errors
    /// What the store says.
    pub fn draft(&self, person: &Person, form: Form<'_>) -> Result<Option<Draft>, AccessError> {
        let found = DRAFTS.get(self.store.as_ref(), &key(person.account.subject, form), self.now()?)?;
        found.map(|found| view(form, found.value)).transpose()
    }

    /// Every form that somebody began, the latest saved first.
    ///
    /// # Errors
    /// What the store says.
    pub fn drafts(&self, person: &Person) -> Result<Vec<Draft>, AccessError> {
        let prefix = prefix(person.account.subject);
        let found = DRAFTS.list(self.store.as_ref(), &prefix, self.now()?)?;
        let draft = |(key, found): (String, super::tables::Found<StoredDraft>)| {
            let (slug, kind) = key.strip_prefix(&prefix).and_then(|rest| rest.split_once('/'))?;
            Some(view(Form { slug, kind }, found.value))
        };
        let mut drafts: Vec<Draft> = found.into_iter().filter_map(draft).collect::<Result<_, _>>()?;
        drafts.sort_by_key(|draft| std::cmp::Reverse(draft.saved));
        Ok(drafts)
    }

    /// Throws a draft away. No error where there is none.
    ///
    /// # Errors
    /// What the store says.
    pub fn drop_draft(&self, person: &Person, form: Form<'_>) -> Result<(), AccessError> {
        Ok(self.store.write(&[DRAFTS.remove(key(person.account.subject, form), Expected::Any)])?)
    }

    /// The changes that remove all drafts of a person.
    pub(super) fn without_drafts(
        &self,
        subject: SubjectId,
        now: u64,
    ) -> Result<Vec<Change<'static>>, AccessError> {
        let found = DRAFTS.list(self.store.as_ref(), &prefix(subject), now)?;
        Ok(found.into_iter().map(|(key, _)| DRAFTS.remove(key, Expected::Any)).collect())
    }
}

fn view(form: Form<'_>, stored: StoredDraft) -> Result<Draft, AccessError> {
    Ok(Draft {
        slug: form.slug.to_owned(),
        kind: form.kind.to_owned(),
        saved: instant(stored.saved)?,
        until: instant(stored.saved + KEPT_DAYS * DAY_SECONDS)?,
        fields: stored.fields,
    })
}

fn prefix(subject: SubjectId) -> String {
    format!("{subject}/")
}

fn key(subject: SubjectId, form: Form<'_>) -> String {
    format!("{}{}/{}", prefix(subject), form.slug, form.kind)
}
