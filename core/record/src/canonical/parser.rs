//! A strict JSON parser that finds the first broken rule in the order of section 1, not the first on the page.
//!
//! The grammar (RFC 8259) is checked over the whole input; a broken rule of the profile is noted on the way, and the one that stands
//! first in section 1 (and of these the first on the page) is the answer. Open objects and lists are on a stack of our own, so that no depth of nesting exhausts
//! the machine's; below the allowed depth values are checked but not kept.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::is_nfc;

use super::{CanonicalError, MAX_DEPTH, MAX_INTEGER, Value, is_key};

pub(super) fn parse(bytes: &[u8]) -> Result<Value, CanonicalError> {
    let (value, broken) = read(bytes)?;
    broken.map_or(Ok(value), Err)
}

pub(super) fn parse_foreign(bytes: &[u8]) -> Result<Value, CanonicalError> {
    let (value, broken) = read(bytes)?;
    // It comes before all others that are noted, so that none of them hides it.
    broken.filter(|error| matches!(error, CanonicalError::DuplicateKey { .. })).map_or(Ok(value), Err)
}

/// The value and the first rule of the profile that it breaks.
fn read(bytes: &[u8]) -> Result<(Value, Option<CanonicalError>), CanonicalError> {
    let text = std::str::from_utf8(bytes)
        .map_err(|e| CanonicalError::NotJson { at: e.valid_up_to(), expected: "UTF-8 text" })?;
    let mut parser = Parser { text, bytes, at: 0, broken: None };
    let value = parser.document()?;
    Ok((value, parser.broken))
}

/// An object or list that is still open.
enum Open {
    List(Vec<Value>),
    Object {
        members: BTreeMap<String, Value>,
        key: String,
    },
    /// Too deep to keep: only what the rules need.
    DeepList,
    DeepObject {
        keys: BTreeSet<String>,
    },
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    broken: Option<CanonicalError>,
}

impl Parser<'_> {
    fn document(&mut self) -> Result<Value, CanonicalError> {
        let mut stack: Vec<Open> = Vec::new();
        loop {
            self.skip_space();
            let Some(mut value) = self.begin_value(&mut stack)? else { continue };
            loop {
                let Some(open) = stack.last_mut() else {
                    self.skip_space();
                    return if self.at == self.bytes.len() {
                        Ok(value)
                    } else {
                        Err(self.expected("the end"))
                    };
                };
                open.put(value);
                self.skip_space();
                let is_list = open.is_list();
                match self.peek() {
                    Some(b',') if is_list => {
                        self.at += 1;
                        break;
                    }
                    Some(b',') => {
                        self.at += 1;
                        self.skip_space();
                        self.key(open)?;
                        break;
                    }
                    Some(b']') if is_list => self.at += 1,
                    Some(b'}') if !is_list => self.at += 1,
                    _ if is_list => return Err(self.expected("',' or ']'")),
                    _ => return Err(self.expected("',' or '}'")),
                }
                value = stack.pop().map_or(Value::Null, Open::close);
            }
        }
    }

    /// Reads a whole scalar or an empty container; or opens a container and returns nothing yet.
    fn begin_value(&mut self, stack: &mut Vec<Open>) -> Result<Option<Value>, CanonicalError> {
        match self.peek() {
            Some(b'{') => {
                let deep = self.enter(stack.len());
                self.skip_space();
                if self.eat(b'}') {
                    return Ok(Some(Value::Object(BTreeMap::new())));
                }
                let mut open = if deep {
                    Open::DeepObject { keys: BTreeSet::new() }
                } else {
                    Open::Object { members: BTreeMap::new(), key: String::new() }
                };
                self.key(&mut open)?;
                stack.push(open);
                Ok(None)
            }
            Some(b'[') => {
                let deep = self.enter(stack.len());
                self.skip_space();
                if self.eat(b']') {
                    return Ok(Some(Value::List(Vec::new())));
                }
                stack.push(if deep { Open::DeepList } else { Open::List(Vec::new()) });
                Ok(None)
            }
            Some(b'"') => self.string().map(|text| Some(Value::Text(text))),
            Some(b'-' | b'0'..=b'9') => self.number().map(Some),
            Some(b't') => self.literal("true", Value::Bool(true)),
            Some(b'f') => self.literal("false", Value::Bool(false)),
            Some(b'n') => self.literal("null", Value::Null),
            _ => Err(self.expected("a value")),
        }
    }

    /// Steps over an opening bracket inside `depth` open ones; says whether that is too deep.
    fn enter(&mut self, depth: usize) -> bool {
        let deep = depth >= MAX_DEPTH;
        if deep {
            self.note(CanonicalError::TooDeep { at: self.at });
        }
        self.at += 1;
        deep
    }

    /// Reads `"key":` and makes it the current key of `open`.
    fn key(&mut self, open: &mut Open) -> Result<(), CanonicalError> {
        let at = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.expected("a key in quotation marks"));
        }
        let text = self.string()?;
        if open.has(&text) {
            self.note(CanonicalError::DuplicateKey { at, key: text.clone() });
        }
        if !is_key(&text) {
            self.note(CanonicalError::BadKey { at, key: text.clone() });
        }
        open.set_key(text);
        self.skip_space();
        if self.eat(b':') { Ok(()) } else { Err(self.expected("':'")) }
    }

    fn string(&mut self) -> Result<String, CanonicalError> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let run = self.at;
            while self.bytes.get(self.at).is_some_and(|b| !matches!(b, b'"' | b'\\' | 0x00..=0x1f)) {
                self.at += 1;
            }
            text.push_str(&self.text[run..self.at]);
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => return Err(self.expected("a control character to be escaped")),
                None => return Err(self.expected("the end of the text in quotation marks")),
            }
        }
        self.at += 1;
        if !text.is_ascii() && !is_nfc(&text) {
            self.note(CanonicalError::NotNfc { at: start });
        }
        Ok(text)
    }

    fn escape(&mut self) -> Result<char, CanonicalError> {
        self.at += 1;
        let plain = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.expected("an escape of RFC 8259")),
        };
        self.at += 1;
        Ok(plain)
    }

    /// `\uXXXX`, or two of them for a character beyond the basic plane; half of such a pair is no character.
    fn unicode_escape(&mut self) -> Result<char, CanonicalError> {
        let start = self.at;
        let half = CanonicalError::NotJson { at: start, expected: "both halves of a surrogate pair" };
        let first = self.four_digits()?;
        if !(0xd800..0xe000).contains(&first) {
            return char::from_u32(first).ok_or(half);
        }
        if first >= 0xdc00 || !self.eat(b'\\') || self.peek() != Some(b'u') {
            return Err(half);
        }
        let second = self.four_digits()?;
        if !(0xdc00..0xe000).contains(&second) {
            return Err(half);
        }
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)).ok_or(half)
    }

    /// The four digits after a `u`.
    fn four_digits(&mut self) -> Result<u32, CanonicalError> {
        self.at += 1;
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|b| char::from(b).to_digit(16));
            code = code * 16 + digit.ok_or_else(|| self.expected("four hexadecimal digits"))?;
            self.at += 1;
        }
        Ok(code)
    }

    fn number(&mut self) -> Result<Value, CanonicalError> {
        let start = self.at;
        let negative = self.eat(b'-');
        let digits = self.at;
        if !self.eat(b'0') {
            self.digits()?;
        }
        let end_of_digits = self.at;
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _sign = self.eat(b'+') || self.eat(b'-');
            self.digits()?;
        }
        let token = &self.text[start..self.at];
        let cut = || token.chars().take(32).collect::<String>();
        if self.at > end_of_digits || token == "-0" {
            self.note(CanonicalError::NotInteger { at: start, text: cut() });
            return Ok(Value::Null);
        }
        let magnitude = self.text[digits..end_of_digits].parse::<i64>().ok().filter(|n| *n <= MAX_INTEGER);
        let Some(magnitude) = magnitude else {
            self.note(CanonicalError::UnsafeInteger { at: start, text: cut() });
            return Ok(Value::Null);
        };
        Ok(Value::Integer(if negative { -magnitude } else { magnitude }))
    }

    /// At least one digit.
    fn digits(&mut self) -> Result<(), CanonicalError> {
        let start = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { Err(self.expected("a digit")) }
    }

    fn literal(&mut self, word: &'static str, value: Value) -> Result<Option<Value>, CanonicalError> {
        if self.bytes[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(Some(value))
        } else {
            Err(self.expected("a value"))
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn expected(&self, expected: &'static str) -> CanonicalError {
        CanonicalError::NotJson { at: self.at, expected }
    }

    fn note(&mut self, error: CanonicalError) {
        if self.broken.as_ref().is_none_or(|earlier| error.rank() < earlier.rank()) {
            self.broken = Some(error);
        }
    }
}

impl Open {
    fn is_list(&self) -> bool {
        matches!(self, Self::List(_) | Self::DeepList)
    }

    fn has(&self, text: &str) -> bool {
        match self {
            Self::Object { members, .. } => members.contains_key(text),
            Self::DeepObject { keys } => keys.contains(text),
            Self::List(_) | Self::DeepList => false,
        }
    }

    fn set_key(&mut self, text: String) {
        match self {
            Self::Object { key, .. } => *key = text,
            Self::DeepObject { keys } => {
                keys.insert(text);
            }
            Self::List(_) | Self::DeepList => {}
        }
    }

    fn put(&mut self, value: Value) {
        match self {
            Self::List(items) => items.push(value),
            Self::Object { members, key } => {
                members.insert(std::mem::take(key), value);
            }
            Self::DeepList | Self::DeepObject { .. } => {}
        }
    }

    fn close(self) -> Value {
        match self {
            Self::List(items) => Value::List(items),
            Self::Object { members, .. } => Value::Object(members),
            Self::DeepList | Self::DeepObject { .. } => Value::Null,
        }
    }
}
