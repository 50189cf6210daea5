//! The server on loopback, and the client that believes nothing unchecked.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use commonweal_record::note::SignedNote;
use commonweal_witness::client::add_cosignatures;
use commonweal_witness::{
    Limits, Policy, ServeOptions, SubmitError, WitnessAddress, serve, submit, submit_all,
};

use crate::place::{History, TIME, host, key, serve_witness, witness};

/// Sends bytes and reads until the server closes.
fn raw(address: SocketAddr, sent: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(TIME)).unwrap();
    stream.write_all(sent).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn post(body: &str) -> Vec<u8> {
    format!("POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: {}\r\n\r\n{body}", body.len())
        .into_bytes()
}

/// Submits, with what the witness is believed to know.
fn submit_to(
    address: &WitnessAddress,
    history: &History,
    size: u64,
    known: u64,
) -> Result<SignedNote, SubmitError> {
    let mut note = history.checkpoint(size);
    let line = submit(&note, &history.tree, address, known, TIME)?;
    add_cosignatures(&mut note, [line]);
    Ok(note)
}

#[test]
fn a_client_that_knows_nothing_of_the_witness_finds_out_and_gets_its_cosignature() {
    let folder = tempfile::tempdir().unwrap();
    let (server, address) = serve_witness(2, folder.path());
    let history = History::of(20);
    let policy = Policy::new(1, vec![key(2)], host().public()).unwrap();
    for (size, known) in [(3, 0), (9, 0), (9, 9), (15, 4), (20, 15)] {
        let note = submit_to(&address, &history, size, known).unwrap();
        assert!(policy.finality(&note).unwrap().is_final());
    }
    server.stop();
    assert!(matches!(submit_to(&address, &history, 20, 20), Err(SubmitError::Fetch(_))));
}

#[test]
fn a_host_with_two_histories_is_caught_and_the_operator_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&told);
    let server = serve(ServeOptions {
        witness: Some(witness(2, folder.path())),
        tell: Box::new(move |what| hears.lock().unwrap().push(what.to_owned())),
        ..ServeOptions::default()
    })
    .unwrap();
    let address = WitnessAddress { witness: key(2), url: server.url() };
    submit_to(&address, &History::of(8), 8, 0).unwrap();
    let same_size = submit_to(&address, &History::forked_at(5, 8), 8, 0);
    assert!(matches!(same_size, Err(SubmitError::Fork { cosigned: 8, .. })), "{same_size:?}");
    let longer = submit_to(&address, &History::forked_at(5, 11), 11, 0);
    assert!(matches!(longer, Err(SubmitError::Fork { cosigned: 8, .. })), "{longer:?}");
    let restored = submit_to(&address, &History::of(8), 6, 0);
    assert!(
        matches!(restored, Err(SubmitError::WitnessIsAhead { cosigned: 8, size: 6, .. })),
        "{restored:?}"
    );
    let told = told.lock().unwrap();
    assert!(told[0].contains("FORK") && told[0].contains(".fork"), "{told:?}");
    assert!(told.last().unwrap().contains("does not continue"), "{told:?}");
}

#[test]
fn of_three_witnesses_one_down_and_one_with_another_key_leave_one_cosignature() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let (_running, good) = serve_witness(2, folders[0].path());
    let (_impostor, other) = serve_witness(9, folders[1].path());
    let posing = WitnessAddress { witness: key(3), ..other };
    let down = WitnessAddress { witness: key(4), url: "http://127.0.0.1:1".to_owned() };
    let history = History::of(5);
    let mut note = history.checkpoint(5);
    let answers = submit_all(&note, &history.tree, &[good, posing, down], TIME);
    assert!(matches!(answers[1], Err(SubmitError::NotACosignature { .. })), "{answers:?}");
    assert!(matches!(answers[2], Err(SubmitError::Fetch(_))), "{answers:?}");
    add_cosignatures(&mut note, answers.into_iter().flatten());
    let is_final = |k| {
        let policy = Policy::new(k, vec![key(2), key(3), key(4)], host().public()).unwrap();
        policy.finality(&note).unwrap().is_final()
    };
    assert!(is_final(1));
    assert!(!is_final(2));
}

#[test]
fn a_checkpoint_that_is_not_of_the_tree_at_hand_is_not_sent() {
    let address = WitnessAddress { witness: key(2), url: "http://127.0.0.1:1".to_owned() };
    let (history, fork) = (History::of(5), History::forked_at(2, 5));
    let answer = submit(&history.checkpoint(5), &fork.tree, &address, 0, TIME);
    assert!(matches!(answer, Err(SubmitError::OtherTree { size: 5 })), "{answer:?}");
}

#[test]
fn the_bytes_on_the_wire_are_those_of_the_specification() {
    let folder = tempfile::tempdir().unwrap();
    let (server, _) = serve_witness(2, folder.path());
    let (at, history) = (server.address(), History::of(7));
    let first = raw(at, &post(&history.submission(0, 4)));
    assert!(first.starts_with("HTTP/1.1 200 OK\r\n"), "{first}");
    assert!(first.contains("\r\n\r\n— witness2.example ") && first.ends_with('\n'), "{first}");
    let conflict = raw(at, &post(&history.submission(0, 7)));
    assert!(
        conflict.starts_with("HTTP/1.1 409 Conflict\r\nContent-Type: text/x.tlog.size\r\n"),
        "{conflict}"
    );
    assert!(conflict.ends_with("\r\n\r\n4\n"), "{conflict}");
    assert!(raw(at, b"GET /add-checkpoint HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405"));
    assert!(raw(at, b"GET /log/x/entries HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404"));
    assert!(raw(at, &post("old x\n")).contains("line 1 must be"));
    assert!(raw(at, b"\0\0\0\r\n\r\n").starts_with("HTTP/1.1 400"));
    let large = "a".repeat(70_000);
    assert!(raw(at, &post(&large)).starts_with("HTTP/1.1 413"));
}

#[test]
fn a_caller_who_dawdles_is_cut_off_and_one_too_many_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits { time: Duration::from_millis(400), connections: 2, ..Limits::default() };
    let server =
        serve(ServeOptions { witness: Some(witness(2, folder.path())), limits, ..ServeOptions::default() })
            .unwrap();
    let begun = Instant::now();
    let mut slow: Vec<TcpStream> = (0..2).map(|_| TcpStream::connect(server.address()).unwrap()).collect();
    for stream in &mut slow {
        stream.write_all(b"POST /add-checkpoint HT").unwrap();
    }
    while !raw(server.address(), b"GET / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 503") {
        assert!(begun.elapsed() < TIME, "the third connection was never refused");
    }
    let mut answer = String::new();
    // A byte now and then does not buy more time.
    for _ in 0..20 {
        slow[0].write_all(b"T").ok();
        thread::sleep(Duration::from_millis(30));
    }
    slow[1].read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    let mut later = raw(server.address(), b"GET / HTTP/1.1\r\n\r\n");
    while later.starts_with("HTTP/1.1 503") && begun.elapsed() < TIME {
        later = raw(server.address(), b"GET / HTTP/1.1\r\n\r\n");
    }
    assert!(later.starts_with("HTTP/1.1 404"), "{later}");
}

#[test]
fn stopping_does_not_wait_for_idle_callers() {
    let folder = tempfile::tempdir().unwrap();
    let (server, _) = serve_witness(2, folder.path());
    let _idle = TcpStream::connect(server.address()).unwrap();
    let begun = Instant::now();
    server.stop();
    assert!(begun.elapsed() < Duration::from_secs(5));
}
