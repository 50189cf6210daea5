//! Values of cooperative games: ours beside the crate coopgame, by turns in one process.
//!
//! Usage: `sharing shapley|nucleolus PLAYERS REPEATS [GAME.f64]`. One JSON object a run goes to standard output, and the worths to the file where one is
//! named, so that another peer can read them. Timed is all from the table of worths in memory to the value; the nucleolus includes our proof by
//! Kohlberg's criterion, which the peer does not make.

use std::error::Error;
use std::time::Instant;

use commonweal_share::nucleolus::{Complaint, nucleolus};
use commonweal_share::{Game, shapley};
use coopgame::game::ExplicitGame;
use cpu_time::ProcessTime;
use serde_json::json;

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [work, players, repeats, rest @ ..] = arguments.as_slice() else {
        return Err("usage: sharing shapley|nucleolus PLAYERS REPEATS [GAME.f64]".into());
    };
    let worths = worths(players.parse()?);
    if let Some(file) = rest.first() {
        let bytes: Vec<u8> = worths.iter().flat_map(|worth| worth.to_le_bytes()).collect();
        std::fs::write(file, bytes)?;
    }
    let ours = Game::new(players.parse()?, worths.clone())?;
    let theirs = ExplicitGame::from_binary(&worths[1..])?;
    for repeat in 0..=repeats.parse::<u32>()? {
        let (mine, cpu, wall) = match work.as_str() {
            "shapley" => timed(|| Ok(shapley::shapley(&ours)))?,
            _ => timed(|| Ok(nucleolus(&ours, Complaint::Whole)?.allocation))?,
        };
        let (peers, peer_cpu, peer_wall) = match work.as_str() {
            "shapley" => timed(|| Ok(coopgame::values::shapley(&theirs)))?,
            _ => timed(|| Ok(coopgame::nucleolus::nucleolus(&theirs)?.into_allocation()))?,
        };
        let apart = mine.iter().zip(&peers).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        // The first run starts the threads of either side.
        if repeat > 0 {
            let run = json!({
                "cpu_seconds": cpu, "wall_seconds": wall, "coopgame_cpu_seconds": peer_cpu, "coopgame_wall_seconds": peer_wall,
                "largest_difference": apart, "first": mine.first(),
            });
            println!("{run}");
        }
    }
    Ok(())
}

/// Reproducible worths between 0 and 1,000 a head, one multiplicative hash a coalition.
fn worths(players: u32) -> Vec<f64> {
    let worth = |coalition: u64| {
        let mixed = (coalition ^ coalition >> 7).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let fraction = f64::from(u32::try_from(mixed >> 32).unwrap_or_default()) / f64::from(u32::MAX);
        1000.0 * f64::from(coalition.count_ones()) * fraction
    };
    let last = (1 << players) - 1;
    let alone = |coalition: u64| coalition.is_power_of_two();
    (0..=last)
        .map(|coalition| match coalition {
            _ if coalition == last => 1000.0 * f64::from(players),
            _ if alone(coalition) => worth(coalition) / 10.0,
            _ => worth(coalition),
        })
        .collect()
}

fn timed(work: impl Fn() -> Result<Vec<f64>, Failure>) -> Result<(Vec<f64>, f64, f64), Failure> {
    let (wall, cpu) = (Instant::now(), ProcessTime::now());
    let value = work()?;
    Ok((value, cpu.elapsed().as_secs_f64(), wall.elapsed().as_secs_f64()))
}
