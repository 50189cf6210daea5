//! The pages of a partnership, rendered on the server, from the same services that the command line uses.
//!
//! A request goes one way: `server` takes it off the wire, `routes` finds its route and the `Guard` that
//! every route has, a page function turns a `Visit` into an `Answer`, and `layout` puts the
//! frame around it. Page functions are ordinary synchronous functions: they can be tested without a server.
//!
//! | module | what is in it |
//! |---|---|
//! | `server` | listening, limits, security headers, stopping |
//! | `routes` | every route with its guard; the authorisation matrix is made from it |
//! | `request`, `session` | who asks, and whether the guard lets them in |
//! | `visit`, `answer` | what a page is given, and gives |
//! | `layout` | the frame of every page; the contents list of a partnership |
//! | `component` | headings, tables, tags, lists: the parts that pages are made of |
//! | `form` | forms for every kind of fact, from its declaration |
//! | `pages` | one module a page |
//! | `api` | JSON for programs, with its OpenAPI document |
//! | `csv` | tables as CSV |
//! | `observe` | a line a request, and figures |

mod answer;
mod api;
mod app;
mod assets;
mod component;
mod csv;
mod form;
mod layout;
mod observe;
mod pages;
mod problem;
mod request;
mod routes;
mod security;
mod server;
mod session;
mod visit;
mod words;

pub use app::App;
pub use server::{Between, Listening, Options, ServeError, listen};
