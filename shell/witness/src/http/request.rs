//! One request, read with its limits.

use std::io::{ErrorKind, Read, Write};

use super::Limits;

/// Most headers of a request.
const MOST_HEADERS: usize = 64;
const PIECE: usize = 4 * 1024;

/// A request whose head and body are complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Path and query as sent.
    pub(crate) target: String,
    pub(crate) body: Vec<u8>,
    /// Whether the caller will send another request on the same connection.
    pub(crate) keep_alive: bool,
}

/// Why there is no request.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unread {
    /// The caller has closed the connection between two requests, or has sent nothing for too long.
    #[error("no request came")]
    Nothing,
    #[error("the connection ended within a request")]
    CutOff,
    #[error("the request did not arrive in time: send it again, faster")]
    TooSlow,
    #[error("the request line and headers are too long: the limit is {0} bytes and {MOST_HEADERS} headers")]
    HeadTooLong(usize),
    #[error("the body is too long: the limit is {0} bytes")]
    BodyTooLong(usize),
    #[error("this is not an HTTP/1.1 request: {0}")]
    NotHttp(String),
    #[error("send the body with a Content-Length and without a Transfer-Encoding")]
    NoLength,
}

impl Unread {
    pub(crate) fn status(&self) -> Option<u16> {
        match self {
            Self::Nothing | Self::CutOff => None,
            Self::TooSlow => Some(408),
            Self::HeadTooLong(_) => Some(431),
            Self::BodyTooLong(_) => Some(413),
            Self::NotHttp(_) => Some(400),
            Self::NoLength => Some(411),
        }
    }
}

/// What the head says.
struct Head {
    method: String,
    target: String,
    length: usize,
    keep_alive: bool,
    /// The caller waits for a go-ahead before it sends the body.
    waits: bool,
    /// Bytes of the head.
    bytes: usize,
}

/// Reads the next request; `left` holds what was read beyond the one before, and then what was read beyond this one. A reader
/// whose time is up fails with [`ErrorKind::TimedOut`].
pub(crate) fn read(
    stream: &mut (impl Read + Write),
    left: &mut Vec<u8>,
    limits: &Limits,
) -> Result<Request, Unread> {
    let head = loop {
        if let Some(head) = parse_head(left, limits)? {
            break head;
        }
        if left.len() > limits.head_bytes {
            return Err(Unread::HeadTooLong(limits.head_bytes));
        }
        let begun = !left.is_empty();
        more(stream, left).map_err(|error| match error {
            Unread::CutOff | Unread::TooSlow if !begun => Unread::Nothing,
            error => error,
        })?;
    };
    let whole = head.bytes + head.length;
    if head.waits && left.len() < whole {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").map_err(|_| Unread::CutOff)?;
    }
    while left.len() < whole {
        more(stream, left)?;
    }
    let rest = left.split_off(whole);
    let body = std::mem::replace(left, rest).split_off(head.bytes);
    Ok(Request { method: head.method, target: head.target, body, keep_alive: head.keep_alive })
}

fn more(stream: &mut impl Read, left: &mut Vec<u8>) -> Result<(), Unread> {
    let mut piece = [0; PIECE];
    loop {
        return match stream.read(&mut piece) {
            Ok(0) => Err(Unread::CutOff),
            Ok(count) => {
                left.extend_from_slice(&piece[..count]);
                Ok(())
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) if matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock) => {
                Err(Unread::TooSlow)
            }
            Err(_) => Err(Unread::CutOff),
        };
    }
}

/// The head, once it is whole.
fn parse_head(bytes: &[u8], limits: &Limits) -> Result<Option<Head>, Unread> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    let length_of_head = match request.parse(bytes) {
        Ok(httparse::Status::Partial) => return Ok(None),
        Ok(httparse::Status::Complete(length)) => length,
        Err(httparse::Error::TooManyHeaders) => return Err(Unread::HeadTooLong(limits.head_bytes)),
        Err(error) => return Err(Unread::NotHttp(error.to_string())),
    };
    if length_of_head > limits.head_bytes {
        return Err(Unread::HeadTooLong(limits.head_bytes));
    }
    let method = request.method.unwrap_or_default().to_owned();
    let target = request.path.unwrap_or_default().to_owned();
    let mut head = Head {
        length: 0,
        keep_alive: request.version == Some(1),
        waits: false,
        bytes: length_of_head,
        method,
        target,
    };
    let mut length = None;
    for header in request.headers.iter() {
        let value = std::str::from_utf8(header.value).unwrap_or_default().trim();
        let named = |name: &str| header.name.eq_ignore_ascii_case(name);
        if named("transfer-encoding") {
            return Err(Unread::NoLength);
        } else if named("content-length") {
            // Two lengths, or one that readers may read differently, would let one caller speak in the name of the next.
            let plain = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
            if length.is_some() || !plain {
                return Err(Unread::NotHttp("it must have one Content-Length, a number".to_owned()));
            }
            length = Some(value.parse().unwrap_or(usize::MAX));
        } else if named("connection") && value.eq_ignore_ascii_case("close") {
            head.keep_alive = false;
        } else if named("expect") && value.eq_ignore_ascii_case("100-continue") {
            head.waits = true;
        }
    }
    if length.is_none() && matches!(head.method.as_str(), "POST" | "PUT" | "PATCH") {
        return Err(Unread::NoLength);
    }
    head.length = length.unwrap_or(0);
    if head.length > limits.body_bytes {
        return Err(Unread::BodyTooLong(limits.body_bytes));
    }
    Ok(Some(head))
}

#[cfg(test)]
mod tests {
    use std::io::{self, Cursor};

    use proptest::prelude::*;

    use super::*;

    /// A caller who sends these pieces, and whose connection then ends.
    struct Caller {
        sends: Cursor<Vec<u8>>,
        at_a_time: usize,
        hears: Vec<u8>,
    }

    impl Read for Caller {
        fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
            let most = piece.len().min(self.at_a_time);
            self.sends.read(&mut piece[..most])
        }
    }

    impl Write for Caller {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.hears.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn caller(sends: &[u8], at_a_time: usize) -> Caller {
        Caller { sends: Cursor::new(sends.to_vec()), at_a_time, hears: Vec::new() }
    }

    fn status(sends: &str) -> Option<u16> {
        let limits = Limits { head_bytes: 100, body_bytes: 10, ..Limits::default() };
        read(&mut caller(sends.as_bytes(), 7), &mut Vec::new(), &limits).unwrap_err().status()
    }

    #[test]
    fn two_requests_on_one_connection_are_read_one_after_the_other_however_they_are_cut() {
        let sent = b"POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET /b?c=d HTTP/1.1\r\nConnection: close\r\n\r\n";
        for at_a_time in 1..sent.len() {
            let (mut caller, mut left) = (caller(sent, at_a_time), Vec::new());
            let first = read(&mut caller, &mut left, &Limits::default()).unwrap();
            assert_eq!((first.method.as_str(), first.body.as_slice()), ("POST", &b"abc"[..]));
            assert!(first.keep_alive);
            let second = read(&mut caller, &mut left, &Limits::default()).unwrap();
            assert_eq!((second.target.as_str(), second.keep_alive), ("/b?c=d", false));
            assert!(second.body.is_empty());
            assert!(matches!(read(&mut caller, &mut left, &Limits::default()), Err(Unread::Nothing)));
        }
    }

    #[test]
    fn a_caller_who_asks_before_sending_the_body_is_told_to_go_on() {
        let mut caller = caller(b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx", 60);
        read(&mut caller, &mut Vec::new(), &Limits::default()).unwrap();
        assert_eq!(caller.hears, b"HTTP/1.1 100 Continue\r\n\r\n");
    }

    #[test]
    fn each_wrong_request_has_its_own_answer() {
        assert_eq!(status("POST / HTTP/1.1\r\nContent-Length: 11\r\n\r\n"), Some(413));
        assert_eq!(status("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n"), Some(413));
        assert_eq!(status("POST / HTTP/1.1\r\n\r\n"), Some(411));
        assert_eq!(status("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), Some(411));
        assert_eq!(status("GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"), Some(400));
        assert_eq!(status("GET / HTTP/1.1\r\nContent-Length: +1\r\n\r\na"), Some(400));
        assert_eq!(status("\u{1}\u{2} hello\r\n\r\n"), Some(400));
        assert_eq!(status(&format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(100))), Some(431));
        assert_eq!(status(&format!("GET /{}", "a".repeat(200))), Some(431));
        assert_eq!(status("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab"), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_request_or_a_named_refusal(
            bytes in prop::collection::vec(any::<u8>(), 0..400), at_a_time in 1_usize..50,
        ) {
            let limits = Limits { head_bytes: 200, body_bytes: 100, ..Limits::default() };
            let request = read(&mut caller(&bytes, at_a_time), &mut Vec::new(), &limits);
            prop_assert!(request.is_err() || bytes.len() > 14);
        }

        #[test]
        fn any_head_and_body_are_read_as_sent_or_refused(
            method in "[A-Z]{1,7}", target in "/[!-~]{0,40}", length in 0_usize..150, body in prop::collection::vec(any::<u8>(), 0..150),
        ) {
            let limits = Limits { body_bytes: 100, ..Limits::default() };
            let mut sent = format!("{method} {target} HTTP/1.1\r\nContent-Length: {length}\r\n\r\n").into_bytes();
            sent.extend(&body);
            let request = read(&mut caller(&sent, 64), &mut Vec::new(), &limits);
            prop_assert_eq!(request.is_ok(), length <= 100 && body.len() >= length);
            if let Ok(request) = request {
                prop_assert_eq!(request.body, &body[..length]);
            }
        }
    }
}
