//! The games of the goldens, and their solutions.

use commonweal_share::game::costs::{airport as airport_game, bankruptcy, weighted_majority};
use commonweal_share::nucleolus::{Complaint, nucleolus, nucleolus_of_costs, prenucleolus};
use commonweal_share::{Coalition, Game, airport};
use commonweal_share::{banzhaf, gately, owen, shapley, tau, weighted_shapley};

pub(crate) type Answer = ((String, String), Vec<f64>);

pub(crate) fn answer(case: &str, solution: &str, parts: Vec<f64>) -> Answer {
    ((case.to_owned(), solution.to_owned()), parts)
}

/// Worths printed with small coalitions first: {1}, {2}, …, {1,2}, {1,3}, …
fn by_size(players: usize, printed: &[f64]) -> Game {
    let mut order: Vec<Coalition> = (1..1 << players).map(Coalition::at).collect();
    order.sort_by_key(|coalition| (coalition.size(), coalition.members().collect::<Vec<_>>()));
    let mut worths = vec![0.0; 1 << players];
    for (coalition, worth) in order.iter().zip(printed) {
        worths[coalition.index()] = *worth;
    }
    Game::new(players, worths).unwrap()
}

fn of_gains(game: &Game) -> Vec<f64> {
    nucleolus(game, Complaint::Whole).unwrap().allocation
}

fn of_costs(game: &Game) -> Vec<f64> {
    nucleolus_of_costs(game, Complaint::Whole).unwrap().allocation
}

/// Every answer on games of the goldens.
pub(crate) fn answers(sweden: &[f64]) -> Vec<Answer> {
    [small_games(), cost_games(sweden), bankruptcy_games(), votes(), weighted()].concat()
}

fn small_games() -> Vec<Answer> {
    let glove = by_size(3, &[0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
    let ezra = by_size(
        4,
        &[120.0, 60.0, 40.0, 30.0, 120.0, 120.0, 120.0, 60.0, 60.0, 40.0, 120.0, 120.0, 120.0, 60.0, 120.0],
    );
    let lemaire = by_size(3, &[46_125.0, 17_437.5, 5_812.5, 69_187.5, 53_812.5, 30_750.0, 90_000.0]);
    let india = by_size(3, &[0.0, 0.0, 0.0, 1170.0, 770.0, 210.0, 1530.0]);
    let gambarelli = by_size(3, &[0.0, 0.0, 0.0, 1.0, 2.0, 1.0, 3.0]);
    let four = by_size(4, &[0.0, 0.0, 0.0, 0.0, 5.0, 5.0, 8.0, 9.0, 10.0, 8.0, 13.0, 15.0, 16.0, 17.0, 21.0]);
    let peleg = by_size(3, &[0.0, 0.0, 0.0, 10.0, 0.0, 0.0, 2.0]);
    let young = by_size(3, &[15.0, 20.0, 55.0, 35.0, 61.0, 65.0, 78.0]);
    vec![
        answer("glove_L12_R3", "shapley", shapley::shapley(&glove)),
        answer("glove_L12_R3", "nucleolus", of_gains(&glove)),
        answer("glove_L12_R3", "banzhaf", banzhaf::banzhaf(&glove)),
        answer("ibn_ezra_120", "shapley", shapley::shapley(&ezra)),
        answer("lemaire_1991_investors", "shapley", shapley::shapley(&lemaire)),
        answer("lemaire_1991_investors", "nucleolus", of_gains(&lemaire)),
        answer("gately_1974_india_power", "gately", gately::gately(&india).unwrap()),
        answer("gately_1974_india_power", "shapley", shapley::shapley(&india)),
        answer("gately_1974_india_power", "nucleolus", of_gains(&india)),
        answer(
            "gambarelli_2011",
            "banzhaf_normalised_to_vN",
            banzhaf::normalised_banzhaf(&gambarelli).unwrap(),
        ),
        answer("gambarelli_2011", "tau", tau::tau(&gambarelli).unwrap()),
        answer("coopgame_doc_4p", "nucleolus", of_gains(&four)),
        answer(
            "peleg_sudholter_5.5.12",
            "prenucleolus",
            prenucleolus(&peleg, Complaint::Whole).unwrap().allocation,
        ),
        answer(
            "young_1985_p68",
            "per_capita_nucleolus_savings",
            nucleolus(&young.savings(), Complaint::PerHead).unwrap().allocation,
        ),
    ]
}

fn cost_games(sweden: &[f64]) -> Vec<Answer> {
    let costs = [8.0, 11.0, 13.0, 18.0];
    let small = airport_game(&costs).unwrap();
    let tva = by_size(3, &[163_520.0, 140_826.0, 250_096.0, 301_607.0, 378_821.0, 367_370.0, 412_584.0]);
    let saved = gately::gately(&tva.savings()).unwrap();
    let gately_cost = tva.alone().iter().zip(saved).map(|(alone, saved)| alone - saved).collect();
    let sweden = Game::new(6, sweden.to_vec()).unwrap();
    vec![
        answer("airport_8_11_13_18", "shapley_cost", airport::shapley(&costs).unwrap()),
        answer("airport_8_11_13_18", "nucleolus_cost", of_costs(&small)),
        answer("airport_8_11_13_18", "nucleolus_littlechild", airport::nucleolus(&costs).unwrap()),
        answer("TVA_1938_thousand_usd", "shapley_cost", shapley::shapley(&tva)),
        answer("TVA_1938_thousand_usd", "nucleolus_cost", of_costs(&tva)),
        answer("TVA_1938_thousand_usd", "SCRB_ACA", gately::separable_costs(&tva, None).unwrap()),
        answer("TVA_1938_thousand_usd", "gately_cost", gately_cost),
        answer("sweden_water_6", "individual", sweden.alone()),
        answer("sweden_water_6", "marginal", sweden.separable()),
        answer("sweden_water_6", "SCRB", gately::separable_costs(&sweden, None).unwrap()),
        answer("sweden_water_6", "shapley_cost", shapley::shapley(&sweden)),
        answer("sweden_water_6", "nucleolus_cost", of_costs(&sweden)),
    ]
}

fn bankruptcy_games() -> Vec<Answer> {
    let talmud = [100.0, 200.0, 300.0].map(|estate| {
        let game = bankruptcy(&[100.0, 200.0, 300.0], estate).unwrap();
        answer(&format!("talmud_E{estate}"), "nucleolus_of_game", of_gains(&game))
    });
    let six = bankruptcy(&[40.0, 32.0, 11.0, 73.3, 54.95, 81.1], 176.0).unwrap();
    let unions = [Coalition(0b00_0101), Coalition(0b01_1010), Coalition(0b10_0000)];
    let more = [
        answer("mattugames_6p_bankruptcy", "shapley", shapley::shapley(&six)),
        answer("mattugames_6p_bankruptcy", "tau", tau::tau(&six).unwrap()),
        answer("mattugames_6p_bankruptcy", "nucleolus", of_gains(&six)),
        answer("mattugames_6p_bankruptcy", "owen_{1,3}{2,4,5}{6}", owen::owen(&six, &unions).unwrap()),
    ];
    talmud.into_iter().chain(more).collect()
}

/// Five permanent members with 7 votes each, ten others with 1, and a quota of 39; the goldens give one member of each kind.
fn votes() -> Vec<Answer> {
    let votes: Vec<f64> = [vec![7.0; 5], vec![1.0; 10]].concat();
    let council = weighted_majority(&votes, 39.0).unwrap();
    let of_each_kind = |value: Vec<f64>| vec![value[0], value[14]];
    vec![
        answer("UN_security_council_15", "shapley_shubik", of_each_kind(shapley::shapley(&council))),
        answer(
            "UN_security_council_15",
            "banzhaf_normalised",
            of_each_kind(banzhaf::normalised_banzhaf(&council).unwrap()),
        ),
    ]
}

fn weighted() -> Vec<Answer> {
    let game = by_size(3, &[0.0, 0.0, 0.0, 60.0, 80.0, 100.0, 135.0]);
    let by = |weights: [f64; 3]| weighted_shapley::weighted_shapley(&game, &weights).unwrap();
    vec![
        answer("w_shapley_demo", "weighted_1_2_3", by([1.0, 2.0, 3.0])),
        answer("w_shapley_demo", "weighted_equal", by([1.0; 3])),
    ]
}
