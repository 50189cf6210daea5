//! Where bodies are: dots on a plain, without a coast, since no map may be fetched from elsewhere.

use maud::{Markup, html};

use super::mark::circle;
use super::svg::{Anchor, Drawing, Width, fitted, text};
use crate::html::svg;

/// Bodies whose names are drawn; more would lie over each other.
const MOST_NAMED: usize = 12;
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
    let body = html! {
        @for (place, dot) in dots.iter().enumerate() {
            @let (x, y) = at(dot);
            (circle(x, y, 5.0, "estimate-hollow"))
            @if place < MOST_NAMED && dots.len() <= MOST_NAMED {
                @if x < width.units() / 2.0 {
                    (text(x + 9.0, y + 5.0, Anchor::Start, "label", &fitted(&dot.name, width.units() - x - 12.0)))
                } @else {
                    (text(x - 9.0, y + 5.0, Anchor::End, "label", &fitted(&dot.name, x - 12.0)))
                }
            }
        }
    };
    Drawing { width, height, body }
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
    fn what_is_nowhere_is_not_drawn() {
        assert!(map("m", &[]).is_none());
        assert!(map("m", &[dot("A", f64::NAN, 0.0)]).is_none());
    }
}
