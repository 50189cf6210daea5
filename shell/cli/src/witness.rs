//! `commonweal witness`: cosign partners' logs, and have one's own cosigned.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand};
use commonweal_service::record::witnessing::{Asking, Watched, serve_witness};

use crate::failure::Failure;
use crate::output;
use crate::record_arguments::Where;

/// How long a witness may take for each answer.
const PATIENCE: Duration = Duration::from_secs(15);

pub(crate) const EXAMPLES: &str = examples!(
    "  commonweal witness serve --key witness.key --state witness \\
      --log record.example/saltmere/1-0123456789abcdef=HOSTKEY
      Cosign the checkpoints of one log as long as it only grows. Prints NAME,KEY,URL for the host.

  commonweal witness submit saltmere --to NAME,KEY,URL --to NAME,KEY,URL
      Sign a checkpoint of the log and have it cosigned by two partners."
);

#[derive(Debug, Subcommand)]
pub(crate) enum WitnessVerb {
    /// Answer add-checkpoint (C2SP tlog-witness) until stopped.
    Serve(ServeArguments),
    /// Have the latest checkpoint of a log cosigned.
    Submit(SubmitArguments),
    /// Let partners read logs, so that they can mirror them, until stopped.
    Publish(PublishArguments),
    /// Fetch what is new of a partner's log into this database, checked against what its host signed.
    Mirror(MirrorArguments),
}

#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    /// Address and port; there is no encryption, so keep to loopback or a private network.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8425")]
    listen: SocketAddr,
    /// Key file of the witness; its name is the witness's name.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Folder for what was cosigned last. Never restore it from a back-up.
    #[arg(long, value_name = "DIR")]
    state: PathBuf,
    /// A log to watch, with its host's public key; repeat for more.
    #[arg(long = "log", value_name = "ORIGIN=HOSTKEY", required = true)]
    logs: Vec<Watched>,
}

#[derive(Debug, Args)]
pub(crate) struct SubmitArguments {
    /// The log, by its slug or origin.
    #[arg(value_name = "SLUG")]
    slug: String,
    #[command(flatten)]
    place: Where,
    /// A witness to ask; repeat for more.
    #[arg(long = "to", value_name = "NAME,KEY,URL", required = true)]
    witnesses: Vec<Asking>,
}

#[derive(Debug, Args)]
pub(crate) struct PublishArguments {
    /// The logs, by slug or origin.
    #[arg(value_name = "SLUG", required = true)]
    slugs: Vec<String>,
    #[command(flatten)]
    place: Where,
    /// Address and port; whoever reaches it can read these logs.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8426")]
    listen: SocketAddr,
}

#[derive(Debug, Args)]
pub(crate) struct MirrorArguments {
    /// The log, with its host's public key.
    #[arg(long, value_name = "ORIGIN=HOSTKEY")]
    log: Watched,
    #[command(flatten)]
    place: Where,
    /// Where its host, or another mirror, publishes it.
    #[arg(long, value_name = "URL")]
    from: String,
}

/// Does what a verb of witnesses says.
pub(crate) fn run(verb: WitnessVerb) -> Result<(), Failure> {
    match verb {
        WitnessVerb::Serve(arguments) => serve(arguments),
        WitnessVerb::Submit(arguments) => submit(arguments),
        WitnessVerb::Publish(arguments) => publish(&arguments),
        WitnessVerb::Mirror(arguments) => mirror(&arguments),
    }
}

/// Serves until the process ends.
fn serve(arguments: ServeArguments) -> Result<(), Failure> {
    let ServeArguments { listen, key, state, logs } = arguments;
    let warn = |what: &str| eprintln!("{what}");
    let (address, server) = serve_witness(listen, &key, &state, logs, warn)?;
    output::print(&format!(
        "{},{},{}\n",
        address.witness.name,
        address.witness.key.to_base64(),
        address.url
    ))?;
    server.wait();
    Ok(())
}

/// Asks every witness, prints what each answered and the checkpoint; fails unless all have cosigned.
fn submit(arguments: SubmitArguments) -> Result<(), Failure> {
    let to: Vec<_> = arguments.witnesses.into_iter().map(|Asking(address)| address).collect();
    let asked = arguments.place.open()?.submit_to_witnesses(&arguments.slug, &to, PATIENCE)?;
    let cosigned = asked.answers.iter().filter(|(_, answer)| answer.is_ok()).count();
    let told = asked.answers.iter().map(|(name, answer)| match answer {
        Ok(_) => format!("{name}: cosigned\n"),
        Err(error) => format!("{name}: {error}\n"),
    });
    let told: Vec<String> = told.collect();
    output::print(&format!("{}\n{}", told.concat(), asked.checkpoint.note))?;
    if cosigned == to.len() { Ok(()) } else { Err(Failure::NotWitnessed { cosigned, asked: to.len() }) }
}

/// Publishes until the process ends.
fn publish(arguments: &PublishArguments) -> Result<(), Failure> {
    let server = arguments.place.open()?.publish(arguments.listen, &arguments.slugs)?;
    output::print(&format!("{}\n", server.url()))?;
    server.wait();
    Ok(())
}

/// Fetches, and prints how many entries are held and new.
fn mirror(arguments: &MirrorArguments) -> Result<(), Failure> {
    let held = arguments.place.open()?.mirror(&arguments.log, &arguments.from, PATIENCE)?;
    output::print(&format!(
        "{}: {} entries held, {} of them new\n",
        arguments.log.origin, held.size, held.new
    ))
}
