//! Fields of small forms, buttons, and the summary of what is wrong.

use maud::{Markup, html};

use super::form_errors;

/// One field that takes a line of text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field<'f> {
    /// Its name, and the id that an error links to.
    pub(crate) name: &'f str,
    /// What it asks for.
    pub(crate) label: &'f str,
    /// A hint beneath the label.
    pub(crate) hint: Option<&'f str>,
    /// `text`, `email`, `password`, or `number` for a few digits.
    pub(crate) kind: &'f str,
    /// What the browser may fill in.
    pub(crate) autocomplete: &'f str,
    /// What was typed.
    pub(crate) value: &'f str,
    /// What is wrong with it.
    pub(crate) error: Option<&'f str>,
}

impl Field<'_> {
    /// As wide as what is expected.
    fn width(&self) -> &'static str {
        match (self.kind, self.autocomplete) {
            ("number", _) => " govuk-input--width-3",
            (_, "one-time-code") => " govuk-input--width-10",
            _ => " govuk-!-width-two-thirds",
        }
    }

    /// The field with its label, hint and error.
    pub(crate) fn render(&self) -> Markup {
        let (hint, error) = (format!("{}-hint", self.name), format!("{}-error", self.name));
        let described: Vec<&str> = [self.hint.map(|_| hint.as_str()), self.error.map(|_| error.as_str())]
            .into_iter()
            .flatten()
            .collect();
        let described = (!described.is_empty()).then(|| described.join(" "));
        let is_number = self.kind == "number";
        html! {
            div class={ "govuk-form-group" @if self.error.is_some() { " govuk-form-group--error" } } {
                label class="govuk-label" for=(self.name) { (self.label) }
                @if let Some(text) = self.hint { div id=(hint) class="govuk-hint" { (text) } }
                @if let Some(text) = self.error {
                    p id=(error) class="govuk-error-message" { span class="govuk-visually-hidden" { "Error: " } (text) }
                }
                input class={ "govuk-input" (self.width()) @if self.error.is_some() { " govuk-input--error" } } id=(self.name) name=(self.name)
                    type=(if is_number { "text" } else { self.kind }) inputmode=[is_number.then_some("numeric")] value=[(self.kind != "password").then_some(self.value)] autocomplete=(self.autocomplete)
                    spellcheck="false" aria-describedby=[described];
            }
        }
    }
}

/// A field that takes a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Upload<'f> {
    /// Its name, and the id that an error links to.
    pub(crate) name: &'f str,
    /// What it asks for.
    pub(crate) label: &'f str,
    /// A hint beneath the label.
    pub(crate) hint: &'f str,
    /// What the browser offers first.
    pub(crate) accept: &'f str,
    /// What is wrong with it.
    pub(crate) error: Option<&'f str>,
}

impl Upload<'_> {
    /// The field with its label, hint and error.
    pub(crate) fn render(&self) -> Markup {
        let (hint, error) = (format!("{}-hint", self.name), format!("{}-error", self.name));
        let described = if self.error.is_some() { format!("{hint} {error}") } else { hint.clone() };
        html! {
            div class={ "govuk-form-group" @if self.error.is_some() { " govuk-form-group--error" } } {
                label class="govuk-label" for=(self.name) { (self.label) }
                div id=(hint) class="govuk-hint" { (self.hint) }
                @if let Some(text) = self.error {
                    p id=(error) class="govuk-error-message" { span class="govuk-visually-hidden" { "Error: " } (text) }
                }
                input class="govuk-file-upload" id=(self.name) name=(self.name) type="file" accept=(self.accept) aria-describedby=(described);
            }
        }
    }
}

/// What is wrong, at the top of the page, each linked to its field; nothing where nothing is.
pub(crate) fn error_summary(errors: &[(&str, &str)]) -> Markup {
    if errors.is_empty() { Markup::default() } else { form_errors(errors.iter().copied()) }
}

/// The button that sends a form.
pub(crate) fn button(words: &str) -> Markup {
    html! { button type="submit" class="govuk-button" { (words) } }
}

/// A form of one button, for something that takes no more.
pub(crate) fn button_form(action: &str, fields: &[(&str, &str)], words: &str) -> Markup {
    html! {
        form method="post" action=(action) class="cw-inline-form" {
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            button type="submit" class="govuk-button govuk-button--secondary" { (words) }
        }
    }
}
