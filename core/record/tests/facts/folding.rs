//! From entries to a partnership.

use commonweal_record::entry::Entry;
use commonweal_record::partnership::Partnership;

const BUNDLE: &str = include_str!("../../../../validation/vectors/record/bundle.jsonl");

#[test]
fn a_fold_over_entries_is_what_their_facts_tell_one_after_the_other() {
    let lines = BUNDLE.lines().filter(|line| line.starts_with(r#"{"admission":"#));
    let entries: Vec<Entry> = lines.map(|line| Entry::from_bytes(line.as_bytes()).unwrap()).collect();
    let mut told = Partnership::default();
    for Entry { admission, intent, .. } in &entries {
        let fact = (intent.kind.as_str(), intent.schema, &intent.payload);
        told.tell(&intent.body, admission.seq, admission.at, fact);
    }
    let folded = Partnership::of(&entries);
    assert_eq!(folded, told);
    assert_eq!(folded.size, entries.len() as u64);
    assert!(folded.log.opened.is_some() && !folded.log.keys.is_empty(), "something was told");
}
