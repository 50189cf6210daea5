//! The pathway from upstream bodies to a demand, as bands that add up to it.

use maud::{Markup, html};

use super::svg::{Anchor, Drawing, Px, Width, fitted, rectangle, text};
use crate::finding::Upstream;
use crate::html::svg;
use crate::number::{Precision, number};

/// Bodies drawn by name.
const MOST_NAMED: usize = 8;
/// Fewest target events of a band with a name of its own.
const SMALLEST: f64 = 10.0;
/// Share of false discoveries among the bodies that are said to stand out.
const FALSE_DISCOVERY_RATE: f64 = 0.05;
/// Height of all bands together, units.
const BANDS: f64 = 300.0;
/// Least height of a row, so that labels stay apart, units.
const ROW: f64 = 34.0;

/// One band: some of the target events, and whom their people met before.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// The body, or what stands for several.
    pub name: String,
    /// Target events, in shares where several bodies were met before one; all flows sum to the target events.
    pub events: f64,
    /// Whether the body was met more than it is met anyway.
    pub stands_out: bool,
}

/// The bands of a result: the bodies with the largest shares of the target events, all others together, and the events before which nobody
/// was met in the window. A target event before which `k` bodies were met counts 1/k for each, so that the bands sum to all of them.
pub fn flows(upstream: &Upstream) -> Vec<Flow> {
    let mut bodies: Vec<Flow> = upstream
        .bodies
        .iter()
        .map(|found| Flow {
            name: found.body.clone(),
            events: found.candidate.additive_events,
            stands_out: found.candidate.q_value <= FALSE_DISCOVERY_RATE,
        })
        .collect();
    bodies.sort_by(|one, other| other.events.total_cmp(&one.events).then_with(|| one.name.cmp(&other.name)));
    let named = bodies.iter().take(MOST_NAMED).take_while(|flow| flow.events >= SMALLEST).count();
    let others: f64 = bodies.drain(named..).map(|flow| flow.events).sum();
    let met: f64 = bodies.iter().map(|flow| flow.events).sum::<f64>() + others;
    let rest =
        [("All other bodies", others), ("Nobody in the window, or not told", upstream.targets as f64 - met)];
    for (name, events) in rest {
        // Sums of shares end a little beside a whole number.
        if events >= 0.5 {
            bodies.push(Flow { name: name.to_owned(), events, stands_out: false });
        }
    }
    bodies
}

/// The bands drawn for a page and for a phone, to stand inside an element of the class `report`; nothing without target events. Bodies that
/// stand out are drawn dark and say so in words.
pub fn sankey(id: &str, upstream: &Upstream) -> Option<Markup> {
    let flows = flows(upstream);
    let total: f64 = flows.iter().map(|flow| flow.events).sum();
    if !(total > 0.0 && total.is_finite()) {
        return None;
    }
    let told: Vec<String> =
        flows.iter().map(|flow| format!("{} {}{}", flow.name, whole(flow.events), mark(flow))).collect();
    let description = format!(
        "Whom people met before {} events of {}: {}. The same figures stand in the table below.",
        whole(total),
        upstream.target,
        told.join("; ")
    );
    let title = format!("From upstream to {}", upstream.target);
    Some(html! {
        @for width in Width::ALL { (svg(id, &title, &description, &drawing(&flows, total, &upstream.target, width))) }
    })
}

fn drawing(flows: &[Flow], total: f64, target: &str, width: Width) -> Drawing {
    let (left, right) = match width {
        Width::Wide => (300.0, 200.0),
        Width::Narrow => (150.0, 90.0),
    };
    let (from, to) = (left + 8.0, width.units() - right);
    let rows: Vec<f64> = flows.iter().map(|flow| (BANDS * flow.events / total).max(ROW)).collect();
    let height: f64 = rows.iter().sum::<f64>() + 20.0;
    let (mut row, mut end) = (10.0, (height - BANDS) / 2.0);
    let mut bands: Vec<Markup> = Vec::new();
    for (flow, space) in flows.iter().zip(&rows) {
        let thick = BANDS * flow.events / total;
        let middle = row + space / 2.0;
        let class = if flow.stands_out { "bar" } else { "band" };
        bands.push(html! {
            path d=(band((from, middle - thick / 2.0), (to, end), thick)) class=(class) {}
            (text(left, middle - 2.0, Anchor::End, "label", &fitted(&flow.name, left)))
            (text(left, middle + 14.0, Anchor::End, "label", &format!("{}{}", whole(flow.events), mark(flow))))
        });
        row += space;
        end += thick;
    }
    let body = html! {
        @for band in &bands { (band) }
        (rectangle(to, (height - BANDS) / 2.0, 6.0, BANDS, "bar"))
        (text(to + 12.0, height / 2.0 - 2.0, Anchor::Start, "label", &fitted(target, right - 14.0)))
        (text(to + 12.0, height / 2.0 + 14.0, Anchor::Start, "label", &whole(total)))
    };
    Drawing { width, height, body }
}

/// A band of one thickness that leaves and arrives level.
fn band(from: (f64, f64), to: (f64, f64), thick: f64) -> String {
    let middle = f64::midpoint(from.0, to.0);
    let at = |value: f64| maud::Render::render(&Px(value)).0;
    let curve = |(x, y): (f64, f64), (to_x, to_y): (f64, f64)| {
        format!(
            "{} {} C {} {} {} {} {} {}",
            at(x),
            at(y),
            at(middle),
            at(y),
            at(middle),
            at(to_y),
            at(to_x),
            at(to_y)
        )
    };
    format!("M {} L {} Z", curve(from, to), curve((to.0, to.1 + thick), (from.0, from.1 + thick)))
}

fn mark(flow: &Flow) -> &'static str {
    if flow.stands_out { ", more than anyway" } else { "" }
}

fn whole(value: f64) -> String {
    number(value, Precision::decimals(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Found;
    use commonweal_find::upstream::{BodyCounts, Counts, candidates};

    fn upstream(events: &[f64]) -> Upstream {
        let bodies = events.iter().map(|events| BodyCounts {
            reach: 60,
            expected: 20,
            n10: 60,
            n01: 20,
            excess_squares: 80,
            additive_events: *events,
            ..BodyCounts::default()
        });
        let counts = Counts { targets: 100, bodies: bodies.collect(), ..Counts::new(0) };
        let found = |candidate: commonweal_find::upstream::Candidate| Found {
            body: format!("Body {}", candidate.number),
            candidate,
            corrected: None,
        };
        Upstream {
            target: "Fall".to_owned(),
            gap_days: 1,
            window_days: 90,
            log: None,
            targets: counts.targets,
            targets_too_early: 0,
            targets_begun_within: 0,
            target_cost: 0.0,
            bodies: candidates(&counts).into_iter().map(found).collect(),
            steps: None,
        }
    }

    #[test]
    fn the_bands_sum_to_the_target_events_and_small_ones_have_no_name() {
        let flows = flows(&upstream(&[30.0, 20.5, 9.5, 4.0]));
        let names: Vec<&str> = flows.iter().map(|flow| flow.name.as_str()).collect();
        assert_eq!(names, ["Body 0", "Body 1", "All other bodies", "Nobody in the window, or not told"]);
        let sum: f64 = flows.iter().map(|flow| flow.events).sum();
        assert!((sum - 100.0).abs() < 1e-9 && (flows[2].events - 13.5).abs() < 1e-9, "{flows:?}");
        assert!(flows[0].stands_out && !flows[2].stands_out);
    }

    #[test]
    fn no_more_than_eight_bodies_are_named() {
        let flows = flows(&upstream(&[10.0; 10]));
        assert_eq!(flows.len(), 9);
        assert!((flows[8].events - 20.0).abs() < 1e-9);
    }

    #[test]
    fn the_picture_says_in_words_what_it_shows_and_is_not_drawn_of_nothing() {
        let drawn = sankey("pathway", &upstream(&[30.0, 20.0])).unwrap().into_string();
        assert!(
            drawn.contains("Body 0 30, more than anyway; Body 1 20") && drawn.contains("role=\"img\""),
            "{drawn}"
        );
        assert!(!drawn.contains("NaN"), "{drawn}");
        let none = Upstream { targets: 0, bodies: Vec::new(), ..upstream(&[]) };
        assert!(sankey("pathway", &none).is_none());
    }
}
