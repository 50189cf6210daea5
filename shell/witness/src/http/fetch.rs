//! Asking another partner's server.

use std::time::Duration;

use ureq::Agent;
use ureq::http::Response;

/// Why a server gave no answer that can be used.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// This program speaks plain HTTP.
    #[error(
        "'{}' is not an http:// address: signatures protect what is said there, not secrecy; where that matters, reach it through a private network or a local proxy", .0.escape_debug()
    )]
    NotHttp(String),
    /// No connection, no answer in time, too long an answer.
    #[error("{url} could not be asked: {source}; is it running, and can it be reached from here?")]
    Unreachable {
        /// What was asked.
        url: String,
        /// What went wrong.
        source: Box<ureq::Error>,
    },
    /// An answer that means no.
    #[error("{url} answered {status}: {}", message.trim().escape_debug())]
    Refused {
        /// What was asked.
        url: String,
        /// The status.
        status: u16,
        /// The body, shortened.
        message: String,
    },
}

/// Most bytes of a message that is shown.
const LONGEST_MESSAGE: usize = 400;

/// An answer with its status, whatever that is.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) url: String,
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body, if the answer is yes.
    pub(crate) fn ok(self) -> Result<Vec<u8>, FetchError> {
        if self.status == 200 { Ok(self.body) } else { Err(self.refused()) }
    }

    pub(crate) fn refused(self) -> FetchError {
        let end = self.body.len().min(LONGEST_MESSAGE);
        let message = String::from_utf8_lossy(&self.body[..end]).into_owned();
        FetchError::Refused { url: self.url, status: self.status, message }
    }
}

/// Asks servers, within a time and up to a length.
#[derive(Debug)]
pub(crate) struct Caller {
    agent: Agent,
    most_bytes: u64,
}

impl Caller {
    pub(crate) fn new(time: Duration, most_bytes: u64) -> Self {
        // No proxy from the environment: partners are reached directly, loopback above all.
        let config = Agent::config_builder()
            .timeout_global(Some(time))
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .user_agent("commonweal")
            .build();
        Self { agent: config.into(), most_bytes }
    }

    pub(crate) fn get(&self, url: &str) -> Result<Answer, FetchError> {
        check(url)?;
        self.read(url, self.agent.get(url).call())
    }

    pub(crate) fn post(&self, url: &str, body: &str) -> Result<Answer, FetchError> {
        check(url)?;
        self.read(url, self.agent.post(url).content_type("text/plain; charset=utf-8").send(body))
    }

    fn read(
        &self,
        url: &str,
        answer: Result<Response<ureq::Body>, ureq::Error>,
    ) -> Result<Answer, FetchError> {
        let unreachable = |source| FetchError::Unreachable { url: url.to_owned(), source: Box::new(source) };
        let mut answer = answer.map_err(unreachable)?;
        let body =
            answer.body_mut().with_config().limit(self.most_bytes).read_to_vec().map_err(unreachable)?;
        Ok(Answer { url: url.to_owned(), status: answer.status().as_u16(), body })
    }
}

fn check(url: &str) -> Result<(), FetchError> {
    if url.starts_with("http://") { Ok(()) } else { Err(FetchError::NotHttp(url.to_owned())) }
}

/// `prefix` with `path` after it, and one slash between.
pub(crate) fn join(prefix: &str, path: &str) -> String {
    format!("{}/{path}", prefix.trim_end_matches('/'))
}
