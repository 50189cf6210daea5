//! Any bytes, read as a directory in each form or as a table of the finders, give entries or a place with what to do; taken twice, they change nothing.
#![no_main]

use commonweal_directory::{Form, Reading, profiles, read};
use commonweal_find::register::{Coverage, Register, Source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((&ways, bytes)) = input.split_first() else { return };
    let forms = [
        Form::Ods,
        Form::OdsApi,
        Form::OpenReferral,
        Form::Councils,
        Form::OrgIdLists,
        Form::Successions,
        Form::Table,
    ];
    let scheme = (ways >= 128).then(|| "GB-NHS".to_owned());
    let directory = read(bytes, forms[usize::from(ways) % forms.len()], &Reading { scheme, ..Reading::default() });
    for wrong in &directory.wrong {
        assert!(wrong.at.line > 0 && wrong.at.column > 0 && !wrong.to_string().is_empty());
    }
    let Ok(as_of) = "2026-04-01".parse() else { return };
    let source = Source { name: "any".to_owned(), as_of, licence: String::new() };
    let mut register = Register::default();
    let mut take = || register.take(&source, &directory.entries, &directory.successions, Coverage::Whole);
    let (first, again) = (take(), take());
    assert_eq!(first.added.len(), again.unchanged);
    assert!(again.touched.is_empty() && again.successions.is_empty());
    if let Ok(mut bodies) = profiles::bodies(bytes) {
        let _ = (profiles::services(bytes, &mut bodies), profiles::places(bytes, &mut bodies));
        let _ = (profiles::skills(bytes, &mut bodies), profiles::posts(bytes));
    }
});
