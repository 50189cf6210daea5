//! What the example's evaluation is worth: a plan valued on what was found, kept, attached, and claimed line by line.

use commonweal_quantity::Share;
use commonweal_service::example::PLAN;
use commonweal_service::record::policy::Role;
use commonweal_service::valuation::kept::{Beside, beside, bring, forget};
use commonweal_service::valuation::worth::{MOST_PLAN_BYTES, Worth, WorthError};

use crate::scene::{Scene, acting, falls};

/// Few draws, so that it is quick.
fn plan() -> String {
    format!("draws = 1000\n{PLAN}")
}

fn brought(scene: &Scene, plan: &str) -> Result<(), WorthError> {
    bring(&scene.place, &scene.log, &acting(Role::Lead), &falls(), plan.as_bytes())
}

fn worth_of(scene: &Scene) -> Beside<'_> {
    beside(&scene.place, &scene.log, &falls()).unwrap()
}

/// The example after a plan was brought, and what it gives.
fn valued() -> (Scene, Worth) {
    let scene = Scene::run();
    brought(&scene, &plan()).unwrap();
    let worth = worth_of(&scene).draft.unwrap();
    (scene, worth)
}

/// The payload that puts a body's name to it, with another net value where one is given.
fn attaching(worth: &Worth, npsv: i64) -> String {
    let (figures, plan) = (&worth.figures, &worth.plan_sha256);
    format!(
        r#"{{"base_year":"{}","evaluation":"falls","horizon_years":{},"level_percent":{},"lower":"{}","npsv":"{npsv}","plan":"{plan}","probability_percent":{},"upper":"{}","valuation":"v-1"}}"#,
        figures.base_year,
        figures.horizon_years,
        figures.level_percent,
        figures.lower,
        figures.probability_percent,
        figures.upper
    )
}

#[test]
fn a_plan_is_a_draft_until_its_figures_are_attached_and_then_stands_beside_them() {
    let (mut scene, worth) = valued();
    assert!(worth_of(&scene).attached.is_empty());
    assert!(worth.sections.iter().any(|section| section.html.contains("<svg")));
    assert_eq!(worth.plan, plan());
    assert_eq!(scene.tell("valuation_attached", &attaching(&worth, worth.figures.npsv)), [""; 0]);
    let now = worth_of(&scene);
    assert_eq!(now.draft, None);
    assert_eq!(now.attached[0].worth.as_ref(), Some(&worth));
}

#[test]
fn a_plan_that_gives_other_figures_than_those_of_the_record_does_not_stand_beside_them() {
    let (mut scene, worth) = valued();
    scene.tell("valuation_attached", &attaching(&worth, worth.figures.npsv + 1));
    let now = worth_of(&scene);
    assert_eq!(now.attached[0].worth, None);
    assert_eq!(now.draft, Some(worth));
}

#[test]
fn another_plan_replaces_a_draft_and_leaves_what_is_attached() {
    let (mut scene, first) = valued();
    let [second, third] =
        ["£150", "£250"].map(|cost| plan().replace("£520,000", cost).replace("£620,000", "£600"));
    let second = second.replace("£480,000", "£100");
    let third = third.replace("£480,000", "£100");
    brought(&scene, &second).unwrap();
    assert_eq!(worth_of(&scene).draft.unwrap().plan, second);
    brought(&scene, &plan()).unwrap();
    scene.tell("valuation_attached", &attaching(&first, first.figures.npsv));
    brought(&scene, &third).unwrap();
    let now = worth_of(&scene);
    assert_eq!(now.draft.unwrap().plan, third);
    assert_eq!(now.attached[0].worth.as_ref().unwrap().plan, plan());
    forget(&scene.place, &scene.log, &acting(Role::Lead), &falls()).unwrap();
    let now = worth_of(&scene);
    assert_eq!((now.draft, &now.attached[0].worth), (None, &None));
}

#[test]
fn the_benefits_that_may_be_claimed_add_up_to_all_and_no_link_to_more_than_the_whole() {
    let (mut scene, worth) = valued();
    scene.tell("valuation_attached", &attaching(&worth, worth.figures.npsv));
    let csv = &worth.tables.iter().find(|table| table.name == "summary").unwrap().csv;
    let benefits: f64 =
        csv.lines().find_map(|row| row.strip_prefix("Benefits,")?.split(',').next()?.parse().ok()).unwrap();
    let claimed: i64 = worth.claims.iter().map(|claim| claim.pence).sum();
    assert!((claimed as f64 - benefits * 100.0).abs() < 0.5, "{claimed} pence of £{benefits}");
    let share = |it: &Option<String>| it.as_ref().map_or(Share::WHOLE, |share| share.parse().unwrap());
    let admissions = worth.claims.iter().flat_map(|claim| &claim.counts).filter(|it| it.link == "admission");
    let admissions: f64 = admissions.map(|it| share(&it.share).to_f64()).sum();
    assert!((admissions - 1.0).abs() < 1e-5 && admissions <= 1.0, "{admissions}");
    let payload = |round: &str, number: usize| {
        let claim = &worth.claims[number];
        let counts = serde_json::to_string(&claim.counts).unwrap().replace(",\"share\":null", "");
        format!(
            r#"{{"beneficiary":"saltmere-acute","claim":"{round}-{number}","counts":{counts},"evaluation":"falls","pence":"{}","sort":"{}","title":"{}","valuation":"v-1"}}"#,
            claim.pence, claim.sort, claim.title
        )
    };
    for number in 0..worth.claims.len() {
        assert_eq!(scene.tell("benefit_claimed", &payload("first", number)), [""; 0]);
    }
    for number in (0..worth.claims.len()).filter(|number| !worth.claims[*number].counts.is_empty()) {
        let again = scene.tell("benefit_claimed", &payload("again", number));
        assert!(!again.is_empty() && again[0].contains("both count the"), "{number}: {again:?}");
    }
}

#[test]
fn cash_and_what_is_none_are_claimed_apart() {
    let (_, worth) = valued();
    let long: Vec<_> = worth.claims.iter().filter(|it| it.title.starts_with("Long stays avoided")).collect();
    let sorts: Vec<&str> = long.iter().map(|it| it.sort.as_str()).collect();
    assert_eq!(sorts, ["cash_releasing", "capacity_freed"]);
    assert!(long[0].title.contains("as cash") && (long[0].pence * 9).abs_diff(long[1].pence) <= 10);
}

#[test]
fn what_a_plan_must_say_otherwise_is_told() {
    let scene = Scene::run();
    let effect = "evaluation = \"evaluation.json\"";
    let stated = "a-year = -100\ninterval = [-140, -60]\nmethod = \"did\"";
    let cases = [
        (format!("parameters = \"own.csv\"\n{PLAN}"), "reads figures of its own from own.csv"),
        (PLAN.replace(effect, stated), "rests on no evaluation"),
        (
            format!("{PLAN}\n[effects.other]\nevaluation = \"other.json\"\n"),
            "rests on 2 evaluations (evaluation.json, other.json)",
        ),
        (format!("draws = 1000001\n{PLAN}"), "asks for 1000001 draws, and 1000000 at most"),
        (format!("draws = 100\nlevel = 0.975\n{PLAN}"), "intervals of 0.975"),
        (PLAN.replace("horizon-years", "horizon-year"), "plan, line 5"),
        ("#".repeat(MOST_PLAN_BYTES + 1), "more than 100000 bytes"),
    ];
    for (plan, told) in cases {
        let message = brought(&scene, &plan).unwrap_err().to_string();
        assert!(message.contains(told), "{told}: {message}");
    }
    let bytes = bring(&scene.place, &scene.log, &acting(Role::Lead), &falls(), &[0xff]);
    assert!(matches!(bytes, Err(WorthError::NotText)), "{bytes:?}");
    assert_eq!(worth_of(&scene), Beside::default());
}

#[test]
fn without_what_the_evaluation_found_there_is_nothing_to_value() {
    let scene = Scene::new();
    let refused = brought(&scene, PLAN);
    assert!(matches!(refused, Err(WorthError::NotRunHere { .. })), "{refused:?}");
    let unknown = "stays".parse().unwrap();
    let refused = bring(&scene.place, &scene.log, &acting(Role::Lead), &unknown, PLAN.as_bytes());
    assert!(matches!(refused, Err(WorthError::NotAttached { .. })), "{refused:?}");
}

#[test]
fn who_may_not_attach_a_valuation_may_neither_bring_a_plan_nor_remove_one() {
    let scene = Scene::run();
    let member = acting(Role::Member);
    let refused = bring(&scene.place, &scene.log, &member, &falls(), PLAN.as_bytes());
    assert!(matches!(refused, Err(WorthError::Denied(_))), "{refused:?}");
    let refused = forget(&scene.place, &scene.log, &member, &falls());
    assert!(matches!(refused, Err(WorthError::Denied(_))), "{refused:?}");
}
