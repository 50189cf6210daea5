//! One amount a body, and limits.

use commonweal_quantity::Pence;
use commonweal_share::files::amounts::Amounts;
use commonweal_share::files::{FileError, Form, Place, limits};
use commonweal_share::limits::Limit;

fn read(text: &str) -> Result<Amounts, FileError> {
    Amounts::read(text, Form::of("c", text))
}

fn bodies() -> Vec<String> {
    ["Council", "Trust"].map(str::to_owned).to_vec()
}

#[test]
fn every_obvious_form_is_read() {
    for text in [
        "body,claim\nCouncil,1200.50\nTrust,300\n",
        "Organisation,Claim (£)\nCouncil,\"£1,200.50\"\nTrust,£300\n",
        "Council,1200.50\nTrust,300\n",
        "amount;name\n£1,200.50;Council\n300;Trust\n",
        "name,note,balance\nCouncil,owed,1200.50\nTrust,owed,300\n",
        "{\"claims\": {\"Council\": 1200.5, \"Trust\": \"300\"}}",
        "[{\"body\": \"Council\", \"claim\": 1200.5}, {\"body\": \"Trust\", \"claim\": 300}]",
    ] {
        let amounts = read(text).unwrap();
        assert_eq!((amounts.bodies, amounts.amounts), (bodies(), vec![1200.5, 300.0]), "{text}");
    }
}

#[test]
fn amounts_become_pence_only_where_they_are_whole_pence() {
    assert_eq!(read("Council,0.29\nTrust,-5\n").unwrap().pence(), Ok(vec![Pence(29), Pence(-500)]));
    let fraction = read("Council,1\nTrust,0.295\n").unwrap().pence().unwrap_err();
    assert_eq!(fraction, FileError::FractionOfPenny { place: Place::Line(2), amount: 0.295 });
}

#[test]
fn amounts_are_put_in_the_order_of_the_bodies_or_the_stranger_is_named() {
    let amounts = read("Trust,300\nCouncil,1\n").unwrap();
    assert_eq!(amounts.in_order_of(&bodies(), "weight"), Ok(vec![1.0, 300.0]));
    let stranger = read("Trusst,300\nCouncil,1\n").unwrap().in_order_of(&bodies(), "weight").unwrap_err();
    assert!(
        stranger.to_string().contains("line 1 names 'Trusst'")
            && stranger.to_string().contains("did you mean 'Trust'?")
    );
    let lacking = read("Council,1\n").unwrap().in_order_of(&bodies(), "weight");
    assert_eq!(lacking, Err(FileError::NoRow { body: "Trust".to_owned(), what: "weight" }));
}

#[test]
fn each_wrong_row_is_told_with_its_place() {
    assert_eq!(read("body,claim\n,5\n"), Err(FileError::NoName(Place::Line(2))));
    assert!(matches!(read("body,claim\nA,5\nA,6\n"), Err(FileError::Twice { second: Place::Line(3), .. })));
    assert_eq!(read("body,claim\nA,1,200\n"), Err(FileError::UnquotedComma { place: Place::Line(2) }));
    assert!(matches!(read("body,colour,shape\nA,b,c\n"), Err(FileError::NoColumn { wanted: "claim", .. })));
}

#[test]
fn limits_are_read_with_open_sides_and_names_that_must_be_known() {
    let read = |text: &str| limits::read(text, Form::of("l", text), &bodies());
    let capped = Limit { floor: f64::NEG_INFINITY, cap: 300_000.0 };
    assert_eq!(read("body,floor,cap\nTrust,,\"£300,000\"\n"), Ok(vec![Limit::NONE, capped]));
    assert_eq!(read("partner,maximum\nTrust,£300k\n"), Ok(vec![Limit::NONE, capped]));
    assert_eq!(read("{\"Trust\": {\"cap\": 300000}}"), Ok(vec![Limit::NONE, capped]));
    assert_eq!(read("Council,1,2\n"), Ok(vec![Limit { floor: 1.0, cap: 2.0 }, Limit::NONE]));
    assert!(matches!(read("body,floor,cap\nFire,1,2\n"), Err(FileError::UnknownBody { .. })));
    assert!(matches!(read("body,colour\nTrust,red\n"), Err(FileError::NoColumn { .. })));
    assert!(matches!(read("body,cap\nTrust,1\nTrust,2\n"), Err(FileError::Twice { .. })));
}
