use commonweal_appraise::alignment::file::sides_from_csv;
use commonweal_appraise::alignment::{Area, Terms, align};

use super::*;

/// Three people a side who all answer alike, a question of each area.
fn pair(answers: impl Fn(Area) -> [u8; 2], minimum_group: usize) -> Alignment {
    let rows = Area::ALL.into_iter().flat_map(|area| {
        let sides = ["Saltmere, North", "Fennacre"].into_iter().zip(answers(area));
        sides.flat_map(move |(body, answer)| {
            (1..=3).map(move |person| format!("\"{body}\",{person},{}: asked,{answer}\n", area.key()))
        })
    });
    let text = rows.collect::<Vec<_>>().concat();
    let sides = sides_from_csv(&format!("body,respondent,question,answer\n{text}")).unwrap();
    align([&sides[0], &sides[1]], &Terms { minimum_group, draws: 50, ..Terms::default() })
}

#[test]
fn the_mode_stands_first_in_every_form() {
    let found = pair(|_| [4, 4], 3);
    let told = "Saltmere, North and Fennacre look genuine: views, values and outcomes are shared, each knows the other, and each stays itself.";
    assert_eq!(headline(&found), told);
    let pairs = std::slice::from_ref(&found);
    assert!(to_text(pairs, Style::Plain).starts_with("Saltmere, North and Fennacre look genuine"));
    let json: serde_json::Value = serde_json::from_str(&to_json(pairs)).unwrap();
    assert_eq!(json["pairs"][0]["headline"], told);
    assert_eq!(
        json["pairs"][0]["comparison"]["areas"][0]["alpha"]["reason"].as_str().unwrap().split(';').count(),
        2
    );
    let csv = to_csv(pairs);
    assert_eq!(csv.lines().count(), 1 + 2 * Area::ALL.len());
    assert!(csv.contains("\"Saltmere, North\",Fennacre,views,asked,3,0,0,0,3,0,4,0,1,1,0"), "{csv}");
}

#[test]
fn below_the_minimum_group_no_form_shows_an_answer() {
    let found = pair(|_| [4, 4], 4);
    assert!(headline(&found).contains("cannot be told: 3 people of Saltmere, North answered"));
    let pairs = std::slice::from_ref(&found);
    assert_eq!(to_csv(pairs).lines().count(), 1);
    assert!(!to_json(pairs).contains("\"counts\""));
    assert!(!to_text(pairs, Style::Plain).contains("4.00"));
    assert!(sentences(&found).iter().any(|sentence| sentence.starts_with("8 questions were left out")));
}

#[test]
fn a_threat_is_told_with_who_feels_it() {
    let felt = |comfort: [u8; 2]| {
        sentences(&pair(|area| if area == Area::Comfort { comfort } else { [4, 4] }, 3))[1].clone()
    };
    assert!(felt([2, 4]).starts_with("Saltmere, North feels the size or sector of Fennacre as a threat"));
    assert!(felt([4, 2]).starts_with("Fennacre feels"));
    assert!(felt([2, 2]).starts_with("Each side feels"));
    assert!(felt([4, 4]).starts_with("Both sides are at ease"));
}
