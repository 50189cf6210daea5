//! Listening, limits, headers, stopping.

use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Form, FromRequest, Query, RawPathParams, Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, any, get, on};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use crate::app::App;
use crate::assets;
use crate::layout;
use crate::problem::Problem;
use crate::routes::{ROUTES, Route};
use crate::security;
use crate::visit::Visit;

/// The most that a request may carry.
const BODY: usize = 12 * 1024 * 1024;
/// The longest that one may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How to serve.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where to listen. Port 0 takes a free one.
    pub listen: SocketAddr,
}

/// Why it does not serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address.
    #[error("cannot listen on {listen}: {source}; choose another with --listen, such as 127.0.0.1:8090")]
    Listen {
        /// The address.
        listen: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// The threads of the server.
    #[error("the server's threads cannot be started: {0}; check the limits of this machine")]
    Threads(io::Error),
    /// The connection failed while serving.
    #[error("serving stopped: {0}; start it again")]
    Stopped(io::Error),
}

/// Serves until the process is asked to stop, and finishes what was begun. `ready` hears the address.
///
/// # Errors
/// [`ServeError`].
pub fn serve(app: App, options: &Options, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let threads = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(ServeError::Threads)?;
    threads.block_on(async {
        let refused = |source| ServeError::Listen { listen: options.listen, source };
        let listener = tokio::net::TcpListener::bind(options.listen).await.map_err(refused)?;
        ready(listener.local_addr().map_err(refused)?);
        axum::serve(listener, router(Arc::new(app))).with_graceful_shutdown(asked_to_stop()).await.map_err(ServeError::Stopped)
    })
}

fn asked_to_stop() -> impl Future<Output = ()> {
    async {
        let interrupt = tokio::signal::ctrl_c();
        #[cfg(unix)]
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            },
            Err(_) => drop(interrupt.await),
        }
        #[cfg(not(unix))]
        drop(interrupt.await);
    }
}

/// All routes with their layers.
pub(crate) fn router(app: Arc<App>) -> Router {
    let mut router = Router::new().route("/health", get(|| async { "ok\n" }));
    for asset in assets::ALL {
        router = router.route(asset.path, get(move |headers: HeaderMap| async move { asset.answer(&headers) }));
    }
    for route in ROUTES {
        let answer = move |state: State<Arc<App>>, parts: RawPathParams, request: Request| answer(state, route, parts, request);
        router = router.route(route.path, on(filter(route.method), answer));
    }
    let mut router = router
        .fallback(any(|| async { layout::problem(&Problem::NotFound).into_response() }))
        .method_not_allowed_fallback(|| async { layout::problem(&Problem::WrongMethod).into_response() })
        .with_state(app)
        .layer(CsrfLayer::new())
        .layer(RequestBodyLimitLayer::new(BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CatchPanicLayer::custom(|_| layout::problem(&Problem::Broken).into_response()))
        .layer(CompressionLayer::new());
    for (name, value) in security::HEADERS {
        router = router.layer(SetResponseHeaderLayer::overriding(name, value));
    }
    router
}

fn filter(method: &Method) -> MethodFilter {
    if *method == Method::POST { MethodFilter::POST } else { MethodFilter::GET }
}

/// One request: taken apart, answered on a thread that may wait for the store, put in its frame.
async fn answer(State(app): State<Arc<App>>, route: &'static Route, parts: RawPathParams, request: Request) -> Response {
    let parts: BTreeMap<String, String> =
        parts.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let path = request.uri().path().to_owned();
    let query = Query::<Vec<(String, String)>>::try_from_uri(request.uri()).map(|Query(pairs)| pairs).unwrap_or_default();
    let form = if route.method == Method::POST {
        match Form::<Vec<(String, String)>>::from_request(request, &()).await {
            Ok(Form(pairs)) => pairs,
            Err(refusal) => return refusal.into_response(),
        }
    } else {
        Vec::new()
    };
    let work = move || {
        let visit = Visit { app: &app, path: &path, parts, query, form };
        match (route.handler)(&visit) {
            Ok(answer) => answer.into_response(),
            Err(problem) => layout::problem(&problem).into_response(),
        }
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(response) => response,
        Err(_) => layout::problem(&Problem::Broken).into_response(),
    }
}
