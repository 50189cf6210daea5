//! The small HTTP server of a partner: `add-checkpoint`, and the logs it publishes.
//!
//! | request | answer |
//! |---|---|
//! | `POST /add-checkpoint` | a cosignature line, as C2SP `tlog-witness` says |
//! | `GET /log/ORIGIN/checkpoint` | the last checkpoint with its signatures |
//! | `GET /log/ORIGIN/entries?from=N&limit=N` | entries, one a line |
//! | `GET /log/ORIGIN/proof?from=N&to=N` | the consistency proof between two sizes, a base64 hash a line |

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::http::{Limits, Listener, Request, Response, listen};
use crate::published::Published;
use crate::witness::{Refusal, Witness};

/// What to serve, and where.
pub struct ServeOptions {
    /// Address and port; by default a free port of the loopback interface. There is no encryption and no sign-in here: to be reached
    /// from elsewhere, put a proxy or a private network in front.
    pub listen: SocketAddr,
    /// The witness, if `add-checkpoint` is to be answered.
    pub witness: Option<Witness>,
    /// The logs that may be read by whoever reaches the address.
    pub published: Option<Published>,
    /// What one caller may take up.
    pub limits: Limits,
    /// Is told what the operator should know: a fork, a state that cannot be written.
    pub tell: Box<dyn Fn(&str) + Send + Sync>,
}

/// Why the server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be had.
    #[error(
        "cannot listen at {address}: {source}; choose another port, or end the program that has this one"
    )]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
}

/// A running server; dropping it stops it.
#[derive(Debug)]
pub struct Server {
    listener: Listener,
}

/// Serves until the handle is stopped or dropped.
///
/// # Errors
/// [`ServeError::Listen`].
pub fn serve(options: ServeOptions) -> Result<Server, ServeError> {
    let ServeOptions { listen: address, limits, witness, published, tell } = options;
    let desk = Desk { witness, published, tell };
    let listener = listen(address, limits, move |request| desk.answer(request))
        .map_err(|source| ServeError::Listen { address, source })?;
    Ok(Server { listener })
}

impl Server {
    /// Where it listens, with the port that was free.
    pub fn address(&self) -> SocketAddr {
        self.listener.address()
    }

    /// The address as a URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address())
    }

    /// Finishes what is being answered and stops.
    pub fn stop(mut self) {
        self.listener.stop();
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        self.listener.wait();
    }
}

impl Default for ServeOptions {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            witness: None,
            published: None,
            limits: Limits::default(),
            tell: Box::new(|_| {}),
        }
    }
}

impl fmt::Debug for ServeOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServeOptions")
            .field("listen", &self.listen)
            .field("witness", &self.witness)
            .finish_non_exhaustive()
    }
}

/// Where requests are answered.
struct Desk {
    witness: Option<Witness>,
    published: Option<Published>,
    tell: Box<dyn Fn(&str) + Send + Sync>,
}

impl Desk {
    fn answer(&self, request: &Request) -> Response {
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        match (path, &self.witness, &self.published) {
            ("/add-checkpoint", Some(witness), _) => match request.method.as_str() {
                "POST" => self.add_checkpoint(witness, &request.body),
                _ => Response::message(405, "send the checkpoint with POST"),
            },
            (path, _, Some(published)) if path.starts_with("/log/") => match request.method.as_str() {
                "GET" => published.answer(path, query),
                _ => Response::message(405, "logs can only be read here: use GET"),
            },
            _ => Response::message(
                404,
                "nothing is here: a witness answers POST /add-checkpoint, a host or mirror GET /log/ORIGIN/checkpoint",
            ),
        }
    }

    fn add_checkpoint(&self, witness: &Witness, body: &[u8]) -> Response {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let refusal = match witness.add_checkpoint(body, seconds) {
            Ok(line) => return Response::ok("text/plain; charset=utf-8", format!("{line}\n")),
            Err(refusal) => refusal,
        };
        match &refusal {
            Refusal::Fork { origin, .. } => {
                let kept =
                    witness.evidence(origin).map(|path| format!("; both notes are in {}", path.display()));
                (self.tell)(&format!("{refusal}{}", kept.unwrap_or_default()));
            }
            Refusal::Inconsistent(_) => (self.tell)(&refusal.to_string()),
            Refusal::State(source) => (self.tell)(&format!("{refusal} ({source})")),
            _ => {}
        }
        match refusal.cosigned_size() {
            Some(size) => Response {
                status: refusal.status(),
                content_type: "text/x.tlog.size",
                body: format!("{size}\n").into_bytes(),
            },
            None => Response::message(refusal.status(), &refusal),
        }
    }
}
