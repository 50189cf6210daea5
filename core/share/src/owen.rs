//! The Owen value: the Shapley value where bodies come in groups that negotiate as one.

use crate::coalition::Coalition;
use crate::error::ShareError;
use crate::game::Game;
use crate::shapley::order_weights;

/// The average contribution of every body over the orders of joining in which no group is interrupted.
///
/// With weights `w_m` over groups and `w_b` over the members of i's own group B, `ψ_i` = Σ_{H} Σ_{T⊆B∖i} `w_m(|H|)·w_b(|T`|)·[v(H∪T∪i) − v(H∪T)],
/// where H runs over unions of other groups. G. Owen, "Values of games with a priori unions", Mathematical Economics and Game Theory
/// (Springer, 1977), 76–88.
///
/// # Errors
/// [`ShareError::NotAPartition`] where a body is in no group, or in two.
pub fn owen(game: &Game, groups: &[Coalition]) -> Result<Vec<f64>, ShareError> {
    let times = |body: usize| groups.iter().filter(|group| group.contains(body)).count();
    if let Some(body) = (0..64).find(|body| times(*body) != usize::from(*body < game.players())) {
        return Err(ShareError::NotAPartition(body + 1));
    }
    let groups: Vec<Coalition> = groups.iter().copied().filter(|group| !group.is_empty()).collect();
    let mut value = vec![0.0; game.players()];
    for (at, own) in groups.iter().enumerate() {
        let others: Vec<Coalition> =
            groups.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, g)| *g).collect();
        let (among_groups, among_members) = (order_weights(groups.len()), order_weights(own.size()));
        for before in (0..1_usize << others.len()).map(Coalition::at) {
            let joined = before.members().fold(0, |joined, group| joined | others[group].0);
            for body in own.members() {
                for part in parts(own.without(body)) {
                    let without = Coalition(joined | part.0);
                    let adds = game.worth(without.with(body)) - game.worth(without);
                    value[body] += among_groups[before.size()] * among_members[part.size()] * adds;
                }
            }
        }
    }
    Ok(value)
}

/// All subsets of a coalition, the coalition and the empty one included.
fn parts(whole: Coalition) -> impl Iterator<Item = Coalition> {
    let mut next = Some(whole.0);
    std::iter::from_fn(move || {
        let part = next?;
        next = (part != 0).then(|| (part - 1) & whole.0);
        Some(Coalition(part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapley::shapley;

    fn game() -> Game {
        Game::tabulate(4, |coalition| (coalition.0 * 7 % 13) as f64).unwrap()
    }

    fn assert_near(left: &[f64], right: &[f64]) {
        assert!(left.iter().zip(right).all(|(a, b)| (a - b).abs() < 1e-12), "{left:?} {right:?}");
    }

    #[test]
    fn one_group_or_groups_of_one_give_the_shapley_value() {
        let alone: Vec<Coalition> = (0..4).map(Coalition::alone).collect();
        assert_near(&owen(&game(), &alone).unwrap(), &shapley(&game()));
        assert_near(&owen(&game(), &[Coalition::grand(4)]).unwrap(), &shapley(&game()));
    }

    #[test]
    fn a_group_gets_what_it_would_as_one_player() {
        let value = owen(&game(), &[Coalition(0b0011), Coalition(0b1100)]).unwrap();
        let v = |s: u64| game().worth(Coalition(s));
        let as_one = Game::new(2, vec![0.0, v(0b0011), v(0b1100), v(0b1111)]).unwrap();
        assert_near(&[value[0] + value[1], value[2] + value[3]], &shapley(&as_one));
    }

    #[test]
    fn a_body_in_no_group_or_in_two_is_named() {
        assert_eq!(owen(&game(), &[Coalition(0b0111)]), Err(ShareError::NotAPartition(4)));
        assert_eq!(owen(&game(), &[Coalition(0b0111), Coalition(0b1001)]), Err(ShareError::NotAPartition(1)));
        assert_eq!(owen(&game(), &[Coalition(0b11111)]), Err(ShareError::NotAPartition(5)));
    }
}
