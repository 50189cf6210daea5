//! A fictional partnership of three bodies, kept on the command line in a database of either kind.

use crate::place::{Folder, Run};

pub(crate) const BODIES: [&str; 3] = ["north-acute", "north-care", "north-minds"];

/// A folder to run commands in, and the database that they are about.
pub(crate) struct Record {
    pub(crate) folder: Folder,
    pub(crate) database: String,
}

impl Record {
    /// Nothing yet; `database` is a file or an address, with `--host` after it where the host's folder is not beside it.
    pub(crate) fn none(database: &str) -> Self {
        Self { folder: Folder::with_place(), database: database.to_owned() }
    }

    /// The host, and three bodies with a key each.
    pub(crate) fn registered(database: &str) -> Self {
        let record = Self::none(database);
        record.done("init --name record.north.example");
        for body in BODIES {
            record
                .done(&format!("body add {body} --name '{body} (fictional)' --form charity --purpose care"));
            record.done(&format!("key new {body}"));
        }
        record
    }

    /// The three bodies in the partnership 'north'.
    pub(crate) fn founded(database: &str) -> Self {
        let record = Self::registered(database);
        record.done(
            "partnership propose north --as north-acute --name North --style integration --place-name North --aim 'fewer falls'",
        );
        record.done("partnership join north --as north-acute");
        for body in &BODIES[1..] {
            record.done(&format!("partnership invite north {body} --as north-acute"));
            record.done(&format!("partnership join north --as {body}"));
        }
        record
    }

    /// Runs a command about this database.
    pub(crate) fn line(&self, line: &str) -> Run {
        self.folder.line(&format!("{line} --database {}", self.database))
    }

    /// What a command prints that must succeed.
    pub(crate) fn done(&self, line: &str) -> String {
        succeeded(line, self.line(line))
    }

    /// As [`done`](Self::done), for a command that is about no database.
    pub(crate) fn done_alone(&self, line: &str) -> String {
        succeeded(line, self.folder.line(line))
    }

    /// A command that must fail with this code, say so, and print nothing else.
    pub(crate) fn refused(&self, code: i32, line: &str, says: &str) {
        let run = self.line(line);
        assert_eq!(run.code, code, "{line}: {}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains(says), "{line}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{line}");
    }

    /// Records an agreement whose text is a document in the vault, and gives the document's hash.
    pub(crate) fn with_document(&self) -> String {
        self.folder.write("minutes.txt", "We met.");
        self.done(
            "attest agreement_drafted --log north --as north-acute agreement=1 version=1 document=@minutes.txt",
        );
        let log = self.line("log north --format json").json();
        log.as_array().unwrap().last().unwrap()["payload"]["document"].as_str().unwrap().to_owned()
    }
}

fn succeeded(line: &str, Run { code, stdout, stderr }: Run) -> String {
    assert_eq!(code, 0, "{line}: {stderr}");
    stdout
}
