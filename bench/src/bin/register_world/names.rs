//! Names that belong to nobody.

use rand::{Rng, RngExt};

const FIRST: [&str; 24] = [
    "Alder", "Amber", "Ash", "Barrow", "Birch", "Brack", "Coldr", "Dun", "Elm", "Fen", "Garr", "Hazel",
    "Hol", "Kestr", "Lang", "Marl", "North", "Oak", "Pell", "Rook", "Salt", "Thorn", "Wester", "Yarr",
];
const LAST: [&str; 16] = [
    "mere", "ford", "shaw", "down", "holt", "wick", "ley", "combe", "stead", "moor", "dale", "ness", "hythe",
    "bridge", "hurst", "beck",
];

/// The kinds of body with their legal form and purpose.
const BODIES: [(&str, &str, &str); 9] = [
    ("Acute", "foundation_trust", "hospital care"),
    ("Community Care", "community_interest_company", "care at home"),
    ("Minds", "nhs_trust", "mental health care"),
    ("Council", "council", "local government"),
    ("Fire", "fire", "fire and rescue"),
    ("Police", "police", "policing"),
    ("Welcome", "charity", "company for people who live alone"),
    ("Homes", "community_benefit_society", "homes at fair rents"),
    ("Works", "company", "work and training"),
];

const AIMS: [&str; 12] = [
    "fewer falls at home",
    "fewer emergency admissions after a fall",
    "discharge without delay",
    "one call for people in crisis",
    "homes that are warm in winter",
    "fewer fires in homes",
    "children ready for school",
    "work for people leaving care",
    "shorter waits for a first appointment",
    "fewer people alone at Christmas",
    "safer streets after dark",
    "help before debts grow",
];

/// The name of place `number`; there are 384 before they are numbered.
pub(crate) fn place(number: u64) -> String {
    let all = (FIRST.len() * LAST.len()) as u64;
    let at = usize::try_from(number % all).unwrap_or(0);
    // A stride without common divisor with their number, so that neighbours differ.
    let at = (at * 101) % (FIRST.len() * LAST.len());
    let name = format!("{}{}", FIRST[at / LAST.len()], LAST[at % LAST.len()]);
    if number < all { name } else { format!("{name} {}", number / all + 1) }
}

/// Name, legal form and purpose of the body that is `within` its place.
pub(crate) fn body(place: &str, within: u64) -> (String, &'static str, &'static str) {
    let at = usize::try_from(within).unwrap_or(0);
    let (kind, form, purpose) = BODIES[at % BODIES.len()];
    (format!("{place} {kind} {} (fictional)", at / BODIES.len() + 1), form, purpose)
}

/// One or two aims.
pub(crate) fn aims(random: &mut impl Rng) -> Vec<&'static str> {
    let first = random.random_range(0..AIMS.len());
    let second = random.random_range(0..AIMS.len());
    if first == second { vec![AIMS[first]] } else { vec![AIMS[first], AIMS[second]] }
}
