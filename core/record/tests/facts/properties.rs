//! Whatever is told, in whatever order: no panic, the same state however batched, another hash for another fact.

use commonweal_record::canonical::Value;
use commonweal_record::partnership::Partnership;
use proptest::prelude::*;

use crate::samples::{SAMPLES, payload};
use crate::teller::{body, instant};

const BODIES: [&str; 4] = ["northdown-acute", "northdown-community", "northdown-minds", "southmere-care"];

/// A fact to tell: body, kind, schema, payload.
type Telling = (&'static str, String, u64, Value);

/// Any sample by any body, about the first or the second thing of its sort, sometimes of an unknown kind or schema or out of shape.
fn telling() -> impl Strategy<Value = Telling> {
    (0..SAMPLES.len(), 0..BODIES.len(), any::<bool>(), 0..20_u8).prop_map(|(sample, by, second, oddity)| {
        let (kind, schema, text) = SAMPLES[sample];
        let text = if second {
            text.replace("\"1\"", "\"2\"").replace("northdown-acute", "southmere-care")
        } else {
            text.to_owned()
        };
        let payload = if second && text.contains("\"body\":\"southmere") {
            payload(SAMPLES[sample].2)
        } else {
            payload(&text)
        };
        match oddity {
            0 => (BODIES[by], "moon_landed".to_owned(), 1, payload),
            1 => (BODIES[by], kind.to_owned(), schema + 7, payload),
            2 => (BODIES[by], kind.to_owned(), schema, Value::List(vec![payload])),
            _ => (BODIES[by], kind.to_owned(), schema, payload),
        }
    })
}

fn apply(state: &mut Partnership, seq: usize, (by, kind, schema, payload): &Telling) {
    let seq = u64::try_from(seq).unwrap();
    state.tell(&body(by), seq, instant(seq), (kind, *schema, payload));
}

fn fold(tellings: &[Telling]) -> Partnership {
    let mut state = Partnership::default();
    for (seq, telling) in tellings.iter().enumerate() {
        apply(&mut state, seq, telling);
    }
    state
}

/// Opening facts, so that random ones have something to be about.
fn founded() -> Vec<Telling> {
    let mut tellings = Vec::new();
    for name in BODIES {
        let text =
            format!(r#"{{"body":"{name}","legal_form":"council","name":"{name}","purpose":"to serve"}}"#);
        tellings.push((name, "body_registered".to_owned(), 1, payload(&text)));
        tellings.push((name, "partner_joined".to_owned(), 1, payload("{}")));
    }
    tellings
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn a_state_is_the_same_however_its_entries_were_batched(
        random in prop::collection::vec(telling(), 1..80), cut in 0..80_usize
    ) {
        let tellings = [founded(), random].concat();
        let whole = fold(&tellings);
        let cut = cut.min(tellings.len());
        let batched = fold(&tellings[..cut]);
        let _ = batched.state_hash();
        let mut resumed = batched.clone();
        for (seq, telling) in tellings.iter().enumerate().skip(cut) {
            apply(&mut resumed, seq, telling);
        }
        prop_assert_eq!(&resumed, &whole);
        prop_assert_eq!(resumed.state_hash(), whole.state_hash());
    }

    #[test]
    fn another_fact_gives_another_state_hash(
        random in prop::collection::vec(telling(), 1..60), at in any::<prop::sample::Index>(), other in telling()
    ) {
        let at = at.index(random.len());
        prop_assume!(random[at] != other);
        // An older schema that lifts to the same fact is the same fact.
        prop_assume!(random[at].1 != "contribution_made" || other.1 != "contribution_made");
        let mut changed = random.clone();
        changed[at] = other;
        let (one, two) = ([founded(), random].concat(), [founded(), changed].concat());
        prop_assert_ne!(fold(&one).state_hash(), fold(&two).state_hash());
    }

    #[test]
    fn every_entry_is_counted_and_nothing_unknown_is_lost(random in prop::collection::vec(telling(), 1..60)) {
        let state = fold(&random);
        prop_assert_eq!(state.size, u64::try_from(random.len()).unwrap());
        let odd = random.iter().filter(|(_, kind, schema, _)| kind == "moon_landed" || *schema > 7).count();
        prop_assert_eq!(state.unknown.len(), odd);
    }
}
