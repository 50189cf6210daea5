//! Takes the stylesheet of `govuk-frontend` from npm, leaves out the fonts and the crest that are the government's own, adds ours, and
//! embeds the result under a name that is its hash.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// A folder that holds the package `govuk-frontend`, for machines without npm.
const GIVEN: &str = "COMMONWEAL_GOVUK_FRONTEND";
/// What npm reads.
const MANIFEST: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];
/// The style of an evaluation's pictures and tables, as its own page has it.
const PARTS: &str = "../../core/report/src/html/parts.css";
/// Our own files: name in the pages, file.
const OWN: [(&str, &str); 1] = [("script", "script.js")];

fn main() {
    println!("cargo::rerun-if-env-changed={GIVEN}");
    println!("cargo::rerun-if-changed=frontend");
    println!("cargo::rerun-if-changed={PARTS}");
    if let Err(reason) = build() {
        println!("cargo::error={reason}");
    }
}

fn build() -> Result<(), String> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set: build with cargo")?);
    let package = match env::var_os(GIVEN) {
        Some(folder) => PathBuf::from(folder),
        None => install(&out.join("frontend"))?,
    };
    let sheet = package.join("dist/govuk/govuk-frontend.min.css");
    let theirs = fs::read_to_string(&sheet).map_err(|error| {
        format!(
            "{} cannot be read ({error}): {GIVEN} must name the folder of the package govuk-frontend 6",
            sheet.display()
        )
    })?;
    let ours = format!("{}\n{}", read(Path::new(PARTS))?, read(Path::new("frontend/style.css"))?);
    let mut table = String::new();
    embed(
        &out,
        &mut table,
        "style",
        "css",
        format!("{}\n{ours}", without_marks_of_government(&theirs)).as_bytes(),
    )?;
    for (name, file) in OWN {
        embed(&out, &mut table, name, "js", read(&Path::new("frontend").join(file))?.as_bytes())?;
    }
    write(&out.join("assets.rs"), table.as_bytes())
}

fn install(folder: &Path) -> Result<PathBuf, String> {
    fs::create_dir_all(folder).map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    for name in MANIFEST {
        write(&folder.join(name), read(&Path::new("frontend").join(name))?.as_bytes())?;
    }
    let run = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(folder)
        .output();
    let remedy = format!(
        "install Node.js with npm (Debian: apt-get install npm), or set {GIVEN} to an unpacked package govuk-frontend 6"
    );
    match run {
        Err(error) => {
            Err(format!("the pages' stylesheet comes from npm, which cannot be run ({error}): {remedy}"))
        }
        Ok(run) if !run.status.success() => Err(format!(
            "npm ci failed ({}): {}; {remedy}",
            run.status,
            String::from_utf8_lossy(&run.stderr).trim().replace('\n', " / ")
        )),
        Ok(_) => Ok(folder.join("node_modules/govuk-frontend")),
    }
}

/// Without the typeface, which only government services may use, and the royal crest.
fn without_marks_of_government(sheet: &str) -> String {
    let mut plain = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(at) = rest.find("@font-face{") {
        plain.push_str(&rest[..at]);
        rest = rest[at..].split_once('}').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    let plain = plain.replace("\"GDS Transport\",", "").replace("GDS Transport,", "");
    let mut kept = String::with_capacity(plain.len());
    let mut rest = plain.as_str();
    while let Some(at) = rest.find("url(/assets/") {
        kept.push_str(&rest[..at]);
        kept.push_str("none");
        rest = rest[at..].split_once(')').map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

fn embed(out: &Path, table: &mut String, name: &str, kind: &str, bytes: &[u8]) -> Result<(), String> {
    let hash = Sha256::digest(bytes).iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let packed =
        encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(|error| error.to_string())?;
    write(&out.join(format!("{name}.{kind}")), bytes)?;
    write(&out.join(format!("{name}.{kind}.gz")), &packed)?;
    let constant = name.to_uppercase();
    let content_type =
        if kind == "css" { "text/css; charset=utf-8" } else { "text/javascript; charset=utf-8" };
    let _ = writeln!(
        table,
        "/// Embedded when the program was built.\n\
         pub(crate) const {constant}: Asset = Asset {{ path: \"/assets/{name}-{hash}.{kind}\", content_type: \"{content_type}\", \
         plain: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.{kind}\")), \
         packed: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.{kind}.gz\")) }};"
    );
    Ok(())
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("{} cannot be written: {error}", path.display()))
}
