//! How a command fails: a sentence on standard error and an exit code that scripts can rely on.

mod code;

use std::path::PathBuf;
use std::process::ExitCode;

use commonweal_find::mirror::MirrorError;
use commonweal_service::access::AccessError;
use commonweal_service::alignment::AlignmentError;
use commonweal_service::appraisal::AppraisalError;
use commonweal_service::evaluation::EvaluationError;
use commonweal_service::evaluation::again::AgainError;
use commonweal_service::example::ExampleError;
use commonweal_service::example::directory::ExampleRegisterError;
use commonweal_service::finding::FindingError;
use commonweal_service::finding::likeness::LikenessError;
use commonweal_service::finding::pathways::PathwaysError;
use commonweal_service::options::AppraisalError as OptionsError;
use commonweal_service::protocol_file::ProtocolFileError;
use commonweal_service::register::RegisterError;
use commonweal_service::sharing::SharingError;
use commonweal_service::valuation::ValuationError;
use commonweal_service::valuation::worth::WorthError;

use commonweal_record::key::KeyError;
use commonweal_service::record::RecordError;
use commonweal_service::record::audit::Wrong;
use commonweal_service::record::finality::NotFinal;
use commonweal_service::record::witnessing::WitnessingError;

use crate::readable;

/// Why the command failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The evaluation came to nothing.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    /// What the evaluation found could not be kept beside the record.
    #[error(transparent)]
    Kept(#[from] AgainError),
    /// The protocol file cannot be used.
    #[error(transparent)]
    ProtocolFile(#[from] ProtocolFileError),
    /// The valuation came to nothing.
    #[error(transparent)]
    Valuation(#[from] ValuationError),
    /// What a plan is worth could not be kept beside the record.
    #[error(transparent)]
    Worth(Box<WorthError>),
    /// The example could not be written.
    #[error(transparent)]
    Example(#[from] ExampleError),
    /// The example has no register.
    #[error(transparent)]
    ExampleRegister(#[from] Box<ExampleRegisterError>),
    /// A result could not be written.
    #[error("cannot write {}: {source}; name a file in a folder that exists and may be written to", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A secret could not be read.
    #[error("cannot read the secret in {}: {source}; name a file that holds it and nothing else", path.display())]
    Secret {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The page would replace what it is made from.
    #[error("--report {} is the {what} itself; name another file", path.display())]
    Replaces {
        /// The file.
        path: PathBuf,
        /// "data file" or "protocol".
        what: &'static str,
    },
    /// A use case of the record came to nothing.
    #[error(transparent)]
    Record(Box<RecordError>),
    /// A use case of people and access came to nothing.
    #[error(transparent)]
    Access(Box<AccessError>),
    /// A use case of appraisals came to nothing.
    #[error(transparent)]
    Appraisal(Box<AppraisalError>),
    /// A witness or mirror does not do what was asked.
    #[error(transparent)]
    Witnessing(Box<WitnessingError>),
    /// Fewer cosignatures than witnesses asked.
    #[error("{cosigned} of {asked} witnesses have cosigned; what the others answered is above")]
    NotWitnessed {
        /// How many have.
        cosigned: usize,
        /// How many were asked.
        asked: usize,
    },
    /// The checkpoint is not final.
    #[error("the checkpoint is not final: {0}")]
    NotFinal(NotFinal),
    /// What was verified is wrong.
    #[error("{0}")]
    NotVerified(Box<Wrong>),
    /// The key to trust is none.
    #[error("--host-key {0}")]
    HostKey(KeyError),
    /// The register could not be read or written.
    #[error(transparent)]
    Register(Box<RegisterError>),
    /// Some lines of a directory could not be read.
    #[error("{} lines of {} could not be taken; all others are in:\n{}", lines.len(), path.display(), lines.join("\n"))]
    Lines {
        /// The file.
        path: PathBuf,
        /// What is wrong with each, with its place.
        lines: Vec<String>,
    },
    /// Counts of another place cannot be told, read or kept.
    #[error(transparent)]
    Pathways(#[from] PathwaysError),
    /// Alignment is between two.
    #[error("--between takes two bodies with a comma between them, and was given {bodies}; name two")]
    Between {
        /// How many are named.
        bodies: usize,
    },
    /// Nothing was compared.
    #[error(transparent)]
    Alignment(#[from] AlignmentError),
    /// No options were appraised.
    #[error(transparent)]
    Options(#[from] OptionsError),
    /// Nobody alike or unlike was found.
    #[error(transparent)]
    Likeness(#[from] LikenessError),
    /// Nothing was found.
    #[error(transparent)]
    Finding(#[from] FindingError),
    /// Nothing could be shared or settled.
    #[error(transparent)]
    Sharing(Box<SharingError>),
    /// A workbook cannot be written.
    #[error(transparent)]
    Workbook(#[from] commonweal_report::accounts::WorkbookError),
    /// A PDF cannot be written.
    #[error(transparent)]
    Pdf(#[from] commonweal_report::document::PdfError),
    /// Nothing can be said of a pooled fund.
    #[error(transparent)]
    Fund(#[from] commonweal_report::fund::FundError),
    /// What the law asks for has no JSON form.
    #[error(
        "--format json is for a report; add --period, such as 2026-Q2, or print what the law asks for as text or pdf"
    )]
    NoFundPeriod,
    /// The machine's clock tells no day.
    #[error("the clock of this machine tells no day of the calendar; set it")]
    NoDay,
    /// The pages cannot be served.
    #[error(transparent)]
    Serve(#[from] commonweal_web::ServeError),
    /// The system gives no notice of signals.
    #[error("cannot listen for the signal to stop: {0}; start it anew")]
    Signals(ctrlc::Error),
    /// Standard output is gone.
    #[error("cannot write to standard output: {0}")]
    StandardOutput(std::io::Error),
}

impl Failure {
    /// 1 not written, 2 wrong command or protocol, 3 unreadable data, 4 data that does not answer the question.
    fn code(&self) -> u8 {
        match self {
            Self::Write { .. }
            | Self::StandardOutput(_)
            | Self::Example(_)
            | Self::ExampleRegister(_)
            | Self::Workbook(_)
            | Self::Pdf(_) => 1,
            Self::ProtocolFile(_)
            | Self::Replaces { .. }
            | Self::HostKey(_)
            | Self::NoFundPeriod
            | Self::Between { .. } => 2,
            Self::Signals(_)
            | Self::Serve(_)
            | Self::Secret { .. }
            | Self::Kept(_)
            | Self::Worth(_)
            | Self::Lines { .. }
            | Self::NoDay => 3,
            Self::Register(error) => code::of_register(error),
            Self::NotVerified(_) => 5,
            Self::Sharing(error) => code::of_sharing(error),
            Self::Pathways(error) => match error {
                PathwaysError::Record(error) => code::of_record(error),
                PathwaysError::Exchange { .. } | PathwaysError::Counts(_) => 4,
                PathwaysError::File { .. }
                | PathwaysError::Json { .. }
                | PathwaysError::Damaged { .. }
                | PathwaysError::Store(_) => 3,
            },
            Self::Alignment(error) => match error {
                AlignmentError::Unreadable { .. } | AlignmentError::Answers { .. } => 3,
                AlignmentError::NoBody { .. } | AlignmentError::ManyBodies { .. } => 4,
            },
            Self::Likeness(error) => match error {
                LikenessError::Mirror(MirrorError::HalfDistance { .. }) => 2,
                LikenessError::File { .. } | LikenessError::Lines { .. } => 3,
                LikenessError::NoBody { .. } | LikenessError::Mirror(_) => 4,
            },
            Self::Finding(error) => match error {
                FindingError::Windows(_) => 2,
                FindingError::Activity(_) | FindingError::Events { .. } => 3,
                FindingError::NoTarget { .. } | FindingError::NoLookBack { .. } => 4,
            },
            Self::Valuation(error) => code::of_valuation(error),
            Self::Options(error) => match error {
                OptionsError::Options { .. } => 2,
                OptionsError::File(error) => code::of_valuation(error),
            },
            Self::Record(error) => code::of_record(error),
            Self::Access(error) => code::of_access(error),
            Self::Appraisal(error) => {
                if matches!(**error, AppraisalError::NoSuch { .. }) {
                    2
                } else {
                    4
                }
            }
            Self::Witnessing(error) => match error.as_ref() {
                WitnessingError::Record(error) => code::of_record(error),
                WitnessingError::Store(_) | WitnessingError::Serve(_) | WitnessingError::Witness(_) => 3,
                WitnessingError::Checkpoint(_) | WitnessingError::Mirror(_) => 5,
            },
            Self::NotWitnessed { .. } | Self::NotFinal(_) | Self::Fund(_) => 4,
            Self::Evaluation(error) => match error {
                EvaluationError::Plan(_) | EvaluationError::Protocol(_) => 2,
                EvaluationError::Activity(_) => 3,
                EvaluationError::Evaluate { .. } => 4,
            },
        }
    }

    /// Says what happened, where and what to do; gives the exit code.
    pub(crate) fn report(&self) -> ExitCode {
        say(&self.to_string());
        ExitCode::from(self.code())
    }
}

impl From<RegisterError> for Failure {
    fn from(error: RegisterError) -> Self {
        Self::Register(Box::new(error))
    }
}

impl From<SharingError> for Failure {
    fn from(error: SharingError) -> Self {
        Self::Sharing(Box::new(error))
    }
}

impl From<WorthError> for Failure {
    fn from(error: WorthError) -> Self {
        Self::Worth(Box::new(error))
    }
}

impl From<AccessError> for Failure {
    fn from(error: AccessError) -> Self {
        Self::Access(Box::new(error))
    }
}

impl From<WitnessingError> for Failure {
    fn from(error: WitnessingError) -> Self {
        Self::Witnessing(Box::new(error))
    }
}

/// Says what is wrong with the command line, or how it is used where it is empty.
pub(crate) fn wrong_command(refusal: &clap::Error) -> ExitCode {
    let text = refusal.render().to_string();
    match text.strip_prefix("error: ") {
        Some(sentence) => say(sentence),
        None => refusal.exit(),
    }
    ExitCode::from(2)
}

fn say(message: &str) {
    use std::io::Write;
    let error = clap::builder::Styles::styled().get_error().to_owned();
    let message = readable::message(message);
    // Nothing is left to be done where standard error is gone too.
    let _ = writeln!(anstream::stderr(), "{error}error:{error:#} {message}");
}
