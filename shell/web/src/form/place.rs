//! One place on a form: its label, hint and error, and the group around its controls.

use maud::{Markup, html};

use super::{Asked, Complaint, Known};

/// What a form is shown with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<'a> {
    /// What was sent.
    pub(crate) asked: &'a Asked,
    /// What is wrong with it.
    pub(crate) complaints: &'a [Complaint],
    /// What the record has.
    pub(crate) known: &'a Known<'a>,
}

/// One place on a form.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) path: String,
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) leave: Leave,
    pub(super) setting: Setting,
}

/// Whether a field may be left blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leave {
    Needed,
    Optional,
}

/// Where a field stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Setting {
    Alone,
    InARow,
    OfABody(String),
}

impl Place {
    /// With more of a hint.
    pub(super) fn with_hint(&self, more: Option<String>) -> Self {
        let hint = match (&self.hint, more) {
            (Some(hint), Some(more)) => Some(format!("{} {more}", crate::words::sentence(hint))),
            (hint, more) => hint.clone().or(more),
        };
        Self { hint, ..self.clone() }
    }

    fn title(&self) -> String {
        match self.leave {
            Leave::Needed => self.label.clone(),
            Leave::Optional => format!("{} (optional)", self.label),
        }
    }

    pub(super) fn error<'a>(&self, shown: &Shown<'a>) -> Option<&'a str> {
        shown
            .complaints
            .iter()
            .find(|complaint| complaint.path == self.path)
            .map(|complaint| complaint.says.as_str())
    }

    /// The ids of what describes it.
    pub(super) fn described(&self, shown: &Shown<'_>) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.path));
        let error = self.error(shown).map(|_| format!("{}-error", self.path));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// What marks a control that is wrong.
    pub(super) fn mark(&self, control: &str, shown: &Shown<'_>) -> String {
        self.error(shown).map_or_else(String::new, |_| format!(" govuk-{control}--error"))
    }

    /// Hint and error.
    pub(super) fn said(&self, shown: &Shown<'_>) -> Markup {
        html! {
            @if let Some(hint) = &self.hint { div class="govuk-hint" id={ (self.path) "-hint" } { (hint) } }
            @if let Some(error) = self.error(shown) {
                p class="govuk-error-message" id={ (self.path) "-error" } { span class="govuk-visually-hidden" { "Error:" } " " (error) }
            }
        }
    }

    /// A group with a label for one control.
    pub(super) fn labelled(&self, shown: &Shown<'_>, control: &Markup) -> Markup {
        html! {
            div class=(self.group(shown)) {
                label class=(self.label_class("label")) for=(self.path) { (self.title()) }
                (self.said(shown))
                (control)
            }
        }
    }

    /// A group with a legend for several controls.
    pub(super) fn grouped(&self, shown: &Shown<'_>, id: Option<&str>, controls: &Markup) -> Markup {
        html! {
            div class=(self.group(shown)) {
                fieldset class="govuk-fieldset" id=[id] tabindex=[id.map(|_| "-1")] aria-describedby=[self.described(shown)] {
                    legend class=(self.label_class("fieldset__legend")) { (self.title()) }
                    (self.said(shown))
                    (controls)
                }
            }
        }
    }

    fn group(&self, shown: &Shown<'_>) -> &'static str {
        if self.error(shown).is_some() {
            "govuk-form-group govuk-form-group--error"
        } else {
            "govuk-form-group"
        }
    }

    fn label_class(&self, part: &str) -> String {
        match self.setting {
            Setting::Alone => format!("govuk-{part} govuk-{part}--s"),
            Setting::InARow | Setting::OfABody(_) => format!("govuk-{part}"),
        }
    }
}
