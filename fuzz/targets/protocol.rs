//! Any text, read as a protocol, gives a protocol or a message.
#![no_main]

use commonweal_evaluate::protocol::Protocol;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Ok(text) = std::str::from_utf8(input) else { return };
    if let Err(error) = Protocol::from_toml(text) {
        assert!(!error.to_string().is_empty());
    }
});
