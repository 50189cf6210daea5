//! Every quantity is stored as the text that it prints (pence as an integer), and a stored text that is wrong is refused with the
//! reader's own message.

use std::fmt;

use commonweal_quantity::{BodyId, FinancialYear, Money, Pence, Period, PriceYear, Rate, Share};
use serde::de::value::{Error, I64Deserializer, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Deserialize, Serialize};

struct Stored<T>(T);

impl<T: Serialize> fmt::Display for Stored<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}

fn stored_again<T: DeserializeOwned + Serialize>(text: &str) -> Result<String, Error> {
    let stored: StrDeserializer<'_, Error> = text.into_deserializer();
    T::deserialize(stored).map(|value| Stored(value).to_string())
}

#[test]
fn each_quantity_is_stored_as_the_text_it_prints() {
    let money = "-£1,234.56 (2024/25 prices)";
    assert_eq!(stored_again::<Money>(money), Ok(money.to_owned()));
    assert_eq!(stored_again::<PriceYear>("2024"), Ok("2024".to_owned()));
    assert_eq!(stored_again::<FinancialYear>("2024-25"), Ok("2024/25".to_owned()));
    assert_eq!(stored_again::<Share>("0.125"), Ok("12.5%".to_owned()));
    assert_eq!(stored_again::<Rate>("12.3 per 1000"), Ok("12.3 per 1,000".to_owned()));
    assert_eq!(stored_again::<Period>("Oct 2015"), Ok("2015-10".to_owned()));
    assert_eq!(stored_again::<BodyId>("northdown-council"), Ok("northdown-council".to_owned()));
}

#[test]
fn pence_are_stored_as_an_integer() {
    let stored: I64Deserializer<Error> = i64::MIN.into_deserializer();
    let pence = Pence::deserialize(stored).unwrap();
    assert_eq!((pence, Stored(pence).to_string()), (Pence(i64::MIN), i64::MIN.to_string()));
}

#[test]
fn a_stored_text_that_is_wrong_is_refused_with_the_readers_message() {
    let message = |result: Result<String, Error>| result.unwrap_err().to_string();
    assert!(message(stored_again::<Money>("£5")).contains("no price year"));
    assert!(message(stored_again::<FinancialYear>("2024/26")).contains("the year after 2024 is written 25"));
    assert!(message(stored_again::<Share>("101%")).contains("more than the whole"));
    assert!(message(stored_again::<Rate>("1 per 0")).contains("per 0 means nothing"));
    assert!(message(stored_again::<BodyId>("North")).contains("not a body identifier"));
}
