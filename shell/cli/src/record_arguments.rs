//! The verbs of the record.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use commonweal_service::record::Database;
use commonweal_service::record::payload::Given;

/// Exit codes, the same for every verb of the record.
macro_rules! examples {
    ($($examples:literal)+) => {
        concat!("Examples:\n", $($examples, "\n",)+ "\nExit codes:\n  0  done\n  1  a file could not be written\n  2  the command or the fact is wrong\n  3  the database or a file cannot be read\n  4  the record does not allow it, or does not admit it\n  5  something is wrong with the record, and is named")
    };
}

/// Which record.
#[derive(Debug, Args)]
pub(crate) struct Where {
    /// The record: an SQLite file, or a postgres:// URL.
    #[arg(long, value_name = "DATABASE", default_value = "commonweal.db")]
    pub(crate) database: Database,
    /// Folder of the host's key and floors [default: beside the database, ending in .host].
    #[arg(long, value_name = "DIR")]
    pub(crate) host: Option<PathBuf>,
}

/// For whom, and with which key.
#[derive(Debug, Args)]
pub(crate) struct By {
    /// The body that says it.
    #[arg(long = "as", value_name = "BODY")]
    pub(crate) body: String,
    /// Its key file [default: BODY.key, where it is there; else the host attests, where the kind allows it].
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
}

/// What to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RecordVerb {
    /// Make a record: the database, the host's key, and the floors that keep an old back-up from being signed over.
    #[command(after_help = examples!(
        "  commonweal init --name record.saltmere.example\n      Makes commonweal.db, and commonweal.host beside it, which back-ups leave out."))]
    Init {
        /// Name of the host, with which the name of every log begins: lower-case letters, digits, dots, hyphens.
        #[arg(long, value_name = "HOST", default_value = "localhost")]
        name: String,
        #[command(flatten)]
        place: Where,
    },
    /// Bodies of the record.
    #[command(subcommand, after_help = examples!(
        "  commonweal body add saltmere-acute --name 'Saltmere Acute' --form nhs_trust --purpose 'hospital care'\n      Registers a fictional trust."))]
    Body(BodyVerb),
    /// Keys of bodies.
    #[command(subcommand, after_help = examples!(
        "  commonweal key new saltmere-acute\n      Writes saltmere-acute.key, which only its owner can read, and adds the public half to the record."
        "  commonweal key revoke saltmere-acute --id 0123456789abcdef0123456789abcdef --reason 'laptop lost'\n      From the next entry on, that key signs nothing."))]
    Key(KeyVerb),
    /// A partnership: proposing, inviting, joining, leaving.
    #[command(subcommand, after_help = examples!(
        "  commonweal partnership propose saltmere --as saltmere-acute --name 'Saltmere Together' --style integration \\\n      --place-name Saltmere --aim 'fewer falls'\n      Opens the log 'saltmere' and proposes."
        "  commonweal partnership join saltmere --as saltmere-acute\n      Joins, with the key saltmere-acute.key."
        "  commonweal partnership invite saltmere saltmere-community --as saltmere-acute\n      Invites a body of the register."))]
    Partnership(PartnershipVerb),
    /// Attest a fact of any kind (docs/record-kinds.md lists them).
    #[command(after_help = examples!(
        "  commonweal attest benefit_stated --log saltmere --as saltmere-acute benefit='beds free by noon'\n      A text."
        "  commonweal attest term_set --log saltmere --as saltmere-acute agreement=1 version=1 clause=3-2 term.type=quorum term.bodies=2\n      A dot leads into an object; numbers, lists and objects are written as JSON."
        "  commonweal attest minute_approved --log saltmere --as saltmere-acute meeting=2026-10-07 document=@minutes.pdf\n      Keeps the file in the vault and records its salted hash."
        "  commonweal attest vote_cast --log saltmere --as saltmere-acute --unsigned vote.json decision=1 vote=for\n      Writes what is to be signed where the key is: 'commonweal sign'."
        "  commonweal attest --log saltmere --signed vote.json.signed\n      Records what was signed there."))]
    Attest(Box<AttestArguments>),
    /// Sign an intent that 'attest --unsigned' wrote, away from the record.
    #[command(after_help = examples!(
        "  commonweal sign vote.json --key saltmere-acute.key\n      Says what is signed, and writes vote.json.signed."))]
    Sign {
        /// The intent.
        #[arg(value_name = "FILE")]
        intent: PathBuf,
        /// The key file of its body.
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// Where to write [default: FILE.signed].
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// What the record says, in words.
    #[command(after_help = examples!(
        "  commonweal log\n      The logs there are."
        "  commonweal log saltmere --since 20\n      From entry 20 on."
        "  commonweal log saltmere --format json\n      For another program."))]
    Log {
        /// The log; without it, the logs are listed.
        #[arg(value_name = "SLUG")]
        log: Option<String>,
        /// First entry to tell.
        #[arg(long, value_name = "N", default_value_t = 0)]
        since: u64,
        /// What to print.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        #[command(flatten)]
        place: Where,
    },
    /// Read everything again, compare it with what was signed before, and sign it.
    #[command(after_help = examples!(
        "  commonweal checkpoint saltmere\n      Prints the signed note. An old back-up that was restored is refused."))]
    Checkpoint {
        /// The log [default: all].
        #[arg(value_name = "SLUG")]
        log: Option<String>,
        #[command(flatten)]
        place: Where,
    },
    /// Write a log into one file that anyone can verify.
    #[command(after_help = examples!(
        "  commonweal export saltmere saltmere.bundle\n      Up to the last entry; where the record asks for witnesses, up to the last that is final."))]
    Export {
        /// The log.
        #[arg(value_name = "SLUG")]
        log: String,
        /// The file.
        #[arg(value_name = "BUNDLE")]
        bundle: PathBuf,
        /// How many of the named witnesses a reader should ask for [default: as many as the record does].
        #[arg(long, value_name = "K")]
        witnesses: Option<u64>,
        /// Let the documents go along; in other hands they cannot be erased.
        #[arg(long)]
        documents: bool,
        #[command(flatten)]
        place: Where,
    },
    /// Verify a bundle, a database or a published log, and name the first thing wrong.
    ///
    /// Only bytes and keys are trusted, and nothing is written anywhere.
    #[command(after_help = examples!(
        "  commonweal verify saltmere.bundle\n      Needs no server and no other file."
        "  commonweal verify commonweal.db --format json\n      Every log of a live database."
        "  commonweal verify http://127.0.0.1:8426/log/record.example/saltmere/1-0123456789abcdef\n      What 'witness publish' serves, fetched page by page."
        "  commonweal verify saltmere.bundle --host-key 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='\n      With the key that the host published elsewhere."))]
    Verify {
        /// A bundle, an SQLite file, a postgres:// URL, or the http:// URL of a published log.
        #[arg(value_name = "BUNDLE|DATABASE|URL")]
        subject: String,
        /// The host's public key in base64, learnt by another way.
        #[arg(long, value_name = "BASE64")]
        host_key: Option<String>,
        /// What to print.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Copy the database while it is in use. Keep commonweal.host elsewhere.
    #[command(after_help = examples!("  commonweal backup 2026-10-07.db\n      And the keys of documents in 2026-10-07.db.keys."))]
    Backup {
        /// The file to write.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        place: Where,
    },
    /// Put a back-up into an empty database. One that is behind what was signed is read-only.
    #[command(after_help = examples!("  commonweal restore 2026-10-07.db\n      Into commonweal.db, which must not be there."))]
    Restore {
        /// The back-up.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        place: Where,
    },
    /// Copy everything to another database, with equal roots and states.
    #[command(after_help = examples!("  commonweal migrate --to postgres://record@db.example/commonweal\n      From commonweal.db to a server; the other way round works too."))]
    Migrate {
        /// The empty database: a file or a postgres:// URL.
        #[arg(long, value_name = "DATABASE")]
        to: Database,
        #[command(flatten)]
        place: Where,
    },
    /// Erase a document: its key, salt and text. The record keeps a tombstone and a hash that tells nothing.
    #[command(after_help = examples!("  commonweal erase 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 --log saltmere --as saltmere-acute --reason request\n      The reasons are request, retention, mistake, order."))]
    Erase {
        /// The document's salted hash.
        #[arg(value_name = "BLOB-HASH")]
        blob: String,
        /// The log in which the tombstone stands.
        #[arg(long, value_name = "SLUG")]
        log: String,
        #[command(flatten)]
        by: By,
        /// Why: request, retention, mistake or order.
        #[arg(long, value_name = "REASON")]
        reason: String,
        #[command(flatten)]
        place: Where,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum BodyVerb {
    /// Register a body.
    Add {
        /// Its id: lower-case letters, digits, hyphens.
        #[arg(value_name = "BODY")]
        body: String,
        /// Its public name.
        #[arg(long, value_name = "TEXT")]
        name: String,
        /// Its legal form, such as `nhs_trust`, council or charity.
        #[arg(long, value_name = "FORM")]
        form: String,
        /// What it exists for.
        #[arg(long, value_name = "TEXT")]
        purpose: String,
        #[command(flatten)]
        place: Where,
    },
    /// List the bodies.
    List {
        #[command(flatten)]
        place: Where,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeyVerb {
    /// Make a key of a body and add it to the record.
    New {
        /// The body.
        #[arg(value_name = "BODY")]
        body: String,
        /// Where to write it [default: BODY.key].
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// The key that the body has, which signs for the new one.
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
        #[command(flatten)]
        place: Where,
    },
    /// Revoke a key of a body.
    Revoke {
        /// The body.
        #[arg(value_name = "BODY")]
        body: String,
        /// The key's id, as 'key list' prints it.
        #[arg(long, value_name = "KEY-ID")]
        id: String,
        /// Why, in a few words about the key and not about a person.
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// The key that signs [default: BODY.key].
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
        #[command(flatten)]
        place: Where,
    },
    /// List keys.
    List {
        #[command(flatten)]
        place: Where,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum PartnershipVerb {
    /// Open a log and propose a partnership in it.
    Propose {
        /// Short name of the log.
        #[arg(value_name = "SLUG")]
        log: String,
        #[command(flatten)]
        by: By,
        /// Name of the partnership.
        #[arg(long, value_name = "TEXT")]
        name: String,
        /// mirror, integration or upstream.
        #[arg(long, value_name = "STYLE")]
        style: String,
        /// The place it serves.
        #[arg(long, value_name = "TEXT")]
        place_name: String,
        /// What it is for; repeat for more.
        #[arg(long = "aim", value_name = "TEXT", required = true)]
        aims: Vec<String>,
        #[command(flatten)]
        place: Where,
    },
    /// Invite a body of the register.
    Invite(Concerning),
    /// Put a body of the register in the queue.
    Queue(Concerning),
    /// Record that a decision admitted a body from the queue.
    Admit {
        #[command(flatten)]
        whom: Concerning,
        /// The decision.
        #[arg(long, value_name = "DECISION")]
        decision: String,
    },
    /// Join.
    Join {
        /// The partnership.
        #[arg(value_name = "SLUG")]
        log: String,
        #[command(flatten)]
        by: By,
        #[command(flatten)]
        place: Where,
    },
    /// Leave.
    Leave {
        /// The partnership.
        #[arg(value_name = "SLUG")]
        log: String,
        #[command(flatten)]
        by: By,
        /// Day of the notice, YYYY-MM-DD.
        #[arg(long, value_name = "DATE")]
        notice_on: String,
        /// Day on which its part ends.
        #[arg(long, value_name = "DATE")]
        leaves_on: String,
        #[command(flatten)]
        place: Where,
    },
    /// List the partnerships.
    List {
        #[command(flatten)]
        place: Where,
    },
    /// How a partnership stands.
    Show {
        /// The partnership.
        #[arg(value_name = "SLUG")]
        log: String,
        #[command(flatten)]
        place: Where,
    },
}

/// A body that another says something about.
#[derive(Debug, Args)]
pub(crate) struct Concerning {
    /// The partnership.
    #[arg(value_name = "SLUG")]
    pub(crate) log: String,
    /// The body concerned.
    #[arg(value_name = "BODY")]
    pub(crate) whom: String,
    #[command(flatten)]
    pub(crate) by: By,
    #[command(flatten)]
    pub(crate) place: Where,
}

#[derive(Debug, Args)]
pub(crate) struct AttestArguments {
    /// The kind of fact.
    #[arg(value_name = "KIND", required_unless_present = "signed")]
    pub(crate) kind: Option<String>,
    /// The log.
    #[arg(long, value_name = "SLUG")]
    pub(crate) log: String,
    /// The body that says it.
    #[arg(long = "as", value_name = "BODY", required_unless_present = "signed")]
    pub(crate) body: Option<String>,
    /// Its key file [default: BODY.key, where it is there; else the host attests, where the kind allows it].
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
    /// The fields.
    #[arg(value_name = "FIELD=VALUE")]
    pub(crate) fields: Vec<Given>,
    /// The payload as a JSON object, instead of fields.
    #[arg(long, value_name = "FILE", conflicts_with = "fields")]
    pub(crate) json: Option<PathBuf>,
    /// Write the intent for a signer elsewhere, and record nothing.
    #[arg(long, value_name = "FILE", conflicts_with = "signed")]
    pub(crate) unsigned: Option<PathBuf>,
    /// Record an intent that was signed elsewhere.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["kind", "json", "key", "body"])]
    pub(crate) signed: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) place: Where,
}
