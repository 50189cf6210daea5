//! Every route, with its guard. A route cannot be written down without one.

#[cfg(test)]
mod matrix;

use axum::http::Method;

use crate::answer::Answer;
use crate::api::operation::Operation;
use crate::api::operations as api;
use crate::csv;
use crate::observe;
use crate::pages;
use crate::problem::Problem;
use crate::visit::Visit;

/// Who may come in. What somebody may *do* once in is for the policy of the service, which each use case asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guard {
    /// Anybody: what the partners made public, and the way in.
    Anybody,
    /// Whoever has given a password, and may have to confirm it yet.
    BegunToSignIn,
    /// Whoever is fully signed in.
    SignedIn,
    /// A program with a token of a body; cookies do not count.
    Token,
    /// Whoever is at this machine, and not behind a proxy.
    ThisMachine,
}

/// How far somebody is known by the session of their browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// Not at all.
    Nobody,
    /// A password was given, a second factor is to come.
    HasBegun,
    /// Fully.
    IsSignedIn,
}

impl Guard {
    /// Whether a browser's session opens it. Tokens and the place of the asker are seen where the request is taken apart.
    pub(crate) fn opens_to(self, known: Known) -> bool {
        match self {
            Self::Anybody | Self::ThisMachine => true,
            Self::BegunToSignIn => known != Known::Nobody,
            Self::SignedIn => known == Known::IsSignedIn,
            Self::Token => false,
        }
    }
}

/// A page function.
pub(crate) type Handler = fn(&Visit<'_>) -> Result<Answer, Problem>;

/// What answers at a route.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Answers {
    /// A page, for people.
    Page(Handler),
    /// An operation, for programs.
    Program(&'static Operation),
}

/// What a form may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    /// Names and values.
    Fields,
    /// Files as well.
    Files,
}

/// One route.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Route {
    /// The method.
    pub(crate) method: &'static Method,
    /// The path; a part in braces is named.
    pub(crate) path: &'static str,
    /// Who may come in.
    pub(crate) guard: Guard,
    /// What its form may carry.
    pub(crate) takes: Takes,
    /// What answers.
    pub(crate) answers: Answers,
}

const fn get(path: &'static str, guard: Guard, handler: Handler) -> Route {
    Route { method: &Method::GET, path, guard, takes: Takes::Fields, answers: Answers::Page(handler) }
}

const fn post(path: &'static str, guard: Guard, handler: Handler) -> Route {
    Route { method: &Method::POST, path, guard, takes: Takes::Fields, answers: Answers::Page(handler) }
}

const fn post_with_files(path: &'static str, guard: Guard, handler: Handler) -> Route {
    Route { takes: Takes::Files, ..post(path, guard, handler) }
}

const fn program(operation: &'static Operation) -> Route {
    let Operation { method, path, guard, .. } = *operation;
    Route { method, path, guard, takes: Takes::Fields, answers: Answers::Program(operation) }
}

/// Whether a page is there.
pub(crate) fn has_page(path: &str) -> bool {
    ROUTES.iter().any(|route| *route.method == Method::GET && route.path == path)
}

/// Every route but those of assets and health.
pub(crate) const ROUTES: &[Route] = &[
    get("/", Guard::Anybody, pages::home::page),
    get("/example/{number}", Guard::Anybody, pages::home::come_in),
    get("/find", Guard::Anybody, pages::find::page),
    get("/find/appraise", Guard::Anybody, pages::find::appraise::page),
    post("/find/appraise", Guard::SignedIn, pages::find::appraise::sent),
    get("/find/pathway", Guard::Anybody, pages::find::pathway::page),
    get("/appraisals", Guard::SignedIn, pages::appraisals::list),
    get("/appraisals/{appraisal}", Guard::SignedIn, pages::appraisals::tasks::page),
    get("/appraisals/{appraisal}/questions/{section}", Guard::SignedIn, pages::appraisals::section::page),
    post("/appraisals/{appraisal}/questions/{section}", Guard::SignedIn, pages::appraisals::section::sent),
    get(
        "/appraisals/{appraisal}/questions/{section}/{respondent}",
        Guard::SignedIn,
        pages::appraisals::section::respondent_page,
    ),
    post(
        "/appraisals/{appraisal}/questions/{section}/{respondent}",
        Guard::SignedIn,
        pages::appraisals::section::respondent_sent,
    ),
    post(
        "/appraisals/{appraisal}/questions/{section}/{respondent}/remove",
        Guard::SignedIn,
        pages::appraisals::section::remove_sent,
    ),
    post("/appraisals/{appraisal}/hand-in", Guard::SignedIn, pages::appraisals::tasks::hand_in_sent),
    get("/appraisals/{appraisal}/compare", Guard::SignedIn, pages::appraisals::compare::page),
    get("/appraisals/{appraisal}/options", Guard::SignedIn, pages::appraisals::options::page),
    post_with_files("/appraisals/{appraisal}/options", Guard::SignedIn, pages::appraisals::options::sent),
    get("/appraisals/{appraisal}/options.toml", Guard::SignedIn, pages::appraisals::options::file),
    post("/appraisals/{appraisal}/options/anew", Guard::SignedIn, pages::appraisals::options::anew),
    get("/appraisals/{appraisal}/options/frame", Guard::SignedIn, pages::appraisals::options::frame::page),
    post("/appraisals/{appraisal}/options/frame", Guard::SignedIn, pages::appraisals::options::frame::sent),
    get("/appraisals/{appraisal}/options/{option}", Guard::SignedIn, pages::appraisals::options::one::page),
    post("/appraisals/{appraisal}/options/{option}", Guard::SignedIn, pages::appraisals::options::one::sent),
    post(
        "/appraisals/{appraisal}/options/{option}/remove",
        Guard::SignedIn,
        pages::appraisals::options::one::remove,
    ),
    post("/appraisals/{appraisal}/set-aside", Guard::SignedIn, pages::appraisals::ending::set_aside_sent),
    get("/appraisals/{appraisal}/end", Guard::SignedIn, pages::appraisals::ending::page),
    post("/appraisals/{appraisal}/end", Guard::SignedIn, pages::appraisals::ending::sent),
    post("/appraisals/{appraisal}/record", Guard::SignedIn, pages::appraisals::ending::record_sent),
    post("/appraisals/{appraisal}/link", Guard::SignedIn, pages::appraisals::link::make),
    post("/appraisals/{appraisal}/link/revoke", Guard::SignedIn, pages::appraisals::link::revoke),
    post("/appraisals/{appraisal}/withdraw", Guard::SignedIn, pages::appraisals::tasks::withdraw_sent),
    get("/appraise/{token}", Guard::Anybody, pages::appraisals::tasks::page),
    get("/appraise/{token}/questions/{section}", Guard::Anybody, pages::appraisals::section::page),
    post("/appraise/{token}/questions/{section}", Guard::Anybody, pages::appraisals::section::sent),
    get(
        "/appraise/{token}/questions/{section}/{respondent}",
        Guard::Anybody,
        pages::appraisals::section::respondent_page,
    ),
    post(
        "/appraise/{token}/questions/{section}/{respondent}",
        Guard::Anybody,
        pages::appraisals::section::respondent_sent,
    ),
    post(
        "/appraise/{token}/questions/{section}/{respondent}/remove",
        Guard::Anybody,
        pages::appraisals::section::remove_sent,
    ),
    post("/appraise/{token}/hand-in", Guard::Anybody, pages::appraisals::tasks::hand_in_sent),
    get("/appraise/{token}/compare", Guard::Anybody, pages::appraisals::compare::page),
    get("/appraise/{token}/options", Guard::Anybody, pages::appraisals::options::page),
    get("/appraise/{token}/options.toml", Guard::Anybody, pages::appraisals::options::file),
    post("/appraise/{token}/options/anew", Guard::Anybody, pages::appraisals::options::anew),
    get("/appraise/{token}/options/frame", Guard::Anybody, pages::appraisals::options::frame::page),
    post("/appraise/{token}/options/frame", Guard::Anybody, pages::appraisals::options::frame::sent),
    get("/appraise/{token}/options/{option}", Guard::Anybody, pages::appraisals::options::one::page),
    post("/appraise/{token}/options/{option}", Guard::Anybody, pages::appraisals::options::one::sent),
    post(
        "/appraise/{token}/options/{option}/remove",
        Guard::Anybody,
        pages::appraisals::options::one::remove,
    ),
    post("/appraise/{token}/set-aside", Guard::Anybody, pages::appraisals::ending::set_aside_sent),
    get("/appraise/{token}/end", Guard::Anybody, pages::appraisals::ending::page),
    post("/appraise/{token}/end", Guard::Anybody, pages::appraisals::ending::sent),
    post("/appraise/{token}/take-over", Guard::SignedIn, pages::appraisals::link::take_over),
    get("/find/skill", Guard::Anybody, pages::find::skill::page),
    get("/find/skills", Guard::Anybody, pages::find::skills::page),
    get("/register", Guard::Anybody, pages::directory::page),
    get("/register.csv", Guard::Anybody, pages::directory::csv),
    get("/register/{scheme}/{code}", Guard::Anybody, pages::directory::one::page),
    get("/partnerships", Guard::Anybody, pages::register::page),
    get("/partnerships.csv", Guard::Anybody, pages::register::csv),
    get("/partnerships/{slug}", Guard::Anybody, pages::overview::page),
    get("/partnerships/{slug}/partners", Guard::Anybody, pages::partners::page),
    get("/partnerships/{slug}/agreement", Guard::Anybody, pages::agreement::page),
    get("/partnerships/{slug}/readiness", Guard::Anybody, pages::readiness::page),
    get("/partnerships/{slug}/lessons", Guard::Anybody, pages::lessons::page),
    get("/partnerships/{slug}/meetings", Guard::Anybody, pages::meetings::page),
    get("/partnerships/{slug}/meetings.ics", Guard::Anybody, pages::meetings::calendar::feed),
    get("/partnerships/{slug}/decisions", Guard::Anybody, pages::decisions::page),
    get("/partnerships/{slug}/decisions/{decision}", Guard::Anybody, pages::decisions::one_page),
    get("/partnerships/{slug}/risks", Guard::Anybody, pages::risks::page),
    get("/partnerships/{slug}/actions", Guard::Anybody, pages::actions::page),
    get("/partnerships/{slug}/evidence", Guard::Anybody, pages::evidence::page),
    get("/partnerships/{slug}/evidence/{evaluation}", Guard::Anybody, pages::evidence::one::page),
    get("/partnerships/{slug}/evidence/{evaluation}/{table}", Guard::Anybody, pages::evidence::one::table),
    post_with_files(
        "/partnerships/{slug}/evidence/{evaluation}/run",
        Guard::SignedIn,
        pages::evidence::one::run,
    ),
    post("/partnerships/{slug}/evidence/{evaluation}/forget", Guard::SignedIn, pages::evidence::one::forget),
    get("/partnerships/{slug}/evidence/{evaluation}/value", Guard::Anybody, pages::evidence::value::page),
    get(
        "/partnerships/{slug}/evidence/{evaluation}/value/{table}",
        Guard::Anybody,
        pages::evidence::value::table,
    ),
    post_with_files(
        "/partnerships/{slug}/evidence/{evaluation}/value",
        Guard::SignedIn,
        pages::evidence::value::bring,
    ),
    post(
        "/partnerships/{slug}/evidence/{evaluation}/value/forget",
        Guard::SignedIn,
        pages::evidence::value::forget,
    ),
    get("/partnerships/{slug}/money", Guard::Anybody, pages::money::page),
    get("/partnerships/{slug}/money.journal", Guard::Anybody, pages::money::files::journal),
    get("/partnerships/{slug}/journal.csv", Guard::Anybody, pages::money::files::journal_csv),
    get("/partnerships/{slug}/money.xlsx", Guard::Anybody, pages::money::files::workbook),
    get("/partnerships/{slug}/money/fund", Guard::Anybody, pages::money::fund::page),
    get("/partnerships/{slug}/money/fund.pdf", Guard::Anybody, pages::money::fund::contents_pdf),
    get("/partnerships/{slug}/money/fund/{period}", Guard::Anybody, pages::money::fund::report_page),
    get(
        "/partnerships/{slug}/money/fund/{period}/report.pdf",
        Guard::Anybody,
        pages::money::fund::report_pdf,
    ),
    get("/partnerships/{slug}/board-pack.pdf", Guard::Anybody, pages::pack::file),
    get("/partnerships/{slug}/strength", Guard::Anybody, pages::strength::page),
    get("/partnerships/{slug}/attest", Guard::SignedIn, pages::attest::kinds),
    get("/partnerships/{slug}/attest/{kind}", Guard::SignedIn, pages::attest::blank),
    post("/partnerships/{slug}/attest/{kind}", Guard::SignedIn, pages::attest::sent),
    get("/partnerships/{slug}/signed", Guard::SignedIn, pages::attest::signed::page),
    post("/partnerships/{slug}/signed", Guard::SignedIn, pages::attest::signed::sent),
    get("/partnerships/{slug}/record", Guard::Anybody, pages::record::page),
    get("/partnerships/{slug}/record/bundle", Guard::Anybody, pages::record::bundle),
    get("/partnerships/{slug}/record/checkpoint", Guard::Anybody, pages::record::checkpoint),
    get("/sign-in", Guard::Anybody, pages::sign_in::page),
    post("/sign-in", Guard::Anybody, pages::sign_in::submit),
    get("/sign-in/confirm", Guard::BegunToSignIn, pages::sign_in::confirm),
    post("/sign-in/confirm", Guard::BegunToSignIn, pages::sign_in::submit_confirm),
    get("/sign-in/provider", Guard::Anybody, pages::provider::set_out),
    get("/sign-in/provider/return", Guard::Anybody, pages::provider::come_back),
    post("/sign-out", Guard::Anybody, pages::sign_in::sign_out),
    post("/passkey/sign-in/begin", Guard::Anybody, pages::account::passkeys::begin_sign_in),
    post("/passkey/sign-in/finish", Guard::Anybody, pages::account::passkeys::finish_sign_in),
    post("/passkey/confirm/begin", Guard::BegunToSignIn, pages::account::passkeys::begin_confirm),
    post("/passkey/confirm/finish", Guard::BegunToSignIn, pages::account::passkeys::finish_confirm),
    get("/invitation/{token}", Guard::Anybody, pages::invitation::page),
    post("/invitation/{token}", Guard::Anybody, pages::invitation::accept),
    get("/reset/{token}", Guard::Anybody, pages::invitation::reset_page),
    post("/reset/{token}", Guard::Anybody, pages::invitation::reset),
    get("/acting-for", Guard::SignedIn, pages::acting_for::page),
    post("/acting-for", Guard::SignedIn, pages::acting_for::choose),
    get("/admin", Guard::SignedIn, pages::admin::page),
    get("/admin/access", Guard::SignedIn, pages::admin::access::of_everything),
    get("/bodies/{body}/access", Guard::SignedIn, pages::admin::access::of_body),
    get("/account/access", Guard::SignedIn, pages::admin::access::of_oneself),
    get("/account", Guard::SignedIn, pages::account::page),
    get("/account/authenticator-app", Guard::BegunToSignIn, pages::account::authenticator_app::page),
    post("/account/authenticator-app", Guard::BegunToSignIn, pages::account::authenticator_app::submit),
    post("/account/passkeys/begin", Guard::BegunToSignIn, pages::account::passkeys::begin_add),
    post("/account/passkeys/finish", Guard::BegunToSignIn, pages::account::passkeys::finish_add),
    post("/account/passkeys/remove", Guard::SignedIn, pages::account::passkeys::remove),
    get("/account/email", Guard::SignedIn, pages::account::email::page),
    post("/account/email", Guard::SignedIn, pages::account::email::submit),
    post("/account/provider", Guard::SignedIn, pages::provider::link),
    post("/account/provider/remove", Guard::SignedIn, pages::provider::unlink),
    post("/account/recovery-codes", Guard::SignedIn, pages::account::recovery_codes),
    post("/account/sessions/end", Guard::SignedIn, pages::account::end_session),
    post("/account/sessions/end-others", Guard::SignedIn, pages::account::end_others),
    get("/bodies/{body}/people", Guard::SignedIn, pages::people::page),
    post("/bodies/{body}/people", Guard::SignedIn, pages::people::invite),
    post("/bodies/{body}/people/reset", Guard::SignedIn, pages::people::reset),
    post("/bodies/{body}/people/end", Guard::SignedIn, pages::people::end),
    get("/bodies/{body}/tokens", Guard::SignedIn, pages::tokens::page),
    post("/bodies/{body}/tokens", Guard::SignedIn, pages::tokens::make),
    post("/bodies/{body}/tokens/revoke", Guard::SignedIn, pages::tokens::revoke),
    get("/bodies/{body}/keys", Guard::SignedIn, pages::keys::page),
    post("/bodies/{body}/keys/begin", Guard::SignedIn, pages::keys::change::begin),
    post("/bodies/{body}/keys/finish", Guard::SignedIn, pages::keys::change::finish),
    post("/bodies/{body}/keys/spread", Guard::SignedIn, pages::keys::change::spread),
    post("/bodies/{body}/keys/forget", Guard::SignedIn, pages::keys::change::forget),
    post("/bodies/{body}/keys/revoke", Guard::SignedIn, pages::keys::change::revoke),
    post("/signing/finish", Guard::SignedIn, pages::signing::finish),
    get("/partnerships/{slug}/partners.csv", Guard::Anybody, csv::partners),
    get("/partnerships/{slug}/decisions.csv", Guard::Anybody, csv::decisions),
    get("/partnerships/{slug}/votes.csv", Guard::Anybody, csv::votes),
    get("/partnerships/{slug}/meetings.csv", Guard::Anybody, csv::meetings),
    get("/partnerships/{slug}/risks.csv", Guard::Anybody, csv::risks),
    get("/partnerships/{slug}/actions.csv", Guard::Anybody, csv::actions),
    get("/partnerships/{slug}/promises.csv", Guard::Anybody, csv::promises),
    get("/partnerships/{slug}/readiness.csv", Guard::Anybody, csv::readiness),
    get("/partnerships/{slug}/queue.csv", Guard::Anybody, csv::queue),
    get("/partnerships/{slug}/terms.csv", Guard::Anybody, csv::terms),
    get("/partnerships/{slug}/signatures.csv", Guard::Anybody, csv::signatures),
    get("/partnerships/{slug}/interests.csv", Guard::Anybody, csv::interests),
    get("/partnerships/{slug}/duties.csv", Guard::Anybody, csv::duties),
    get("/partnerships/{slug}/equity.csv", Guard::Anybody, csv::equity),
    get("/partnerships/{slug}/barriers.csv", Guard::Anybody, csv::barriers),
    get("/partnerships/{slug}/incentives.csv", Guard::Anybody, csv::incentives),
    get("/partnerships/{slug}/rivalry.csv", Guard::Anybody, csv::rivalry),
    get("/partnerships/{slug}/ratings.csv", Guard::Anybody, csv::ratings),
    get("/partnerships/{slug}/reviews.csv", Guard::Anybody, csv::reviews),
    get("/partnerships/{slug}/lessons.csv", Guard::Anybody, csv::lessons),
    get("/partnerships/{slug}/surveys.csv", Guard::Anybody, csv::surveys),
    get("/partnerships/{slug}/contributions.csv", Guard::Anybody, csv::contributions),
    get("/partnerships/{slug}/benefits.csv", Guard::Anybody, csv::benefits),
    get("/partnerships/{slug}/events.csv", Guard::Anybody, csv::events),
    get("/partnerships/{slug}/evaluations.csv", Guard::Anybody, csv::evaluations),
    get("/partnerships/{slug}/protocols.csv", Guard::Anybody, csv::protocols),
    get("/partnerships/{slug}/invariants.csv", Guard::Anybody, csv::invariants),
    get("/partnerships/{slug}/balances.csv", Guard::Anybody, csv::balances),
    get("/partnerships/{slug}/facts.csv", Guard::Anybody, csv::facts),
    program(&api::PARTNERSHIPS),
    program(&api::PARTNERSHIP),
    program(&api::FACTS),
    program(&api::RECORD_FACT),
    program(&api::SUBMIT_SIGNED),
    program(&api::CHECKPOINT),
    program(&api::BUNDLE),
    program(&api::KINDS),
    program(&api::PROBLEM),
    program(&api::DOCUMENT),
    get("/metrics", Guard::ThisMachine, observe::metrics),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_the_document_is_a_route() {
        for operation in api::ALL {
            let served =
                |route: &&Route| matches!(route.answers, Answers::Program(it) if it.id == operation.id);
            assert_eq!(ROUTES.iter().filter(served).count(), 1, "{}", operation.id);
        }
    }

    #[test]
    fn no_two_routes_are_the_same() {
        for (index, route) in ROUTES.iter().enumerate() {
            let twin =
                ROUTES.iter().skip(index + 1).find(|it| it.path == route.path && it.method == route.method);
            assert!(twin.is_none(), "{} {} stands twice", route.method, route.path);
        }
    }
}
