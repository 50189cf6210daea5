//! The frame of every page, and the contents list of a partnership.

use axum::http::StatusCode;
use commonweal_service::access::Person;
use commonweal_service::record::REGISTER;
use maud::{DOCTYPE, Markup, html};

use crate::answer::Answer;
use crate::assets::{SCRIPT, STYLE};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::in_address;

/// What a page puts in the frame.
pub(crate) struct Page<'a> {
    /// In the title of the window, before the name of the product.
    pub(crate) title: &'a str,
    /// The path, to mark where one is.
    pub(crate) path: &'a str,
    /// Whoever is signed in.
    pub(crate) person: Option<&'a Person>,
    /// The body for which somebody of several acts.
    pub(crate) acting_for: Option<&'a str>,
    /// The page.
    pub(crate) main: &'a Markup,
}

/// Where the bar at the top leads.
const BAR: [(&str, &str); 4] =
    [("/", "Home"), ("/partnerships", "Partnerships"), ("/find", "Find"), ("/register", "Register")];

/// A page in its frame.
pub(crate) fn frame(page: &Page<'_>) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en-GB" class="govuk-template--rebranded" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="theme-color" content="#1d4b43";
                title { (page.title) " – Commonweal" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href=(STYLE.path);
                script type="module" src=(SCRIPT.path) {}
            }
            body class="govuk-template__body" {
                a class="govuk-skip-link" href="#main" { "Skip to main content" }
                header class="cw-header" {
                    div class="govuk-width-container cw-header__row" {
                        a class="cw-header__name" href="/" { "Commonweal" }
                        nav aria-label="Site" {
                            ul class="cw-header__list" {
                                @for (to, name) in BAR {
                                    li { a class="cw-header__link" href=(to) aria-current=[current(page.path, to)] { (name) } }
                                }
                                @match page.person {
                                    Some(person) => li { a class="cw-header__link" href="/account" aria-current=[current(page.path, "/account")] { (person.account.name.as_str()) } },
                                    None => li { a class="cw-header__link" href="/sign-in" aria-current=[current(page.path, "/sign-in")] { "Sign in" } },
                                }
                            }
                        }
                        @if let Some(body) = page.acting_for {
                            p class="cw-header__acting" {
                                "You act for " strong { (body) } " "
                                a class="cw-header__link" href={ "/acting-for?next=" (in_address(page.path)) } { "Change" span class="govuk-visually-hidden" { " the body for which you act" } }
                            }
                        }
                    }
                }
                div class="govuk-width-container" {
                    main class="govuk-main-wrapper" id="main" tabindex="-1" { (page.main) }
                }
                footer class="cw-footer" {
                    div class="govuk-width-container" {
                        p class="govuk-body-s" { "Commonweal " (env!("CARGO_PKG_VERSION")) ". Every figure here follows from the record, which anybody can download and verify." }
                    }
                }
            }
        }
    }
}

fn current(path: &str, to: &str) -> Option<&'static str> {
    let here = if to == "/" { path == "/" } else { path == to || path.starts_with(&format!("{to}/")) };
    here.then_some("page")
}

/// The page of a problem, for nobody in particular.
pub(crate) fn problem(problem: &Problem) -> Answer {
    problem_page(problem, None)
}

/// The page of a problem, for whoever asked.
pub(crate) fn problem_for(problem: &Problem, visit: &Visit<'_>) -> Answer {
    problem_page(problem, visit.known())
}

/// What was written while the session ended: it stays on the page, and is sent again once its writer is signed in.
pub(crate) fn signed_out_while_writing(visit: &Visit<'_>) -> Answer {
    let main = html! {
        h1 class="govuk-heading-l" { "You are signed out, and nothing is lost" }
        p class="govuk-body" { "Your session has ended. What you wrote is on this page, and nowhere else yet: leave it open." }
        ol class="govuk-list govuk-list--number" {
            li { a class="govuk-link" href="/sign-in" target="_blank" rel="noopener" { "Sign in (opens in a new tab)" } }
            li { "Come back to this tab and go on." }
        }
        form method="post" action=(visit.path) {
            @for (name, value) in &visit.form { input type="hidden" name=(name) value=(value); }
            button class="govuk-button" { "Go on with what I wrote" }
        }
    };
    let title = "You are signed out";
    Answer::page(frame(&Page { title, path: "", person: None, acting_for: None, main: &main }))
        .with_status(StatusCode::UNAUTHORIZED)
}

fn problem_page(problem: &Problem, person: Option<&Person>) -> Answer {
    let main = html! {
        h1 class="govuk-heading-l" { (problem.heading()) }
        (problem.body())
    };
    let page = Page { title: problem.heading(), path: "", person, acting_for: None, main: &main };
    Answer::page(frame(&page)).with_status(problem.status())
}

/// The pages of a partnership: what follows its address, and what the contents list calls it.
const CONTENTS: [(&str, &str); 13] = [
    ("", "Overview"),
    ("/partners", "Partners"),
    ("/agreement", "Agreement"),
    ("/readiness", "Readiness"),
    ("/meetings", "Meetings"),
    ("/decisions", "Decisions"),
    ("/risks", "Risks and promises"),
    ("/actions", "Actions"),
    ("/evidence", "Evidence"),
    ("/money", "Money"),
    ("/strength", "Strength"),
    ("/lessons", "Lessons"),
    ("/record", "Record"),
];

/// Where the log of bodies is shown: it is a record, and no partnership.
const REGISTER_CONTENTS: [(&str, &str); 1] = [("/record", "Record")];

fn contents(slug: &str) -> &'static [(&'static str, &'static str)] {
    if slug == REGISTER { &REGISTER_CONTENTS } else { &CONTENTS }
}

/// Whether the contents list of a log has the page at a path.
pub(crate) fn lists(slug: &str, path: &str) -> bool {
    let here = path.strip_prefix(&format!("/partnerships/{slug}")).unwrap_or_default();
    contents(slug).iter().any(|(to, _)| at(here, to).is_some())
}

/// A page of a partnership: its name above, the contents list beside.
pub(crate) fn partnership(visit: &Visit<'_>, name: &str, heading: &str, body: &Markup) -> Answer {
    visit.page(&format!("{heading} – {name}"), &with_contents(visit, name, heading, body))
}

/// As [`partnership`], for a form that was not taken: the title of the window says so first.
pub(crate) fn partnership_with_errors(visit: &Visit<'_>, name: &str, heading: &str, body: &Markup) -> Answer {
    let main = with_contents(visit, name, heading, body);
    visit.page(&format!("Error: {heading} – {name}"), &main).refused()
}

fn with_contents(visit: &Visit<'_>, name: &str, heading: &str, body: &Markup) -> Markup {
    let (slug, path) = (visit.part("slug"), visit.path);
    let root = format!("/partnerships/{slug}");
    let here = path.strip_prefix(&root).unwrap_or_default();
    html! {
        div class="cw-split" {
            nav class="cw-contents" aria-label="Partnership" {
                ol class="cw-contents__list" {
                    @for (to, title) in contents(slug) {
                        li { a class="cw-contents__link" href={ (root) (to) } aria-current=[at(here, to)] { (title) } }
                    }
                }
            }
            div class="cw-split__main" {
                span class="govuk-caption-l" { (name) }
                h1 class="govuk-heading-l" { (heading) }
                (body)
            }
        }
    }
}

fn at(here: &str, to: &str) -> Option<&'static str> {
    let inside = !to.is_empty() && here.starts_with(&format!("{to}/"));
    if here == to { Some("page") } else { inside.then_some("true") }
}
