//! Recording a fact of any kind: choose the kind, fill in its form, check it in words, record it.

mod check;
pub(crate) mod drafts;
mod refused;
pub(crate) mod signed;
mod subject;

use commonweal_record::entry::{BodyId, IntentId};
use commonweal_record::fact::{Fact, KINDS, Kind, Which, kind_of};
use commonweal_record::tree::Hash;
use commonweal_service::record::policy::Decision;
use commonweal_service::record::{Acting, OpenLog, REGISTER, RecordError};
use maud::{Markup, html};

use self::check::{Checked, record, unsigned};
use self::subject::Subject;
use super::{shared, signing};
use crate::answer::Answer;
use crate::component::{empty, form_errors, inset};
use crate::form::{self, ACTING_FOR, Asked, Complaint, INTENT, Known, Made, Press, SALT, Shown};
use crate::layout;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Kinds that the person may record, by subject.
pub(crate) fn kinds(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let Some(acting) = acting(visit, &Asked::default()) else { return for_nobody(visit) };
    let mut begun = visit.app.access.drafts(visit.signed_in()?)?;
    begun.retain(|draft| draft.slug == visit.part("slug"));
    visit.look(|log| {
        let (slug, partnership) = (visit.part("slug"), &log.view().partnership);
        let may = |kind: &&Kind| {
            Subject::is_taken_by(slug, kind.which) && log.may_record(kind.which, acting) == Decision::Allowed
        };
        let groups = Subject::ALL.iter().map(|subject| {
            let kinds: Vec<&Kind> = KINDS.iter().filter(|kind| Subject::of(kind.which) == *subject).filter(may).collect();
            (subject.heading_and_page().0, kinds)
        });
        let groups: Vec<(&str, Vec<&Kind>)> = groups.filter(|(_, kinds)| !kinds.is_empty()).collect();
        let body = html! {
            p class="govuk-body-l" { "What you record for " (shared::body_name(partnership, &acting.body)) " stands in the record for good, with its name and the day." }
            (drafts::list(&begun))
            @if groups.is_empty() {
                (empty("There is nothing that you can record here.", html! { "Your body takes part once a partner has invited it." }))
            }
            @for (heading, kinds) in groups {
                h2 class="govuk-heading-m" { (heading) }
                dl class="cw-kinds" {
                    @for kind in kinds {
                        dt { a class="govuk-link" href={ "/partnerships/" (slug) "/attest/" (kind.name) } { (called(kind)) } }
                        dd { (kind.meaning.trim()) }
                    }
                }
            }
            p class="govuk-body" { a class="govuk-link" href={ "/partnerships/" (slug) "/signed" } { "Bring a fact that was signed elsewhere" } }
        };
        layout::partnership(visit, shared::name(partnership, slug), "Record a fact", &body)
    })
}

/// The form of a kind, with what the address gives.
pub(crate) fn blank(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let kind = kind_of(visit.part("kind")).ok_or(Problem::NotFound)?;
    let draft = drafts::kept(visit, kind)?;
    let going_on = draft.as_ref().filter(|_| visit.asked(drafts::ASKED).is_some());
    let mut asked = Asked::new(going_on.map_or(&visit.query, |draft| &draft.fields));
    let surroundings = visit.app.logs.place().surroundings();
    for name in [form::BUTTON, INTENT, SALT, drafts::ASKED] {
        asked.forget(name);
    }
    let (id, salt) = (surroundings.intent_id()?, Hash(surroundings.salt()?));
    with_form(visit, &asked, |sheet, mut asked| {
        let lines = (sheet.kind.lines)();
        form::derive(sheet.kind.which, &mut asked, &sheet.known);
        form::propose(lines, &mut asked, &sheet.known);
        asked.set(INTENT, &id.to_string());
        asked.set(SALT, &salt.to_string());
        Ok(Step::Page(sheet.page(&asked, &[], &drafts::note(visit, draft.as_ref()))))
    })
}

/// A form that was sent: shown again, checked, or recorded.
pub(crate) fn sent(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let asked = Asked::new(&visit.form);
    let surroundings = visit.app.logs.place().surroundings();
    let id = asked.one(INTENT).parse::<IntentId>().or_else(|_| surroundings.intent_id())?;
    let salt = asked.one(SALT).parse::<Hash>().or_else(|_| surroundings.salt().map(Hash))?;
    with_form(visit, &asked, |sheet, mut asked| {
        let lines = (sheet.kind.lines)();
        asked.set(INTENT, &id.to_string());
        asked.set(SALT, &salt.to_string());
        let press = form::press(&mut asked);
        match press {
            Press::Save => {
                drafts::save(visit, sheet.kind, &asked)?;
                return Ok(Step::Page(drafts::saved(visit)));
            }
            Press::Discard => {
                drafts::discard(visit, sheet.kind)?;
                return Ok(Step::Page(Answer::see_other(visit.path.to_owned())));
            }
            _ => {}
        }
        if matches!(press, Press::Record | Press::Sign)
            && let Some(seq) = sheet.log.recorded(id)?
        {
            return Ok(Step::Recorded(seq));
        }
        form::derive(sheet.kind.which, &mut asked, &sheet.known);
        form::propose(lines, &mut asked, &sheet.known);
        if matches!(press, Press::Again | Press::Change) {
            return Ok(Step::Page(sheet.page(&asked, &[], &Markup::default())));
        }
        let (fact, documents) = match form::read(sheet.kind, &mut asked, &sheet.known, salt.0) {
            Made::Fact(fact, documents) => (*fact, documents),
            Made::NotYet(complaints) => {
                drafts::save_along(visit, sheet.kind, &asked)?;
                form::propose(lines, &mut asked, &sheet.known);
                return Ok(Step::Page(sheet.page(&asked, &complaints, &Markup::default())));
            }
        };
        let checked = Checked { id, fact, documents };
        Ok(match press {
            Press::Record => Step::Record(checked),
            Press::Unsigned => Step::Unsigned(checked),
            Press::Sign => Step::Sign(checked),
            _ => Step::Page(check::page(sheet, &asked, &checked)?),
        })
    })
}

/// What a form leads to.
enum Step {
    Page(Answer),
    Recorded(u64),
    Record(Checked),
    Unsigned(Checked),
    Sign(Checked),
}

/// What a form stands on.
struct Sheet<'s> {
    visit: &'s Visit<'s>,
    kind: &'static Kind,
    log: &'s OpenLog,
    acting: &'s Acting,
    known: Known<'s>,
}

fn with_form(
    visit: &Visit<'_>,
    asked: &Asked,
    step: impl FnOnce(&Sheet<'_>, Asked) -> Result<Step, Problem>,
) -> Result<Answer, Problem> {
    let kind = kind_of(visit.part("kind")).ok_or(Problem::NotFound)?;
    if !Subject::is_taken_by(visit.part("slug"), kind.which) {
        return Err(Problem::NotFound);
    }
    let Some(acting) = acting(visit, asked) else { return for_nobody(visit) };
    let elsewhere = elsewhere(visit, kind.which)?;
    let among = Subject::of(kind.which).among();
    let step = visit.look(|log| {
        if let Decision::Denied(reason) = log.may_record(kind.which, acting) {
            return Ok(Step::Page(refused::page(visit, kind, log, acting, reason)));
        }
        let known = Known { partnership: &log.view().partnership, elsewhere: &elsewhere, among, acting };
        step(&Sheet { visit, kind, log, acting, known }, asked.clone())
    })??;
    let outcome = match step {
        Step::Page(answer) => return Ok(answer),
        Step::Recorded(seq) => return Ok(Answer::see_other(shown_at(visit, kind.which, seq))),
        Step::Record(checked) => {
            let recorded = record(visit, acting, checked);
            if recorded.is_ok() {
                drafts::discard(visit, kind)?;
            }
            recorded.map(|seq| Answer::see_other(shown_at(visit, kind.which, seq)))
        }
        Step::Unsigned(checked) => unsigned(visit, acting, checked),
        Step::Sign(checked) => return signing::for_script(check::ask_passkey(visit, acting, checked)),
    };
    match outcome {
        Err(
            error @ (RecordError::Denied(_)
            | RecordError::Refused { .. }
            | RecordError::Imposed { .. }
            | RecordError::WitnessPolicy { .. }
            | RecordError::NeedsKey { .. }
            | RecordError::UnknownBody { .. }),
        ) => {
            let says = words::sentence(&error.to_string());
            visit.look(|log| {
                let known =
                    Known { partnership: &log.view().partnership, elsewhere: &elsewhere, among, acting };
                let complaint = Complaint { path: String::new(), says };
                Sheet { visit, kind, log, acting, known }.page(asked, &[complaint], &Markup::default())
            })
        }
        other => Ok(other?),
    }
}

/// Bodies of the register that this record has not, for kinds that bring them in.
fn elsewhere(visit: &Visit<'_>, which: Which) -> Result<Vec<(BodyId, String)>, Problem> {
    if !matches!(which, Which::PartnerInvited | Which::PartnerQueued) {
        return Ok(Vec::new());
    }
    let register = visit.app.logs.look(REGISTER, |log| {
        let bodies = &log.view().partnership.members.bodies;
        bodies.iter().map(|(id, body)| (id.clone(), body.name().to_owned())).collect::<Vec<_>>()
    })?;
    visit.look(|log| {
        let here = &log.view().partnership.members.bodies;
        register.into_iter().filter(|(id, _)| !here.contains_key(id)).collect()
    })
}

/// For whom: as the form says, or the first body of the person that the record knows, or the first.
fn acting<'v>(visit: &'v Visit<'_>, asked: &Asked) -> Option<&'v Acting> {
    let all = &visit.person.as_ref()?.acting;
    let chosen = all.iter().find(|acting| acting.body.as_str() == asked.one(ACTING_FOR));
    let here = || {
        let known = |log: &OpenLog| {
            all.iter().position(|acting| log.view().partnership.members.bodies.contains_key(&acting.body))
        };
        visit.look(known).ok().flatten().and_then(|place| all.get(place))
    };
    chosen.or_else(here).or_else(|| all.first())
}

/// Who is signed in and belongs to no body has nothing to record.
fn for_nobody(visit: &Visit<'_>) -> Result<Answer, Problem> {
    visit.look(|log| {
        let slug = visit.part("slug");
        let next = html! { "An officer of your body invites you under “People”." };
        let body = empty("Only those who belong to a body can record something.", next);
        layout::partnership(visit, shared::name(&log.view().partnership, slug), "Record a fact", &body)
    })
}

/// The page that shows a fact, with a note that it was recorded.
fn shown_at(visit: &Visit<'_>, which: Which, seq: u64) -> String {
    shown_in(visit.part("slug"), which, seq)
}

/// As [`shown_at`], for a partnership that the address does not name.
pub(crate) fn shown_in(slug: &str, which: Which, seq: u64) -> String {
    let (_, page) = Subject::of(which).heading_and_page();
    let is_shown = slug != REGISTER && crate::routes::has_page(&format!("/partnerships/{{slug}}{page}"));
    let page = if is_shown { page } else { "/record" };
    format!("/partnerships/{slug}{page}?recorded={seq}")
}

/// "Decision proposed".
fn called(kind: &Kind) -> String {
    words::capital(&kind.name.replace('_', " "))
}

impl Sheet<'_> {
    fn in_frame(&self, heading: &str, body: &Markup) -> Answer {
        layout::partnership(self.visit, self.name(), heading, body)
    }

    /// The partnership's name.
    fn name(&self) -> &str {
        shared::name(self.known.partnership, self.visit.part("slug"))
    }

    fn body_name(&self) -> &str {
        shared::body_name(self.known.partnership, &self.acting.body)
    }

    /// The form; `note` stands above it.
    fn page(&self, asked: &Asked, complaints: &[Complaint], note: &Markup) -> Answer {
        let shown = Shown { asked, complaints, known: &self.known };
        let body = html! {
            @if !complaints.is_empty() { (form_errors(complaints.iter().map(|it| (it.path.as_str(), it.says.as_str())))) }
            (note)
            p class="govuk-body-l" { (self.kind.meaning.trim()) }
            p class="govuk-body" { "You record this for " strong { (self.body_name()) } "." }
            @if self.log.needs_key_of(self.kind.name, &self.acting.body) {
                (inset(&html! { "This binds " (self.body_name()) ". It is signed with the key of the body once you have checked it." }))
            }
            form method="post" action=(self.visit.path) novalidate {
                // The first button of a form is the one that the Enter key presses.
                button class="govuk-visually-hidden" name=(form::BUTTON) value="check" tabindex="-1" aria-hidden="true" { "Continue" }
                (self.hidden(asked))
                (form::fields((self.kind.lines)(), &shown))
                div class="govuk-button-group" {
                    button class="govuk-button" name=(form::BUTTON) value="check" { "Continue" }
                    button class="govuk-button govuk-button--secondary" name=(form::BUTTON) value="save" { "Save for later" }
                }
            }
        };
        let answer =
            if complaints.is_empty() { layout::partnership } else { layout::partnership_with_errors };
        answer(self.visit, self.name(), &called(self.kind), &body)
    }

    /// What the form carries besides the fields.
    fn hidden(&self, asked: &Asked) -> Markup {
        html! {
            @for name in [INTENT, SALT] { input type="hidden" name=(name) value=(asked.one(name)); }
            input type="hidden" name=(ACTING_FOR) value=(self.acting.body);
        }
    }
}

/// Whether recording the fact makes another body known here.
fn brings_in(fact: &Fact) -> Option<&BodyId> {
    match fact {
        Fact::PartnerInvited(fact) => Some(&fact.body),
        Fact::PartnerQueued(fact) => Some(&fact.body),
        _ => None,
    }
}
