//! The Python verifier, written apart, gives the same verdict, place and rule on the same changed bundles.

use std::path::{Path, PathBuf};
use std::process::Command;

use commonweal_verify::{Depth, Trust, verify_bundle};

use crate::sample::{Sample, fact};
use crate::writer::{checkpoint_line, key, key_added, key_revoked, log_opened, note, seal, sha256};

/// `SplitMix64`, so that the changes are the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap_or(0)
    }
}

/// Flips, removals, swaps, doublings and truncations, and edits whose writer stands by them with fresh sums.
fn changed(bundle: &[u8], lines: &[String], random: &mut Random) -> Vec<u8> {
    let mut raw: Vec<&[u8]> = bundle.split_inclusive(|byte| *byte == b'\n').collect();
    let (one, other) = (random.below(raw.len()), random.below(raw.len()));
    match random.below(8) {
        0 => raw.swap(one, other),
        1 => raw.insert(other, raw[one]),
        2 => drop(raw.remove(one)),
        3 => return bundle[..random.below(bundle.len())].to_vec(),
        4 | 5 => {
            let mut changed = bundle.to_vec();
            changed[random.below(bundle.len())] ^= 1 << random.below(8);
            return changed;
        }
        edit => {
            let mut lines = lines.to_vec();
            let line = random.below(lines.len());
            let characters: Vec<char> = lines[line].chars().collect();
            let at = random.below(characters.len());
            let new = ['0', '1', '"', ',', '{', ']', 'a', ' ', '\\', '\u{301}', '.', '-'][random.below(12)];
            let kept = if edit == 6 { at } else { at + 1 };
            lines[line] = characters[..at].iter().chain([&new]).chain(&characters[kept..]).collect();
            return seal(&lines);
        }
    }
    raw.concat()
}

/// Bundles whose writer broke one rule and signed it all the same.
fn wrong_by_design() -> Vec<Vec<u8>> {
    let (host, valid) = (key(1), key(3));
    let mut time_back = fact("acute-trust", &valid, "x");
    time_back.at = Some("2025-10-01T00:00:00Z".to_owned());
    let mut gap = fact("acute-trust", &valid, "x");
    gap.expected = Some(9);
    let mut other_history = fact("acute-trust", &valid, "x");
    other_history.seen = Some((3, sha256(b"x")));
    let mut small_order = fact("acute-trust", &valid, "x");
    small_order.key_id = Some("0".repeat(32));
    let drafts = [
        fact("acute-trust", &key(9), "x"),
        fact("acute-trust", &key(2), "x"),
        key_added("acute-trust", "host", &host, &key(4)),
        key_added("acute-trust", "body", &valid, &key(2)),
        key_revoked("acute-trust", "host", &host, &valid),
        key_revoked("acute-trust", "body", &valid, &key(2)),
        log_opened(&host),
        time_back,
        gap,
        other_history,
        small_order,
    ];
    let mut bundles: Vec<Vec<u8>> = drafts
        .iter()
        .map(|draft| {
            let mut sample = Sample::begun();
            sample.log.push(draft);
            sample.bundle()
        })
        .collect();
    for (k, cosigners) in [(2, 0..1), (1, 0..1), (0, 0..0), (3, 0..2)] {
        let mut sample = Sample::begun();
        (sample.k, sample.cosigners) = (k, sample.policy[cosigners].to_vec());
        bundles.push(sample.bundle());
    }
    let sample = Sample::begun();
    for (origin, size, root, signer) in [
        (crate::writer::OTHER_ORIGIN, 5, sample.log.root(), key(1)),
        (crate::writer::ORIGIN, 5, sha256(b"x"), key(1)),
        (crate::writer::ORIGIN, 4, sample.log.root(), key(1)),
        (crate::writer::ORIGIN, 5, sample.log.root(), key(9)),
    ] {
        let mut lines = sample.lines();
        lines[3] = checkpoint_line(&note(origin, size, &root, &signer, &sample.policy));
        bundles.push(seal(&lines));
    }
    bundles.extend(other_json(&sample));
    bundles
}

/// The text of the last entry in other forms of JSON.
fn other_json(sample: &Sample) -> Vec<Vec<u8>> {
    let forms = [
        r"01",
        "-0",
        "1e2",
        "1.0",
        "9007199254740992",
        "-9007199254740991",
        "NaN",
        "-Infinity",
        "true",
        "nul",
        r#""\ud800""#,
        r#""\ud83d\ude00""#,
        r#""\u001F""#,
        r#""\u001f""#,
        r#""\/""#,
        r#""\t""#,
        "\"\t\"",
        "\"\u{7f}\"",
        "\"\u{2126}\"",
        "\"e\u{301}\"",
        "[[[[]]]]",
        "{}",
        r#"{"b":1,"a":1}"#,
        r#"{"a":1,"a":1}"#,
        r#"{"A":1}"#,
        "[1,]",
        "[ ]",
        "\"\u{fffe}\"",
        "\"\u{2028}\"",
        "",
        "1 2",
        "\"\\u00e9\"",
        "\"\u{ac00}\"",
        "\"\u{1100}\u{1161}\"",
    ];
    let nested = [29, 30, 200].map(|levels| format!("{}{}", "[".repeat(levels), "]".repeat(levels)));
    let texts = forms.iter().map(|form| (*form).to_owned()).chain(nested);
    let rewritten = |form: String| {
        let mut lines = sample.lines();
        lines[8] = lines[8].replacen("\"text\":\"café\\n\"", &format!("\"text\":{form}"), 1);
        seal(&lines)
    };
    texts.map(rewritten).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A Python that has `cryptography`: the machine's own, or one set up beside the build.
fn python() -> Option<PathBuf> {
    let has_it = |python: &Path| {
        let check = "import sys, cryptography; assert sys.version_info >= (3, 11)";
        Command::new(python).args(["-c", check]).output().is_ok_and(|output| output.status.success())
    };
    let own = PathBuf::from("python3");
    if has_it(&own) {
        return Some(own);
    }
    let folder = root().join("target/verify-python");
    let python = folder.join("bin/python");
    if !has_it(&python) {
        Command::new("python3").args(["-m", "venv"]).arg(&folder).output().ok()?;
        Command::new(&python).args(["-m", "pip", "install", "--quiet", "cryptography"]).output().ok()?;
    }
    has_it(&python).then_some(python)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the other verifier reads files")]
fn both_verifiers_give_the_same_verdict_place_and_rule() {
    let Some(python) = python() else {
        println!("skipped: no Python 3.11 with the package `cryptography`, and none could be set up");
        return;
    };
    let sample = Sample::begun();
    let (bundle, lines) = (sample.bundle(), sample.lines());
    let mut bundles = vec![bundle.clone()];
    bundles.extend(wrong_by_design());
    bundles.extend(crate::passkeys::bundles());
    let mut random = Random(3);
    bundles.extend((0..600).map(|_| changed(&bundle, &lines, &mut random)));

    let folder = std::env::temp_dir().join(format!("commonweal-two-verifiers-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let paths: Vec<PathBuf> = (0..bundles.len()).map(|number| folder.join(number.to_string())).collect();
    for (path, bundle) in paths.iter().zip(&bundles) {
        std::fs::write(path, bundle).unwrap();
    }
    let script = root().join("validation/verify_bundle.py");
    let output =
        Command::new(python).env("PYTHONIOENCODING", "utf-8").arg(script).args(&paths).output().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let theirs: Vec<&str> = said.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(theirs.len(), bundles.len(), "{}", String::from_utf8_lossy(&output.stderr));

    for (number, (bundle, theirs)) in bundles.iter().zip(theirs).enumerate() {
        let ours = match verify_bundle(bundle, Trust::default(), Depth::Signatures) {
            Ok(verified) => verified.to_string(),
            Err(report) => report.first.to_string(),
        };
        let ours = ours.lines().next().unwrap_or_default();
        assert_eq!(ours, theirs, "bundle {number}: {}", String::from_utf8_lossy(bundle));
    }
}
