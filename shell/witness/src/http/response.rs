//! One answer.

use std::io::{self, Write};

/// A plain text, or bytes, with a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) body: Vec<u8>,
}

impl Response {
    /// What was asked for.
    pub(crate) fn ok(content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, content_type, body: body.into() }
    }

    /// A message to whoever reads the answer.
    pub(crate) fn message(status: u16, message: impl std::fmt::Display) -> Self {
        Self { status, content_type: "text/plain; charset=utf-8", body: format!("{message}\n").into_bytes() }
    }

    /// Head and body in one piece, so that a small answer leaves in one packet.
    pub(crate) fn write(&self, stream: &mut impl Write, keep_alive: bool) -> io::Result<()> {
        let Self { status, content_type, body } = self;
        let connection = if keep_alive { "keep-alive" } else { "close" };
        let mut answer = format!(
            "HTTP/1.1 {status} {}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\nConnection: {connection}\r\nX-Content-Type-Options: nosniff\r\n\r\n",
            reason(*status),
            body.len()
        )
        .into_bytes();
        answer.extend(body);
        stream.write_all(&answer)?;
        stream.flush()
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        411 => "Length Required",
        413 => "Content Too Large",
        422 => "Unprocessable Content",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}
