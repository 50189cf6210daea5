use commonweal_find::register::{Field, Identifier};

fn refusal(field: Field, value: &str) -> String {
    field.check(value).unwrap_err().to_string()
}

#[test]
fn a_value_that_its_field_does_not_take_is_refused_with_what_it_takes() {
    assert_eq!(
        refusal(Field::Latitude, "91"),
        "'91' is no latitude: write degrees north from -90 to 90, such as 53.59"
    );
    assert!(refusal(Field::Longitude, "-181").contains("from -180 to 180"));
    assert!(refusal(Field::Population, "-1").contains("from 0 up"));
    assert!(refusal(Field::Population, "NaN").contains("from 0 up"));
    assert!(refusal(Field::Opened, "2026-02-30").contains("a day as 2026-04-01"));
    assert!(refusal(Field::Opened, "2026-02").contains("a day as"));
    assert!(refusal(Field::Name, &"x".repeat(20_001)).contains("20,000"));
}

#[test]
fn a_value_that_fits_is_kept_without_the_spaces_around_it() {
    assert_eq!(Field::Population.check(" 1200 ").unwrap(), "1200");
    assert_eq!(Field::Opened.check("2026-02-28").unwrap(), "2026-02-28");
}

#[test]
fn fields_are_known_by_their_words_however_they_are_joined() {
    assert_eq!("Life Expectancy".parse(), Ok(Field::LifeExpectancy));
    assert!("expectancy".parse::<Field>().unwrap_err().to_string().contains("life_expectancy"));
}

#[test]
fn an_identifier_says_its_list_and_is_written_as_it_was_read() {
    let read: Identifier = "GB-NHS/RAA".parse().unwrap();
    assert_eq!((read.scheme(), read.code(), read.to_string().as_str()), ("GB-NHS", "RAA", "GB-NHS/RAA"));
    let refusal = |text: &str| text.parse::<Identifier>().unwrap_err().to_string();
    assert!(refusal("RAA").contains("does not say which list"));
    assert!(refusal("GB NHS/RAA").contains("is no scheme"));
    assert!(refusal("GB-NHS/R AA").contains("is no code"));
    assert!(refusal("GB-NHS/").contains("is no code"));
}
