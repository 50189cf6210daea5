//! Every route, with its guard. A route cannot be written down without one.

use axum::http::Method;

use crate::answer::Answer;
use crate::pages;
use crate::problem::Problem;
use crate::visit::Visit;

/// Who may come in. What somebody may *do* once in is for the policy of the service, which each use case asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guard {
    /// Anybody: what the partners made public, and the way in.
    Anybody,
}

/// A page function.
pub(crate) type Handler = fn(&Visit<'_>) -> Result<Answer, Problem>;

/// One route.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Route {
    /// The method.
    pub(crate) method: &'static Method,
    /// The path; a part in braces is named.
    pub(crate) path: &'static str,
    /// Who may come in.
    pub(crate) guard: Guard,
    /// What answers.
    pub(crate) handler: Handler,
}

const fn get(path: &'static str, guard: Guard, handler: Handler) -> Route {
    Route { method: &Method::GET, path, guard, handler }
}

/// Every route but those of assets and health.
pub(crate) const ROUTES: &[Route] = &[
    get("/", Guard::Anybody, pages::home::page),
    get("/partnerships", Guard::Anybody, pages::register::page),
    get("/partnerships/{slug}", Guard::Anybody, pages::overview::page),
    get("/partnerships/{slug}/partners", Guard::Anybody, pages::partners::page),
    get("/partnerships/{slug}/meetings", Guard::Anybody, pages::meetings::page),
    get("/partnerships/{slug}/meetings.ics", Guard::Anybody, pages::meetings::calendar::feed),
    get("/partnerships/{slug}/decisions", Guard::Anybody, pages::decisions::page),
    get("/partnerships/{slug}/decisions/{decision}", Guard::Anybody, pages::decisions::one_page),
    get("/partnerships/{slug}/risks", Guard::Anybody, pages::risks::page),
    get("/partnerships/{slug}/evidence", Guard::Anybody, pages::evidence::page),
    get("/partnerships/{slug}/money", Guard::Anybody, pages::money::page),
    get("/partnerships/{slug}/strength", Guard::Anybody, pages::strength::page),
    get("/partnerships/{slug}/record", Guard::Anybody, pages::record::page),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_routes_are_the_same() {
        for (index, route) in ROUTES.iter().enumerate() {
            let twin = ROUTES.iter().skip(index + 1).find(|it| it.path == route.path && it.method == route.method);
            assert!(twin.is_none(), "{} {} stands twice", route.method, route.path);
        }
    }
}
