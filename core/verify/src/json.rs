//! Strict reader of canonical JSON: one pass, no recursion, and every rule of §1 with its own name.
//!
//! Being canonical is judged while reading (white space, order of keys, form of escapes), so that nothing is written again.

use std::borrow::Cow;

use unicode_normalization::is_nfc;

use crate::finding::{Broken, Rule, broken};

const MAX_LEVELS: usize = 32;
const MAX_INTEGER: i64 = (1 << 53) - 1;

/// A JSON value of the strict profile.
#[derive(Debug)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    Integer(i64),
    Text(Cow<'a, str>),
    List(Vec<Self>),
    Object(Object<'a>),
}

/// The members of an object in the order of the text, and its bytes.
#[derive(Debug)]
pub(crate) struct Object<'a> {
    pub(crate) members: Vec<(Cow<'a, str>, Value<'a>)>,
    pub(crate) source: &'a [u8],
}

/// Reads `bytes`, which must be canonical.
pub(crate) fn read(bytes: &[u8]) -> Result<Value<'_>, Broken> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return broken(Rule::NotJson, format!("not UTF-8 at byte {}", error.valid_up_to())),
    };
    let mut reader = Reader { text, bytes, at: 0, worst: None };
    let Some(value) = reader.document() else {
        return broken(Rule::NotJson, format!("no JSON from byte {}", reader.at));
    };
    match reader.worst {
        None => Ok(value),
        Some((rule, at)) => broken(rule, format!("near byte {at}")),
    }
}

/// Reads JSON that another program wrote, where no object may have a key twice and no other rule of §1 holds.
pub(crate) fn read_foreign(bytes: &[u8]) -> Option<Value<'_>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut reader = Reader { text, bytes, at: 0, worst: None };
    let value = reader.document()?;
    // It is the first of the rules that are noted, so that none of the others hides it.
    (reader.worst.is_none_or(|(rule, _)| rule != Rule::DuplicateKey)).then_some(value)
}

/// `[a-z][a-z0-9_]{0,63}`
pub(crate) fn is_key(text: &str) -> bool {
    let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    text.len() <= 64 && text.starts_with(|first: char| first.is_ascii_lowercase()) && text.bytes().all(good)
}

/// A list or object that is not closed yet.
enum Open<'a> {
    List(Vec<Value<'a>>),
    Object { start: usize, members: Vec<(Cow<'a, str>, Value<'a>)>, key: Cow<'a, str> },
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// The broken rule that comes first in the specification, and where it was first met.
    worst: Option<(Rule, usize)>,
}

// `None` from a method means that the text is no JSON at `self.at`.
impl<'a> Reader<'a> {
    fn note(&mut self, rule: Rule) {
        if self.worst.is_none_or(|(worst, _)| rule < worst) {
            self.worst = Some((rule, self.at));
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.note(Rule::NotCanonical);
            self.at += 1;
        }
    }

    fn document(&mut self) -> Option<Value<'a>> {
        let mut open: Vec<Open<'a>> = Vec::new();
        loop {
            self.space();
            let Some(mut done) = self.start(&mut open)? else { continue };
            // Put the value into what is open, closing as many as end here.
            loop {
                self.space();
                let deep = open.len() > MAX_LEVELS;
                match open.last_mut() {
                    None => return (self.at == self.bytes.len()).then_some(done),
                    // What is too deep is read but not kept, so that dropping it cannot exhaust the stack.
                    Some(_) if deep && matches!(done, Value::List(_) | Value::Object(_)) => {
                        done = Value::Null;
                    }
                    Some(_) => {}
                }
                match open.last_mut()? {
                    Open::List(items) => items.push(done),
                    Open::Object { members, key, .. } => members.push((std::mem::take(key), done)),
                }
                if self.eat(b',').is_some() {
                    if let Some(Open::Object { key, .. }) = open.last_mut() {
                        *key = self.key()?;
                    }
                    break;
                }
                done = self.close(&mut open)?;
            }
        }
    }

    /// Begins a value: a whole one, or `None` after the start of a list or object with content.
    #[expect(clippy::option_option, reason = "the outer one is `no JSON`, as everywhere in the reader")]
    fn start(&mut self, open: &mut Vec<Open<'a>>) -> Option<Option<Value<'a>>> {
        let start = self.at;
        let byte = self.peek()?;
        if matches!(byte, b'{' | b'[') {
            if open.len() >= MAX_LEVELS {
                self.note(Rule::TooDeep);
            }
            self.at += 1;
            self.space();
            if byte == b'[' {
                open.push(Open::List(Vec::new()));
                return if self.peek()? == b']' { self.close(open).map(Some) } else { Some(None) };
            }
            let empty = self.peek()? == b'}';
            let key = if empty { Cow::Borrowed("") } else { self.key()? };
            open.push(Open::Object { start, members: Vec::new(), key });
            return if empty { self.close(open).map(Some) } else { Some(None) };
        }
        let value = match byte {
            b'"' => Value::Text(self.string()?),
            b't' => self.word("true", Value::Bool(true))?,
            b'f' => self.word("false", Value::Bool(false))?,
            b'n' => self.word("null", Value::Null)?,
            _ => Value::Integer(self.number()?),
        };
        Some(Some(value))
    }

    fn close(&mut self, open: &mut Vec<Open<'a>>) -> Option<Value<'a>> {
        match open.pop()? {
            Open::List(items) => {
                self.eat(b']')?;
                Some(Value::List(items))
            }
            Open::Object { start, members, .. } => {
                self.eat(b'}')?;
                self.judge_order(&members);
                Some(Value::Object(Object { members, source: &self.bytes[start..self.at] }))
            }
        }
    }

    fn judge_order(&mut self, members: &[(Cow<'a, str>, Value<'a>)]) {
        if members.windows(2).all(|pair| pair[0].0 < pair[1].0) {
            return;
        }
        self.note(Rule::NotCanonical);
        let mut keys: Vec<&str> = members.iter().map(|(key, _)| key.as_ref()).collect();
        keys.sort_unstable();
        if keys.windows(2).any(|pair| pair[0] == pair[1]) {
            self.note(Rule::DuplicateKey);
        }
    }

    /// A key and its colon.
    fn key(&mut self) -> Option<Cow<'a, str>> {
        self.space();
        let key = self.string()?;
        if !is_key(&key) {
            self.note(Rule::BadKey);
        }
        self.space();
        self.eat(b':')?;
        Some(key)
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Option<Value<'a>> {
        self.text.get(self.at..)?.starts_with(word).then(|| {
            self.at += word.len();
            value
        })
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn number(&mut self) -> Option<i64> {
        let start = self.at;
        let negative = self.eat(b'-').is_some();
        if self.eat(b'0').is_none() {
            self.digits()?;
        }
        let whole = self.text.get(start..self.at)?;
        let mut integer = !(negative && whole == "-0");
        if self.eat(b'.').is_some() {
            integer = false;
            self.digits()?;
        }
        if self.eat(b'e').or_else(|| self.eat(b'E')).is_some() {
            integer = false;
            let _sign = self.eat(b'+').or_else(|| self.eat(b'-'));
            self.digits()?;
        }
        if !integer {
            self.note(Rule::NotInteger);
            return Some(0);
        }
        let safe = whole.parse().ok().filter(|number: &i64| number.abs() <= MAX_INTEGER);
        if safe.is_none() {
            self.note(Rule::UnsafeInteger);
        }
        Some(safe.unwrap_or(0))
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.eat(b'"')?;
        let mut start = self.at;
        let mut ascii = true;
        let mut unescaped = String::new();
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => {
                    unescaped.push_str(self.text.get(start..self.at)?);
                    let character = self.escape()?;
                    ascii &= character.is_ascii();
                    unescaped.push(character);
                    start = self.at;
                }
                0..0x20 => return None,
                byte => {
                    ascii &= byte.is_ascii();
                    self.at += 1;
                }
            }
        }
        let rest = self.text.get(start..self.at)?;
        self.at += 1;
        let text = if unescaped.is_empty() { Cow::Borrowed(rest) } else { Cow::Owned(unescaped + rest) };
        if !ascii && !is_nfc(&text) {
            self.note(Rule::NotNfc);
        }
        Some(text)
    }

    /// The character of an escape; one that RFC 8785 §3.2.2.2 would write otherwise is not canonical.
    fn escape(&mut self) -> Option<char> {
        self.eat(b'\\')?;
        let letter = self.peek()?;
        self.at += 1;
        let short = match letter {
            b'"' | b'\\' => return Some(char::from(letter)),
            b'b' => '\u{8}',
            b't' => '\t',
            b'n' => '\n',
            b'f' => '\u{c}',
            b'r' => '\r',
            b'/' => {
                self.note(Rule::NotCanonical);
                return Some('/');
            }
            b'u' => return self.unicode_escape(),
            _ => return None,
        };
        Some(short)
    }

    fn unicode_escape(&mut self) -> Option<char> {
        let start = self.at;
        let first = self.four_digits()?;
        let character = if (0xd800..0xdc00).contains(&first) {
            self.eat(b'\\')?;
            self.eat(b'u')?;
            let second = self.four_digits().filter(|second| (0xdc00..0xe000).contains(second))?;
            char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))?
        } else {
            char::from_u32(first)?
        };
        let has_short = matches!(character, '\u{8}' | '\t' | '\n' | '\u{c}' | '\r');
        let lower = !self.bytes[start..self.at].iter().any(u8::is_ascii_uppercase);
        if character >= ' ' || has_short || !lower {
            self.note(Rule::NotCanonical);
        }
        Some(character)
    }

    fn four_digits(&mut self) -> Option<u32> {
        let digits = self.bytes.get(self.at..self.at + 4)?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        let digits = std::str::from_utf8(digits).ok()?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}
