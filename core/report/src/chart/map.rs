//! Where bodies are: dots on a plain, without a coast, since no map may be fetched from elsewhere.

use maud::{Markup, html};

use super::mark::circle;
use super::svg::{Anchor, Drawing, Width, fitted, text, text_width};
use crate::html::svg;

/// Bodies whose names are drawn; more would lie over each other.
const MOST_NAMED: usize = 12;
/// Radius of a dot, units.
const DOT: f64 = 5.0;
/// From the middle of a dot to its name, units.
const GAP: f64 = 9.0;
/// How far above its dot a name may stand, units: beside it, above, below.
const HEIGHTS: [f64; 3] = [0.0, LETTERS, -LETTERS];
/// Height that a name takes, units.
const LETTERS: f64 = 18.0;
/// Of a name that is cut, the least that is worth drawing, units.
const LEAST_NAMED: f64 = 96.0;
/// Space around the dots, units.
const EDGE: f64 = 24.0;
/// Least breadth of what is shown, degrees of latitude: some 11 km.
const LEAST: f64 = 0.1;

/// A body on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Dot {
    /// Its name.
    pub name: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// The dots, for a page and for a phone, to stand inside an element of the class `report`; nothing where there is none. Equirectangular about
/// the middle latitude, so that kilometres are alike in both directions.
pub fn map(id: &str, dots: &[Dot]) -> Option<Markup> {
    if dots.is_empty() || dots.iter().any(|dot| !(dot.latitude.is_finite() && dot.longitude.is_finite())) {
        return None;
    }
    let names: Vec<&str> = dots.iter().take(MOST_NAMED).map(|dot| dot.name.as_str()).collect();
    let more = dots.len() - names.len();
    let description = format!(
        "North is up. {}{}. The same bodies stand in the list.",
        names.join("; "),
        if more > 0 { format!("; and {more} more") } else { String::new() }
    );
    Some(
        html! { @for width in Width::ALL { (svg(id, "Where they are", &description, &drawing(dots, width))) } },
    )
}

fn drawing(dots: &[Dot], width: Width) -> Drawing {
    let span = |of: fn(&Dot) -> f64| {
        let values = || dots.iter().map(of);
        let (least, most) =
            (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        (f64::midpoint(least, most), most - least)
    };
    let (north, high) = span(|dot| dot.latitude);
    let (east, broad) = span(|dot| dot.longitude);
    let narrowing = north.to_radians().cos().max(0.05);
    let (high, broad) = (high.max(LEAST), (broad * narrowing).max(LEAST));
    let room = width.units() - 2.0 * EDGE;
    let scale = f64::min(room / broad, 1.2 * room / high);
    let height = high * scale + 2.0 * EDGE;
    let at = |dot: &Dot| {
        let x = width.units() / 2.0 + (dot.longitude - east) * narrowing * scale;
        (x, height / 2.0 - (dot.latitude - north) * scale)
    };
    let places: Vec<(f64, f64)> = dots.iter().map(at).collect();
    let body = html! {
        @for (x, y) in &places { (circle(*x, *y, DOT, "estimate-hollow")) }
        @for label in labels(dots, &places, width.units()) {
            (text(label.x, label.y, label.anchor, "label", &label.name))
        }
    };
    Drawing { width, height, body }
}

/// A name beside its dot.
struct Label {
    x: f64,
    y: f64,
    anchor: Anchor,
    name: String,
    /// What it covers.
    area: Area,
}

/// A part of the drawing: left, top, right, bottom.
#[derive(Debug, Clone, Copy)]
struct Area(f64, f64, f64, f64);

impl Area {
    fn meets(self, other: Self) -> bool {
        self.0 < other.2 && other.0 < self.2 && self.1 < other.3 && other.1 < self.3
    }
}

/// The names that find room: to the right of their dot or to its left, or a line above or below, over no other name and no other dot. The first dots first.
fn labels(dots: &[Dot], places: &[(f64, f64)], breadth: f64) -> Vec<Label> {
    let mut placed: Vec<Label> = Vec::new();
    for (own, (dot, place)) in dots.iter().zip(places).enumerate().take(MOST_NAMED) {
        let others = places.iter().enumerate().filter(|(other, at)| *other != own && *at != place);
        let covered: Vec<Area> = others.map(|(_, (x, y))| Area(x - DOT, y - DOT, x + DOT, y + DOT)).collect();
        let is_free = |label: &Label| {
            !covered.iter().any(|area| area.meets(label.area))
                && !placed.iter().any(|other| other.area.meets(label.area))
        };
        let sides = HEIGHTS.into_iter().flat_map(|up| [(up, Anchor::Start), (up, Anchor::End)]);
        let (x, y) = *place;
        let label = sides.filter_map(|(up, side)| beside(dot, (x, y - up), side, breadth)).find(is_free);
        placed.extend(label);
    }
    placed
}

/// The name on one side of its dot; none where too little of it would be left.
fn beside(dot: &Dot, (x, y): (f64, f64), anchor: Anchor, breadth: f64) -> Option<Label> {
    let (x, room) = match anchor {
        Anchor::Start => (x + GAP, breadth - x - GAP),
        _ => (x - GAP, x - GAP),
    };
    let name = fitted(&dot.name, room);
    if name != dot.name && text_width(&name) < LEAST_NAMED {
        return None;
    }
    let (left, right) = match anchor {
        Anchor::Start => (x, x + text_width(&name)),
        _ => (x - text_width(&name), x),
    };
    let area = Area(left, y - LETTERS / 2.0, right, y + LETTERS / 2.0);
    Some(Label { x, y: y + 5.0, anchor, name, area })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(name: &str, latitude: f64, longitude: f64) -> Dot {
        Dot { name: name.to_owned(), latitude, longitude }
    }

    #[test]
    fn one_place_alone_and_two_at_one_place_are_drawn_without_a_division_by_nought() {
        let drawn = map("m", &[dot("A", 53.0, -1.0), dot("B", 53.0, -1.0)]).unwrap().into_string();
        assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
    }

    #[test]
    fn north_is_up_and_east_is_right() {
        let dots = [dot("South-west", 53.0, -1.0), dot("North-east", 54.0, 0.0)];
        let drawn = drawing(&dots, Width::Wide).body.into_string();
        let figure = |part: &str, name: &str| -> f64 {
            let after = part.split(&format!("{name}=\"")).nth(1).unwrap();
            after.split('"').next().unwrap().parse().unwrap()
        };
        let circles: Vec<&str> = drawn.split("<circle").skip(1).collect();
        assert!(
            figure(circles[0], "cy") > figure(circles[1], "cy")
                && figure(circles[0], "cx") < figure(circles[1], "cx"),
            "{drawn}"
        );
    }

    #[test]
    fn no_name_lies_over_another_name_or_over_another_dot() {
        let near: Vec<Dot> = (0..9).map(|at| dot("Saltmere Council", 53.0, 0.01 * f64::from(at))).collect();
        for width in Width::ALL {
            let places: Vec<(f64, f64)> = (0..9).map(|at| (40.0 + 30.0 * f64::from(at), 100.0)).collect();
            let drawn = labels(&near, &places, width.units());
            assert!(!drawn.is_empty(), "{width:?}");
            for (at, label) in drawn.iter().enumerate() {
                assert!(drawn.iter().skip(at + 1).all(|other| !other.area.meets(label.area)), "{width:?}");
                let under = |(x, y): &(f64, f64)| Area(*x, *y, *x + 0.1, *y + 0.1).meets(label.area);
                assert!(!places.iter().any(under), "{width:?}");
            }
        }
    }

    #[test]
    fn what_is_nowhere_is_not_drawn() {
        assert!(map("m", &[]).is_none());
        assert!(map("m", &[dot("A", f64::NAN, 0.0)]).is_none());
    }
}
