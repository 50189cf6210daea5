//! A witness in a process of its own, killed between keeping its state and answering.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use commonweal_witness::{SubmitError, WitnessAddress, submit};

use crate::place::{History, TIME, key, serve_witness};

const FOLDER: &str = "COMMONWEAL_TEST_WITNESS_FOLDER";

/// Not a test: what the other process runs.
#[test]
#[ignore = "the tests below start this in a process of its own"]
fn serves_until_it_is_killed() {
    let Some(folder) = env::var_os(FOLDER) else { return };
    let (server, address) = serve_witness(2, Path::new(&folder));
    println!("\nlistening {}", address.url);
    server.wait();
}

/// A witness process, killed when dropped.
struct Process {
    child: Child,
    address: WitnessAddress,
}

impl Process {
    fn start(folder: &Path) -> Self {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "processes::serves_until_it_is_killed", "--ignored", "--nocapture"])
            .env(FOLDER, folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url =
            lines.map_while(Result::ok).find_map(|line| line.strip_prefix("listening ").map(str::to_owned));
        Self { child, address: WitnessAddress { witness: key(2), url: url.unwrap() } }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn ask(process: &Process, history: &History, size: u64) -> Result<(), SubmitError> {
    submit(&history.checkpoint(size), &history.tree, &process.address, 0, TIME).map(|_| ())
}

#[test]
fn a_witness_killed_before_its_answer_was_read_still_refuses_the_fork_and_cosigns_the_truth_again() {
    let folder = tempfile::tempdir().unwrap();
    let (history, fork) = (History::of(9), History::forked_at(6, 9));
    let process = Process::start(folder.path());
    ask(&process, &history, 5).unwrap();

    let mut stream = TcpStream::connect(process.address.url.trim_start_matches("http://")).unwrap();
    let body = history.submission(5, 9);
    let length = body.len();
    write!(stream, "POST /add-checkpoint HTTP/1.1\r\nContent-Length: {length}\r\n\r\n{body}").unwrap();
    let state = folder.path().join("record.example_saltmere_1-0123456789abcdef.floor");
    let begun = Instant::now();
    while !std::fs::read_to_string(&state).unwrap().contains("\n9\n") {
        assert!(begun.elapsed() < TIME, "the witness never kept the new state");
        thread::sleep(Duration::from_millis(1));
    }
    process.kill();

    let process = Process::start(folder.path());
    let forked = ask(&process, &fork, 9);
    assert!(matches!(forked, Err(SubmitError::Fork { cosigned: 9, .. })), "{forked:?}");
    let earlier = ask(&process, &history, 7);
    assert!(matches!(earlier, Err(SubmitError::WitnessIsAhead { cosigned: 9, .. })), "{earlier:?}");
    ask(&process, &history, 9).unwrap();
}

#[test]
fn killed_at_any_moment_a_witness_never_forgets_what_it_answered() {
    let folder = tempfile::tempdir().unwrap();
    let history = History::of(400);
    let mut answered = 0;
    for round in 0..4_u64 {
        let process = Process::start(folder.path());
        let address = process.address.clone();
        thread::scope(|scope| {
            let asking = scope.spawn(|| {
                let mut last = 0;
                for size in 100 * round + 1..=100 * (round + 1) {
                    let checkpoint = history.checkpoint(size);
                    match submit(&checkpoint, &history.tree, &address, last, TIME) {
                        Ok(_) => last = size,
                        Err(_) => break,
                    }
                }
                last
            });
            thread::sleep(Duration::from_millis(30 + 25 * round));
            process.kill();
            answered = asking.join().unwrap().max(answered);
        });
        let after = Process::start(folder.path());
        if answered > 1 {
            let refused = ask(&after, &history, answered - 1);
            assert!(matches!(refused, Err(SubmitError::WitnessIsAhead { .. })), "{answered}: {refused:?}");
        }
    }
    assert!(answered > 0, "no round was answered before it was killed");
}
