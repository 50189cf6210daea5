//! A column of few different values as numbers, each beside its name.

use std::collections::HashMap;

use parquet::data_type::ByteArray;

use super::names::Names;

/// Whole numbers below this are looked up in a table.
const TABLE: usize = 1 << 16;
/// Places of the cache of texts.
const CACHE: usize = 1 << 12;

/// A value each as a number, and the names by number.
#[derive(Debug, Default)]
pub(super) struct Codes {
    pub(super) codes: Vec<u32>,
    pub(super) names: Vec<String>,
}

pub(super) fn of_whole_numbers(values: &[i64]) -> Codes {
    let mut table = vec![u32::MAX; TABLE];
    let mut others: HashMap<i64, u32> = HashMap::new();
    let mut names = Vec::new();
    let mut fresh = |value: i64| {
        let code = u32::try_from(names.len()).unwrap_or(u32::MAX);
        names.push(value.to_string());
        code
    };
    let code = |value: &i64| match usize::try_from(*value).ok().and_then(|at| table.get_mut(at)) {
        Some(code) => {
            if *code == u32::MAX {
                *code = fresh(*value);
            }
            *code
        }
        None => *others.entry(*value).or_insert_with(|| fresh(*value)),
    };
    Codes { codes: values.iter().map(code).collect(), names }
}

/// Texts; those out of one dictionary lie at the same place in memory, where they are found without being hashed.
///
/// # Errors
/// The row of a text that is not UTF-8.
pub(super) fn of_texts(values: &[ByteArray]) -> Result<Codes, usize> {
    let mut cache: Vec<Option<(usize, u32)>> = vec![None; CACHE];
    let mut names = Names::default();
    let mut codes = Vec::with_capacity(values.len());
    for (row, value) in values.iter().enumerate() {
        let bytes = value.data();
        let address = bytes.as_ptr().addr();
        let place = cache.get_mut((address >> 2) % CACHE);
        let known = place.as_deref().copied().flatten().filter(|(at, code)| {
            *at == address && names.all().get(*code as usize).is_some_and(|name| name.as_bytes() == bytes)
        });
        let code = match known {
            Some((_, code)) => code,
            None => names.number(std::str::from_utf8(bytes).map_err(|_| row)?.trim()),
        };
        if let Some(place) = place {
            *place = Some((address, code));
        }
        codes.push(code);
    }
    Ok(Codes { codes, names: names.into_all() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_small_large_and_negative_have_a_code_each() {
        let found = of_whole_numbers(&[7, 70_000, 7, -1, 70_000, -1]);
        assert_eq!(found.codes, [0, 1, 0, 2, 1, 2]);
        assert_eq!(found.names, ["7", "70000", "-1"]);
    }

    #[test]
    fn equal_texts_have_one_code_wherever_they_lie() {
        let shared = ByteArray::from("A");
        let texts =
            [shared.clone(), ByteArray::from("B "), ByteArray::from("A"), shared, ByteArray::from("B")];
        let found = of_texts(&texts).unwrap();
        assert_eq!(found.codes, [0, 1, 0, 0, 1]);
        assert_eq!(found.names, ["A", "B"]);
        assert_eq!(of_texts(&[ByteArray::from(vec![0xff])]).unwrap_err(), 0);
    }
}
