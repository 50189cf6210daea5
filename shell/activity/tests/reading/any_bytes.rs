//! No bytes make the reader panic, and each refusal has its words.

use crate::common::{Column, filter, parquet_file, read_file, read_text_as, small_parquet};
use commonweal_activity::{ActivityError, LoadedPanel};
use proptest::prelude::*;

const VALID: &str = "unit,when,n,metric\nA,2015-10-01,1.5,x\n\"B, and Co\",2015-10-01,\"12,345\",x\nA,2015-11-01,NA,y\nC,2015-11-01,7,x\n";

/// What befalls a file on its way.
#[derive(Debug, Clone)]
pub(crate) enum Damage {
    Flip(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Insert(prop::sample::Index, Vec<u8>),
    Copy(prop::sample::Index, prop::sample::Index),
}

pub(crate) fn damage() -> impl Strategy<Value = Damage> {
    let index = any::<prop::sample::Index>;
    let bytes = prop::collection::vec(
        prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), Just(b'\r'), Just(0), any::<u8>()],
        1..6,
    );
    prop_oneof![
        6 => (index(), 1..=255_u8).prop_map(|(at, with)| Damage::Flip(at, with)),
        1 => index().prop_map(Damage::Cut),
        3 => (index(), bytes).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
        1 => (index(), index()).prop_map(|(from, to)| Damage::Copy(from, to)),
    ]
}

pub(crate) fn damaged(mut bytes: Vec<u8>, damages: Vec<Damage>) -> Vec<u8> {
    for damage in damages {
        if bytes.is_empty() {
            break;
        }
        match damage {
            Damage::Flip(at, with) => {
                let at = at.index(bytes.len());
                bytes[at] ^= with;
            }
            Damage::Cut(at) => bytes.truncate(at.index(bytes.len())),
            Damage::Insert(at, more) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, more);
            }
            Damage::Copy(from, to) => {
                let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
                let piece: Vec<u8> = bytes[from..].iter().take(16).copied().collect();
                bytes.splice(to..to, piece);
            }
        }
    }
    bytes
}

fn sound(result: &Result<LoadedPanel, ActivityError>) -> Result<(), TestCaseError> {
    match result {
        Ok(loaded) => {
            let dropped: u64 = loaded.report.dropped.iter().map(|dropped| dropped.count).sum();
            prop_assert_eq!(loaded.report.rows_read, loaded.report.rows_kept + dropped);
            prop_assert!(loaded.report.rows_kept > 0);
        }
        Err(error) => prop_assert!(error.to_string().len() > 20, "{error}"),
    }
    Ok(())
}

/// A Parquet file with pages of dictionaries, nulls and plain values worth damaging.
fn larger_parquet() -> Vec<u8> {
    let schema = "message m { optional binary unit (UTF8); required int32 when (DATE); optional double n; required int64 site; }";
    let rows: u32 = 300;
    let names = ["Ash", "Birch", "Cedar"];
    parquet_file(
        schema,
        &[
            Column::Text((0..rows).map(|i| names.get(i as usize / 100).copied()).collect()),
            Column::Int32((0..rows).map(|i| 16_000 + i32::try_from(i % 100).unwrap()).collect()),
            Column::Double((0..rows).map(|i| (i % 7 != 0).then_some(f64::from(i))).collect()),
            Column::Int64((0..rows).map(i64::from).collect()),
        ],
    )
}

/// How many times each property is tried: more where `ACTIVITY_CASES` says so.
fn cases() -> u32 {
    std::env::var("ACTIVITY_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_as_text(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        sound(&read_text_as(&bytes, |_| {}))?;
        let headed = [b"unit,when,n\n".as_slice(), &bytes].concat();
        sound(&read_text_as(&headed, |_| {}))?;
    }

    #[test]
    fn damaged_text(damages in prop::collection::vec(damage(), 1..6), filtered in any::<bool>()) {
        let text = damaged(VALID.as_bytes().to_vec(), damages);
        sound(&read_text_as(&text, |source| {
            if filtered {
                source.filters = vec![filter("metric", "x")];
            }
        }))?;
    }

    #[test]
    fn damaged_zstd(damages in prop::collection::vec(damage(), 1..4)) {
        let packed = zstd::encode_all(VALID.as_bytes(), 0).unwrap();
        sound(&read_text_as(damaged(packed, damages), |_| {}))?;
    }

    #[test]
    fn damaged_parquet(damages in prop::collection::vec(damage(), 1..6), large in any::<bool>()) {
        let bytes = if large { larger_parquet() } else { small_parquet() };
        sound(&read_file("f.parquet", &damaged(bytes, damages)))?;
    }
}
