//! What a verifier says: the place, the rule of the specification that is broken, what was met, and what to do.

use std::fmt;

/// Where something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line of the bundle, counted from 1: header, policy, sums, or a line that cannot be told.
    Line(u64),
    /// The entry that stands, or should stand, at this sequence number.
    Entry(u64),
    /// A checkpoint of the bundle, counted from 1.
    Checkpoint(u64),
    /// A blob of the bundle, counted from 1.
    Blob(u64),
    /// The last line, or the missing rest.
    End,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(number) => write!(f, "line {number}"),
            Self::Entry(seq) => write!(f, "entry {seq}"),
            Self::Checkpoint(number) => write!(f, "checkpoint {number}"),
            Self::Blob(number) => write!(f, "blob {number}"),
            Self::End => f.write_str("end"),
        }
    }
}

macro_rules! rules {
    ($($variant:ident, $section:literal, $name:literal, $says:literal;)+) => {
        /// A rule of `docs/record.md`. Those of canonical JSON come first, in the order in which they are applied.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule {
            $(#[doc = $says] $variant,)+
        }

        impl Rule {
            /// Every rule, in the order of the specification.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The section of `docs/record.md` that states the rule.
            pub fn section(self) -> u8 {
                match self { $(Self::$variant => $section,)+ }
            }

            /// The short name that both verifiers print.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

rules! {
    TooLarge, 1, "too-large", "An entry has at most 65,535 bytes.";
    NotJson, 1, "not-json", "The text is UTF-8 and one JSON value.";
    DuplicateKey, 1, "duplicate-key", "No object has a key twice.";
    BadKey, 1, "bad-key", "Keys are short, lower-case ASCII words.";
    NotInteger, 1, "not-integer", "Numbers have no fraction, exponent or minus zero.";
    UnsafeInteger, 1, "unsafe-integer", "Numbers lie within ±(2⁵³−1).";
    NotNfc, 1, "not-nfc", "Strings are in Unicode NFC.";
    TooDeep, 1, "too-deep", "There are at most 32 levels of nesting.";
    NotCanonical, 1, "not-canonical", "The bytes are their own canonical form.";
    Shape, 2, "shape", "An entry has the fields of an entry, each of its form.";
    Log, 2, "log", "An entry names the log that it is in.";
    Seq, 2, "seq", "Sequence numbers count from 0 without gaps.";
    At, 2, "at", "Time never goes back.";
    Id, 2, "id", "An id is used once in a log.";
    Expected, 2, "expected", "Versions of a stream run without gaps.";
    Seen, 2, "seen", "The tree that the signer had seen is the head of this log.";
    Signature, 2, "signature", "The signature fits the intent and the key.";
    Leaf, 3, "leaf", "The stored leaf hash is that of the entry.";
    Checkpoint, 4, "checkpoint", "A checkpoint is a signed note of three lines, and the last covers all entries.";
    CheckpointOrigin, 4, "checkpoint-origin", "A checkpoint is of this log.";
    HostSignature, 4, "host-signature", "The host has signed the checkpoint.";
    Opening, 5, "opening", "Entry 0, and no other, opens the log.";
    HostKey, 5, "host-key", "The host's key is the one that the reader trusts.";
    KeyNotValid, 5, "key-not-valid", "The key that signed is valid at this entry.";
    KeyChange, 5, "key-change", "A key is added or revoked by whom it belongs to, once.";
    PasskeyFields, 5, "passkey-fields", "What a passkey signed stands beside its signature, and beside no other.";
    PasskeyClientData, 5, "passkey-client-data", "Client data is a JSON object with the members that are read, none twice.";
    PasskeyType, 5, "passkey-type", "Client data is of an assertion.";
    PasskeyChallenge, 5, "passkey-challenge", "The challenge is the hash of this intent.";
    PasskeyOrigin, 5, "passkey-origin", "The page that asked is one of the passkey's site.";
    PasskeyCrossOrigin, 5, "passkey-cross-origin", "The page that asked is not a frame on another site.";
    PasskeyRpId, 5, "passkey-rp-id", "The authenticator signed for the passkey's site.";
    PasskeyPresence, 5, "passkey-presence", "Somebody confirmed.";
    PasskeyVerification, 5, "passkey-verification", "The authenticator knew who confirmed.";
    PasskeyLowS, 5, "passkey-low-s", "The signature is in its one form.";
    Root, 6, "root", "The root over the entries is that of the checkpoint.";
    Cosignature, 6, "cosignature", "A cosignature by a witness of the policy is valid.";
    Witnesses, 6, "witnesses", "Enough witnesses have cosigned the last checkpoint.";
    Payload, 7, "payload", "The payload has the form of its kind.";
    Blob, 8, "blob", "A blob's hash is that of its salt and data.";
    BlobUnknown, 8, "blob-unknown", "A blob's hash is one that an entry carries.";
    Header, 9, "header", "The first line says what the bundle holds.";
    Policy, 9, "policy", "The second line lists the witnesses and how many must cosign.";
    Order, 9, "order", "Lines come in their order.";
    Sums, 9, "sums", "The sums are those of the lines before them.";
    LineChanged, 9, "line-changed", "A line is the one whose sum was taken.";
    End, 9, "end", "The last line counts the lines and holds the hash of the sums.";
    Cut, 9, "cut", "The bundle goes on to its last line.";
}

impl Rule {
    /// What the reader can do about it.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::HostKey => {
                "ask the host, by another way than the one that brought this file, for its key and the reason"
            }
            Self::Witnesses => {
                "ask for a bundle with a newer checkpoint; until then treat the record as recorded, not witnessed"
            }
            Self::Cosignature => "ask that witness what it signed, and for its own copy of the checkpoint",
            Self::Root | Self::Seen | Self::CheckpointOrigin | Self::HostSignature | Self::Leaf => {
                "keep this file, fetch the record again from the host and from a partner's mirror, and compare: \
                 if they differ too, the host has shown two histories"
            }
            Self::LineChanged | Self::Sums | Self::End | Self::Cut | Self::Order => {
                "the file was changed or cut after it was written: fetch it again and compare"
            }
            _ => {
                "do not rely on it: fetch the record again, and if this is found again, ask the host for the cause"
            }
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "§{} {}", self.section(), self.name())
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// Which rule is broken.
    pub rule: Rule,
    /// What was met, in words.
    pub what: String,
}

impl fmt::Display for Finding {
    /// One line that both verifiers print alike (`not verified: entry 7: §2 signature`), then the words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not verified: {}: {}\n{}; {}", self.place, self.rule, self.what, self.rule.remedy())
    }
}

impl std::error::Error for Finding {}

/// A broken rule whose place the caller knows.
#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) rule: Rule,
    pub(crate) what: String,
}

impl Broken {
    pub(crate) fn at(self, place: Place) -> Finding {
        Finding { place, rule: self.rule, what: self.what }
    }
}

/// `Err` of a broken rule, to be returned with `return broken(...)` or as the tail of a check.
pub(crate) fn broken<T>(rule: Rule, what: impl Into<String>) -> Result<T, Broken> {
    Err(Broken { rule, what: what.into() })
}
