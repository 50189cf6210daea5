//! `commonweal witness`: cosign partners' logs, and have one's own cosigned.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand};
use commonweal_service::record::Surroundings;
use commonweal_service::record::finality::NotFinal;
use commonweal_service::record::witnessing::{
    Asked, Asking, Followed, MirrorError, Watched, WitnessingError, new_witness_key, serve_witness,
};

use crate::failure::Failure;
use crate::output;
use crate::readable;
use crate::record_arguments::Where;
use crate::stop::Stop;

/// How long a witness may take for each answer.
const PATIENCE: Duration = Duration::from_secs(15);

pub(crate) const EXAMPLES: &str = examples!(
    "  commonweal witness key witness.north.example
      Makes the key of a witness, in witness.key. It needs no record.

  commonweal witness serve --key witness.key --state witness \\
      --log record.example/saltmere/1-0123456789abcdef=HOSTKEY
      Cosign the checkpoints of one log as long as it only grows.

  commonweal witness submit saltmere --to NAME=URL --to NAME=URL
      Sign a checkpoint of the log and have it cosigned by two witnesses that the record names.

  commonweal witness mirror --log ORIGIN=HOSTKEY --from http://127.0.0.1:8426 --every 60
      Fetch what is new every minute, until stopped."
);

#[derive(Debug, Subcommand)]
pub(crate) enum WitnessVerb {
    /// Make the key of a witness.
    Key(KeyArguments),
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
pub(crate) struct KeyArguments {
    /// The witness's name: letters, digits, dots, slashes, hyphens; by custom a host name of its body.
    #[arg(value_name = "NAME")]
    name: String,
    /// Where to write it; never over another file.
    #[arg(long, value_name = "FILE", default_value = "witness.key")]
    out: PathBuf,
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
    /// A witness to ask, by its name in the record; repeat for more.
    #[arg(long = "to", value_name = "NAME=URL", required = true)]
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
    /// Stay up and fetch again after so many seconds, until stopped.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    every: Option<u64>,
}

/// Does what a verb of witnesses says.
pub(crate) fn run(verb: WitnessVerb) -> Result<(), Failure> {
    match verb {
        WitnessVerb::Key(arguments) => key(&arguments),
        WitnessVerb::Serve(arguments) => serve(arguments),
        WitnessVerb::Submit(arguments) => submit(&arguments),
        WitnessVerb::Publish(arguments) => publish(&arguments),
        WitnessVerb::Mirror(arguments) => mirror(&arguments),
    }
}

/// Makes a key, and prints what the partners attest of it.
fn key(arguments: &KeyArguments) -> Result<(), Failure> {
    let made = new_witness_key(&arguments.out, &arguments.name, &Surroundings::of_this_machine())?;
    print(&format!(
        "the key of {0} is in {1}: keep it secret, and make no copy of it\n\
         a partner names it with: commonweal attest witness_named --log SLUG --as BODY name={0} key={2}\n",
        made.name,
        arguments.out.display(),
        made.key.to_base64()
    ))
}

/// Serves until it is asked to stop.
fn serve(arguments: ServeArguments) -> Result<(), Failure> {
    let ServeArguments { listen, key, state, logs } = arguments;
    let stop = Stop::on_signals()?;
    let warn = |what: &str| eprintln!("{}", readable::escaped(what));
    let (address, server) = serve_witness(listen, &key, &state, logs, warn)?;
    let name = &address.witness.name;
    print(&format!("{name}={}\nwith the public key {}\n", address.url, address.witness.key.to_base64()))?;
    stop.wait();
    server.stop();
    Ok(())
}

/// Asks every witness, prints what each answered and the checkpoint; fails unless it is now final.
fn submit(arguments: &SubmitArguments) -> Result<(), Failure> {
    let to = &arguments.witnesses;
    let Asked { checkpoint, answers, judged } =
        arguments.place.open()?.submit_to_witnesses(&arguments.slug, to, PATIENCE)?;
    let told = answers.iter().map(|(name, answer)| match answer {
        Ok(_) => format!("{name}: cosigned\n"),
        Err(error) => format!("{name}: {error}\n"),
    });
    let told: Vec<String> = told.collect();
    let by = if judged.by.is_empty() { "nobody".to_owned() } else { judged.by.join(", ") };
    let reached = match &judged.open {
        None => format!("final: witnessed by {by}\n"),
        Some(NotFinal::NoPolicy) => format!("witnessed by {by}; not final: {}\n", NotFinal::NoPolicy),
        Some(_) => format!("witnessed by {by}\n"),
    };
    print(&format!("{}{reached}\n{}", told.concat(), checkpoint.note))?;
    let cosigned = answers.iter().filter(|(_, answer)| answer.is_ok()).count();
    match judged.open {
        None => Ok(()),
        // Without a policy nothing can be final: it is enough that each has done what it was asked for.
        Some(NotFinal::NoPolicy) if cosigned == to.len() => Ok(()),
        Some(NotFinal::NoPolicy) => Err(Failure::NotWitnessed { cosigned, asked: to.len() }),
        Some(reason) => Err(Failure::NotFinal(reason)),
    }
}

/// Publishes until it is asked to stop.
fn publish(arguments: &PublishArguments) -> Result<(), Failure> {
    let stop = Stop::on_signals()?;
    let place = arguments.place.open()?;
    let server = place.publish(arguments.listen, &arguments.slugs)?;
    for slug in &arguments.slugs {
        print(&format!("{}/log/{}\n", server.url(), place.log(slug)?.view().log.origin()))?;
    }
    stop.wait();
    server.stop();
    Ok(())
}

/// Fetches once, or again and again until it is asked to stop. A server that cannot be reached is asked again; a log that shrinks or forks
/// ends it.
fn mirror(arguments: &MirrorArguments) -> Result<(), Failure> {
    let place = arguments.place.open()?;
    let follow = || place.mirror(&arguments.log, &arguments.from, PATIENCE);
    let Some(every) = arguments.every.map(Duration::from_secs) else { return held(arguments, &follow()?) };
    let stop = Stop::on_signals()?;
    loop {
        match follow() {
            Ok(followed) => held(arguments, &followed)?,
            Err(WitnessingError::Mirror(MirrorError::Fetch(error))) => {
                eprintln!("{}", readable::escaped(&format!("{error}; asked again in {} s", every.as_secs())));
            }
            Err(error) => return Err(error.into()),
        }
        if stop.asked_within(every) {
            return Ok(());
        }
    }
}

fn held(arguments: &MirrorArguments, followed: &Followed) -> Result<(), Failure> {
    let (origin, Followed { size, new, .. }) = (&arguments.log.origin, followed);
    print(&format!("{origin}: {size} entries held, {new} of them new\n"))
}

/// Prints what others have said too, without what could steer a terminal.
fn print(text: &str) -> Result<(), Failure> {
    output::print(&readable::escaped(text))
}
