//! Listening, limits, headers, stopping.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, any, get, on};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use crate::api;
use crate::api::fault::Fault;
use crate::app::App;
use crate::assets;
use crate::layout;
use crate::observe::observed;
use crate::problem::Problem;
use crate::request;
use crate::routes::{Answers, ROUTES};
use crate::security;

/// The longest that one may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long what was begun may take to end once the process is asked to stop: somebody may hold a connection open for ever.
const FAREWELL: Duration = Duration::from_secs(10);
/// How often what has expired is swept away.
const TIDYING: Duration = Duration::from_mins(10);
/// How often the lines of the register that are new are kept for the next start.
const KEEPING: Duration = Duration::from_secs(20);

/// How to serve.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where to listen. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// Who stands between the server and those whom it serves.
    pub between: Between,
}

/// Who stands between the server and those whom it serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Between {
    /// Nobody: a request comes from the address of its connection.
    Nobody,
    /// A proxy of ours, which adds the address of its client at the end of `X-Forwarded-For`.
    Proxy,
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

/// A server that listens and does not answer yet.
#[derive(Debug)]
pub struct Listening {
    threads: tokio::runtime::Runtime,
    listener: tokio::net::TcpListener,
    between: Between,
}

/// Takes the address, so that what depends on the port can be made before the first answer.
///
/// # Errors
/// [`ServeError::Listen`], [`ServeError::Threads`].
pub fn listen(options: &Options) -> Result<Listening, ServeError> {
    let threads =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(ServeError::Threads)?;
    let refused = |source| ServeError::Listen { listen: options.listen, source };
    let listener = threads.block_on(tokio::net::TcpListener::bind(options.listen)).map_err(refused)?;
    Ok(Listening { threads, listener, between: options.between })
}

impl Listening {
    /// Where it listens.
    ///
    /// # Errors
    /// [`ServeError::Stopped`].
    pub fn address(&self) -> Result<SocketAddr, ServeError> {
        self.listener.local_addr().map_err(ServeError::Stopped)
    }

    /// Serves until the process is asked to stop, and finishes what was begun.
    ///
    /// # Errors
    /// [`ServeError::Stopped`].
    pub fn serve(self, app: App) -> Result<(), ServeError> {
        let app = Arc::new(app);
        let Self { threads, listener, between } = self;
        threads.block_on(async move {
            let tidying = tokio::spawn(now_and_then(TIDYING, Arc::clone(&app), tidy));
            let keeping = tokio::spawn(now_and_then(KEEPING, Arc::clone(&app), keep));
            let service = router(app, between).into_make_service_with_connect_info::<SocketAddr>();
            let served = tokio::select! {
                served = axum::serve(listener, service).with_graceful_shutdown(asked_to_stop()) => served,
                () = said_farewell() => Ok(()),
            };
            tidying.abort();
            keeping.abort();
            served.map_err(ServeError::Stopped)
        })
    }
}

/// Does something at the start and then again and again, on a thread that may wait.
async fn now_and_then(pause: Duration, app: Arc<App>, work: fn(&App)) {
    loop {
        let app = Arc::clone(&app);
        drop(tokio::task::spawn_blocking(move || work(&app)).await);
        tokio::time::sleep(pause).await;
    }
}

/// What could not be swept away now is swept away next time.
fn tidy(app: &App) {
    drop(app.access.tidy());
}

/// Brings the register up to date before anybody asks for it, and keeps what is new in it; what fails now is tried next time, and told to
/// whoever asks for the register.
fn keep(app: &App) {
    if app.logs.summaries().is_ok() {
        drop(app.logs.keep_summaries());
    }
}

async fn said_farewell() {
    asked_to_stop().await;
    tokio::time::sleep(FAREWELL).await;
}

async fn asked_to_stop() {
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

/// All routes with their layers.
fn router(app: Arc<App>, between: Between) -> Router {
    let mut router = routes(Arc::clone(&app), between)
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CatchPanicLayer::custom(|_| layout::problem(&Problem::Broken).into_response()))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app, observed));
    for (name, value) in security::HEADERS {
        router = router.layer(SetResponseHeaderLayer::overriding(name, value));
    }
    router
}

/// All routes.
pub(crate) fn routes(app: Arc<App>, between: Between) -> Router {
    let mut router = Router::new().route("/health", get(|| async { "ok\n" }));
    for asset in assets::ALL {
        router =
            router.route(asset.path, get(move |headers: HeaderMap| async move { asset.answer(&headers) }));
    }
    for route in ROUTES {
        let answer =
            move |state, parts, from, asked| request::answer(state, route, between, parts, from, asked);
        let method = on(filter(route.method), answer);
        router = router.route(route.path, same_site(&route.answers, method));
    }
    router.fallback(any(nowhere)).method_not_allowed_fallback(wrong_method).with_state(app)
}

/// The route, closed to what a browser sends for a page of another site.
fn same_site(answers: &Answers, route: MethodRouter<Arc<App>>) -> MethodRouter<Arc<App>> {
    let layer = CsrfLayer::new();
    match answers {
        Answers::Page(_) => route.layer(
            layer.with_rejection_response(|_| layout::problem(&Problem::FromElsewhere).into_response()),
        ),
        Answers::Program(_) => {
            route.layer(layer.with_rejection_response(|_| Fault::from_elsewhere().into_response()))
        }
    }
}

async fn nowhere(uri: Uri) -> Response {
    if uri.path().starts_with(api::ROOT) {
        Fault::not_found().into_response()
    } else {
        layout::problem(&Problem::NotFound).into_response()
    }
}

/// The header `Allow` is added to each of these by the router.
async fn wrong_method(method: Method, uri: Uri) -> Response {
    if !uri.path().starts_with(api::ROOT) {
        layout::problem(&Problem::WrongMethod).into_response()
    } else if method == Method::OPTIONS {
        StatusCode::NO_CONTENT.into_response()
    } else {
        Fault::wrong_method().into_response()
    }
}

fn filter(method: &Method) -> MethodFilter {
    if *method == Method::POST { MethodFilter::POST } else { MethodFilter::GET }
}
