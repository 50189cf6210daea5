//! Writes the test vectors of docs/record.md into `validation/vectors/record/`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "fixed inputs, shared with the tests"
)]

#[path = "../tests/log/authenticator.rs"]
mod authenticator;
#[path = "../tests/log/support.rs"]
#[expect(dead_code, reason = "shared with the tests, which use more of it")]
mod support;
#[path = "../tests/log/vectors/mod.rs"]
mod vectors;

#[expect(clippy::disallowed_methods, reason = "an example is at the rim")]
fn main() -> std::io::Result<()> {
    let folder = vectors::folder();
    std::fs::create_dir_all(&folder)?;
    for (name, content) in vectors::files() {
        std::fs::write(folder.join(name), content)?;
        println!("{name}");
    }
    Ok(())
}
