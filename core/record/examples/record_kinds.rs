//! Prints docs/record-kinds.md: `cargo run -p commonweal-record --example record_kinds > docs/record-kinds.md`.

fn main() {
    print!("{}", commonweal_record::fact::reference());
}
