//! Made-up bodies for the register, as a table that the program reads in.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{Failure, names};

/// Bodies of a place.
const BODIES_OF_A_PLACE: u64 = 200;
/// Of what the bodies of each legal form are called here, in which sector they are, and what they give.
const KINDS: [(&str, &str, &str, &str); 8] = [
    ("foundation_trust", "trust", "health", "A&E; Stroke unit; Falls clinic; Maternity"),
    ("community_interest_company", "care company", "voluntary", "Home care; Falls response"),
    ("nhs_trust", "trust", "health", "Crisis team; Talking therapies"),
    ("council", "council", "local government", "Housing; Benefits; Social care; Parks; Libraries"),
    ("fire", "fire and rescue", "fire", "Fire engines; Safe and well visits"),
    ("police", "police", "police", "Patrols; Missing persons"),
    ("charity", "charity", "voluntary", "Lunch club; Befriending; Exercise classes"),
    ("community_benefit_society", "housing association", "voluntary", "Homes; Debt advice"),
];

/// Reads so many bodies into the register of a database, by the program's own command.
pub(crate) fn import(program: &Path, database: &str, bodies: u64) -> Result<(), Failure> {
    let table = std::env::temp_dir().join(format!("commonweal-listed-{}.csv", std::process::id()));
    std::fs::write(&table, csv(bodies)?)?;
    let fixed =
        "register import --form table --scheme BENCH --source Bench --as-of 2026-04-01 --licence invented";
    let status = Command::new(program)
        .args(fixed.split(' '))
        .args(["--database", database])
        .arg(&table)
        .stdout(Stdio::null())
        .status();
    std::fs::remove_file(&table)?;
    if status?.success() { Ok(()) } else { Err("the bodies were not read in; see above".into()) }
}

fn csv(bodies: u64) -> Result<String, Failure> {
    let mut text =
        "code,name,kind,sector,place,region,population,deprivation,latitude,longitude,services,needs,offers\n"
            .to_owned();
    for number in 0..bodies {
        let (place, within) = (number / BODIES_OF_A_PLACE, number % BODIES_OF_A_PLACE);
        let place_name = names::place(place);
        let (name, form, _) = names::body(&place_name, within);
        let (_, kind, sector, services) = KINDS.iter().find(|kind| kind.0 == form).copied().unwrap_or((
            "",
            "company",
            "business",
            "Work and training",
        ));
        let (north, east) = (50.0 + (place % 40) as f64 * 0.12, -4.0 + (place / 40) as f64 * 0.9);
        let shift = within as f64 * 0.0005;
        let (people, need) = (2_000 + number * 7_919 % 300_000, 8 + number * 31 % 35);
        let (needed, offered) = (number % 900, (number + 450) % 900);
        writeln!(
            text,
            "{number},{name},{kind},{sector},{place_name},Region {},{people},{need},{:.4},{:.4},{services},Skill {needed},Skill {offered}",
            place % 9,
            north + shift,
            east - shift
        )?;
    }
    Ok(text)
}
