//! Comfort or threat, and the role that each side expects of the other, compared.

use std::collections::BTreeMap;

use serde::Serialize;

use super::answers::{Area, Respondent, Side};
use super::tally::Tallies;

/// How a side feels about the other's size and sector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Feeling {
    /// Its mean answer lies below the middle of the scale.
    Threatened,
    /// It lies at the middle or above.
    AtEase,
}

/// The role of one body, as its own people and the other's see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoleCompared {
    /// Whose role.
    pub body: String,
    /// The role that its own people name most often; none where too few named one, or two are named as often.
    pub own: Option<String>,
    /// The role that the other's people expect of it most often.
    pub expected: Option<String>,
    /// The chance that one of its people and one of the other's name the same role; none where too few of either named one.
    pub same: Option<f64>,
}

/// Comfort and roles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HumanFactors {
    /// The mean answer of each side on comfort, 1 a threat to 5 at ease; none where it was not asked.
    pub comfort: [Option<f64>; 2],
    /// What that comes to.
    pub feelings: [Option<Feeling>; 2],
    /// Each body's role.
    pub roles: [RoleCompared; 2],
}

/// Compares them; a side's roles are told from `minimum_group` people on.
pub fn compare(sides: [&Side; 2], tallies: &Tallies, minimum_group: usize) -> HumanFactors {
    let asked: Vec<usize> =
        (0..tallies.questions.len()).filter(|at| tallies.questions[*at].area == Area::Comfort).collect();
    let comfort = [0, 1].map(|side: usize| {
        let means: Option<Vec<f64>> = asked.iter().map(|at| tallies.counts[side][*at].mean()).collect();
        means.filter(|means| !means.is_empty()).map(|means| means.iter().sum::<f64>() / means.len() as f64)
    });
    let feeling = |mean: f64| if mean < 3.0 { Feeling::Threatened } else { Feeling::AtEase };
    HumanFactors {
        comfort,
        feelings: comfort.map(|mean| mean.map(feeling)),
        roles: [(sides[0], sides[1]), (sides[1], sides[0])].map(|(body, other)| {
            let own = named(body, minimum_group, |person| person.own_role.as_deref());
            let expected = named(other, minimum_group, |person| person.other_role.as_deref());
            RoleCompared {
                body: body.body.clone(),
                own: own.as_ref().and_then(most_named),
                expected: expected.as_ref().and_then(most_named),
                same: own.zip(expected).map(|(own, expected)| chance_of_the_same(&own, &expected)),
            }
        }),
    }
}

/// How often each role was named; none below the minimum group. Letters are compared without case.
fn named<'a>(
    side: &'a Side,
    minimum_group: usize,
    role: impl Fn(&'a Respondent) -> Option<&'a str>,
) -> Option<BTreeMap<String, usize>> {
    let mut roles = BTreeMap::new();
    for role in side.respondents.iter().filter_map(role).map(|role| role.trim().to_lowercase()) {
        if !role.is_empty() {
            *roles.entry(role).or_default() += 1;
        }
    }
    (roles.values().sum::<usize>() >= minimum_group.max(1)).then_some(roles)
}

fn most_named(roles: &BTreeMap<String, usize>) -> Option<String> {
    let most = roles.values().max()?;
    let mut first = roles.iter().filter(|(_, count)| *count == most);
    let role = first.next()?.0;
    first.next().is_none().then(|| role.clone())
}

fn chance_of_the_same(own: &BTreeMap<String, usize>, expected: &BTreeMap<String, usize>) -> f64 {
    let people = |roles: &BTreeMap<String, usize>| roles.values().sum::<usize>() as f64;
    let same: usize = own.iter().filter_map(|(role, count)| Some(count * expected.get(role)?)).sum();
    same as f64 / (people(own) * people(expected))
}

#[cfg(test)]
mod tests {
    use super::super::Question;
    use super::*;

    fn side(body: &str, people: &[(u8, &str, &str)]) -> Side {
        let person = |(comfort, own, other): &(u8, &str, &str)| Respondent {
            answers: BTreeMap::from([(Question::new(Area::Comfort, "their size"), *comfort)]),
            own_role: Some((*own).to_owned()),
            other_role: Some((*other).to_owned()),
            ..Respondent::default()
        };
        Side { body: body.to_owned(), respondents: people.iter().map(person).collect() }
    }

    fn compared(minimum_group: usize) -> HumanFactors {
        let large = side("Large", &[(5, "lead", "supporter"), (4, "Lead ", "supporter")]);
        let small = side("Small", &[(2, "equal", "equal"), (1, "equal", "lead")]);
        compare([&large, &small], &Tallies::of([&large, &small], minimum_group), minimum_group)
    }

    #[test]
    fn one_side_is_at_ease_where_the_other_feels_a_threat() {
        let found = compared(2);
        assert_eq!(found.comfort, [Some(4.5), Some(1.5)]);
        assert_eq!(found.feelings, [Some(Feeling::AtEase), Some(Feeling::Threatened)]);
    }

    #[test]
    fn a_role_is_compared_with_what_the_other_side_expects() {
        let [large, small] = compared(2).roles;
        assert_eq!(
            (large.own.as_deref(), large.expected.as_deref(), large.same),
            (Some("lead"), None, Some(0.5))
        );
        assert_eq!((small.own.as_deref(), small.expected.as_deref()), (Some("equal"), Some("supporter")));
        assert_eq!(small.same, Some(0.0));
    }

    #[test]
    fn nothing_is_told_of_fewer_than_the_minimum_group() {
        let found = compared(3);
        assert_eq!(found.comfort, [None, None]);
        assert!(
            found
                .roles
                .iter()
                .all(|role| role.own.is_none() && role.expected.is_none() && role.same.is_none())
        );
    }
}
