//! The fields of the forms of options, filled in, each with what is wrong with it.

use commonweal_service::appraisal::options::form::Wrong;
use maud::{Markup, html};

use crate::component::{Field, error_summary};

/// What stands in the fields, and what is wrong.
pub(super) struct Inputs<'a> {
    pub(super) filled: &'a [(String, String)],
    pub(super) wrong: &'a [Wrong],
}

impl Inputs<'_> {
    pub(super) fn value(&self, name: &str) -> &str {
        self.filled.iter().rev().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    fn error(&self, name: &str) -> Option<&str> {
        self.wrong.iter().find(|wrong| wrong.field == name).map(|wrong| wrong.says.as_str())
    }

    /// What is wrong, above the form.
    pub(super) fn summary(&self) -> Markup {
        let errors: Vec<(&str, &str)> =
            self.wrong.iter().map(|wrong| (wrong.field.as_str(), wrong.says.as_str())).collect();
        error_summary(&errors)
    }

    fn complaint(&self, name: &str) -> Markup {
        html! {
            @if let Some(says) = self.error(name) {
                p class="govuk-error-message" id={ (name) "-error" } { span class="govuk-visually-hidden" { "Error: " } (says) }
            }
        }
    }

    fn described(&self, name: &str, hint: &str) -> Option<String> {
        let hint = (!hint.is_empty()).then(|| format!("{name}-hint"));
        let ids: Vec<String> =
            hint.into_iter().chain(self.error(name).map(|_| format!("{name}-error"))).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn group(&self, name: &str, inside: &Markup) -> Markup {
        let class = if self.error(name).is_some() {
            "govuk-form-group govuk-form-group--error"
        } else {
            "govuk-form-group"
        };
        html! { div class=(class) { (inside) } }
    }

    /// A line of text.
    pub(super) fn line(&self, name: &str, label: &str, hint: &str) -> Markup {
        let hint = (!hint.is_empty()).then_some(hint);
        let (value, error) = (self.value(name), self.error(name));
        Field { name, label, hint, kind: "text", autocomplete: "off", value, error }.render()
    }

    /// A short figure; several stand beside one another.
    pub(super) fn short(&self, name: &str, label: &str, width: u8) -> Markup {
        self.group(
            name,
            &html! {
                label class="govuk-label" for=(name) { (label) }
                (self.complaint(name))
                input class={ "govuk-input govuk-input--width-" (width) @if self.error(name).is_some() { " govuk-input--error" } } id=(name) name=(name)
                    type="text" value=(self.value(name)) autocomplete="off" spellcheck="false" aria-describedby=[self.described(name, "")];
            },
        )
    }

    /// Several lines.
    pub(super) fn lines(&self, name: &str, label: &str, hint: &str) -> Markup {
        self.group(
            name,
            &html! {
                label class="govuk-label govuk-label--s" for=(name) { (label) }
                div class="govuk-hint" id={ (name) "-hint" } { (hint) }
                (self.complaint(name))
                textarea class="govuk-textarea" id=(name) name=(name) rows="4" aria-describedby=[self.described(name, hint)] { "\n" (self.value(name)) }
            },
        )
    }

    /// One of a list.
    pub(super) fn select<'o>(
        &self,
        name: &str,
        label: &str,
        offers: impl IntoIterator<Item = (&'o str, &'o str)>,
    ) -> Markup {
        let value = self.value(name);
        self.group(
            name,
            &html! {
                label class="govuk-label" for=(name) { (label) }
                (self.complaint(name))
                select class={ "govuk-select" @if self.error(name).is_some() { " govuk-select--error" } } id=(name) name=(name) aria-describedby=[self.described(name, "")] {
                    option value="" { "Choose one" }
                    @for (word, says) in offers { option value=(word) selected[word == value] { (says) } }
                }
            },
        )
    }

    /// One of a few, each with what it means. The first carries the field's name as its id, to which the summary of errors leads.
    pub(super) fn radios(&self, name: &str, legend: &str, offers: &[(&str, &str, &str)]) -> Markup {
        self.group(
            name,
            &html! {
                fieldset class="govuk-fieldset" aria-describedby=[self.described(name, "")] {
                    legend class="govuk-fieldset__legend govuk-fieldset__legend--s" { (legend) }
                    (self.complaint(name))
                    div class="govuk-radios" {
                        @for (at, (word, says, means)) in offers.iter().enumerate() {
                            @let id = if at == 0 { name.to_owned() } else { format!("{name}-{word}") };
                            div class="govuk-radios__item" {
                                input class="govuk-radios__input" type="radio" id=(id) name=(name) value=(word) checked[*word == self.value(name)] aria-describedby=[(!means.is_empty()).then(|| format!("{id}-means"))];
                                label class="govuk-label govuk-radios__label" for=(id) { (says) }
                                @if !means.is_empty() { div class="govuk-hint govuk-radios__hint" id={ (id) "-means" } { (means) } }
                            }
                        }
                    }
                }
            },
        )
    }
}

/// Fields that belong together, set apart.
pub(super) fn together(legend: &str, fields: &Markup) -> Markup {
    html! {
        div class="cw-row" {
            fieldset class="govuk-fieldset" {
                legend class="govuk-fieldset__legend govuk-fieldset__legend--s" { (legend) }
                (fields)
            }
        }
    }
}
