//! The fast solver against slow, obvious ones.

use proptest::prelude::*;

use super::*;
use crate::matrix::inner_products;

/// A problem as the method writes it down: minimise ‖A x − b‖² / n + ζ² ‖x‖².
#[derive(Debug, Clone)]
struct Plain {
    /// Columns of A, one a coordinate.
    columns: Vec<Vec<f64>>,
    target: Vec<f64>,
    zeta: f64,
}

impl Plain {
    fn rows(&self) -> usize {
        self.target.len()
    }

    fn residuals(&self, x: &[f64]) -> Vec<f64> {
        let fitted = |t: usize| self.columns.iter().zip(x).map(|(column, x)| column[t] * x).sum::<f64>();
        (0..self.rows()).map(|t| fitted(t) - self.target[t]).collect()
    }

    fn objective(&self, x: &[f64]) -> f64 {
        squares(&self.residuals(x)) / self.rows() as f64 + self.zeta * self.zeta * squares(x)
    }

    /// Half the gradient of n · objective.
    fn half_gradient(&self, x: &[f64]) -> Vec<f64> {
        let residuals = self.residuals(x);
        let eta = self.rows() as f64 * self.zeta * self.zeta;
        let along = |column: &Vec<f64>| column.iter().zip(&residuals).map(|(a, r)| a * r).sum::<f64>();
        self.columns.iter().zip(x).map(|(column, x)| along(column) + eta * x).collect()
    }

    /// The iteration of the R package, on A itself: residuals computed anew at every step.
    fn frank_wolfe(&self, x: &mut [f64], stopping: Stopping) -> usize {
        let mut values: Vec<f64> = Vec::new();
        for iteration in 0..stopping.max_iterations {
            let gradient = self.half_gradient(x);
            let k = (0..x.len()).fold(0, |best, i| if gradient[i] < gradient[best] { i } else { best });
            let direction: Vec<f64> = x.iter().enumerate().map(|(i, x)| f64::from(i == k) - x).collect();
            let slope: f64 = gradient.iter().zip(&direction).map(|(g, d)| g * d).sum();
            let change: Vec<f64> = {
                let moved: Vec<f64> = x.iter().zip(&direction).map(|(x, d)| x + d).collect();
                self.residuals(&moved)
                    .iter()
                    .zip(self.residuals(x))
                    .map(|(after, before)| after - before)
                    .collect()
            };
            let eta = self.rows() as f64 * self.zeta * self.zeta;
            let curvature = squares(&change) + eta * squares(&direction);
            let step = if curvature > 0.0 { (-slope / curvature).clamp(0.0, 1.0) } else { 0.0 };
            x.iter_mut().zip(&direction).for_each(|(x, d)| *x += step * d);
            values.push(self.objective(x));
            let least = stopping.min_decrease * stopping.min_decrease;
            if iteration > 0 && values[iteration - 1] - values[iteration] <= least {
                return iteration + 1;
            }
        }
        stopping.max_iterations
    }

    /// Projected gradient with a step below 1/L, until it stands still.
    fn exact(&self) -> Vec<f64> {
        let trace: f64 = self.columns.iter().map(|column| squares(column)).sum();
        let step = 1.0 / (trace + self.rows() as f64 * self.zeta * self.zeta);
        let mut x = vec![1.0 / self.columns.len() as f64; self.columns.len()];
        for _ in 0..200_000 {
            let gradient = self.half_gradient(&x);
            let moved: Vec<f64> = x.iter().zip(&gradient).map(|(x, g)| x - step * g).collect();
            let next = onto_simplex(&moved);
            let still = next.iter().zip(&x).all(|(a, b)| (a - b).abs() < 1e-15);
            x = next;
            if still {
                break;
            }
        }
        x
    }

    fn gram(&self) -> Gram {
        let rows = self.rows();
        let columns = Matrix::from_rows(rows, self.columns.iter().map(Vec::as_slice));
        let products = inner_products(&columns);
        let ridge = rows as f64 * self.zeta * self.zeta;
        Gram {
            hessian: Hessian::new(&products, self.columns.len(), ridge),
            linear: self
                .columns
                .iter()
                .map(|c| c.iter().zip(&self.target).map(|(a, b)| a * b).sum())
                .collect(),
            constant: squares(&self.target),
            rows,
        }
    }
}

struct Gram {
    hessian: Hessian,
    linear: Vec<f64>,
    constant: f64,
    rows: usize,
}

impl Gram {
    fn problem(&self) -> SimplexProblem<'_> {
        SimplexProblem {
            hessian: &self.hessian,
            linear: &self.linear,
            constant: self.constant,
            rows: self.rows,
        }
    }
}

fn squares(values: &[f64]) -> f64 {
    values.iter().map(|v| v * v).sum()
}

/// Nearest point of the simplex: subtract the threshold at which the positive parts sum to one.
fn onto_simplex(point: &[f64]) -> Vec<f64> {
    let mut sorted = point.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let mut sum = 0.0;
    let mut threshold = 0.0;
    for (i, value) in sorted.iter().enumerate() {
        sum += value;
        let candidate = (sum - 1.0) / (i + 1) as f64;
        if *value > candidate {
            threshold = candidate;
        }
    }
    point.iter().map(|value| (value - threshold).max(0.0)).collect()
}

fn solve_alone(plain: &Plain, stopping: Stopping) -> (Vec<f64>, Solved) {
    let gram = plain.gram();
    let mut x = vec![vec![1.0 / plain.columns.len() as f64; plain.columns.len()]];
    let solved = frank_wolfe(&[gram.problem()], &mut x, stopping)[0];
    (x.swap_remove(0), solved)
}

fn problems(coordinates: std::ops::Range<usize>) -> impl Strategy<Value = Plain> {
    (coordinates, 3..12_usize).prop_flat_map(|(coordinates, rows)| {
        let value = -5.0..5.0_f64;
        let columns = prop::collection::vec(prop::collection::vec(value.clone(), rows), coordinates);
        (columns, prop::collection::vec(value, rows), 0.05..2.0_f64)
            .prop_map(|(columns, target, zeta)| Plain { columns, target, zeta })
    })
}

const FEW: Stopping = Stopping { min_decrease: 0.0, max_iterations: 25 };

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Widths on both sides of each register and padding boundary. Near the optimum f is flat, so that rounding of 10⁻¹⁶
    /// in f may move x by 10⁻⁸.
    #[test]
    fn the_iterates_are_those_of_the_plain_algorithm(plain in problems(1..20)) {
        for max_iterations in [1, 2, 5, 25] {
            let stopping = Stopping { max_iterations, ..FEW };
            let (fast, _) = solve_alone(&plain, stopping);
            let mut slow = vec![1.0 / plain.columns.len() as f64; plain.columns.len()];
            plain.frank_wolfe(&mut slow, stopping);
            for (fast, slow) in fast.iter().zip(&slow) {
                prop_assert!((fast - slow).abs() < 1e-6, "{fast} {slow} after {max_iterations}");
            }
        }
    }

    #[test]
    fn a_long_run_comes_as_near_the_optimum_as_its_duality_gap_says(plain in problems(2..9)) {
        let (x, solved) = solve_alone(&plain, Stopping { min_decrease: 0.0, max_iterations: 20_000 });
        let exact = plain.exact();
        let excess = plain.objective(&x) - plain.objective(&exact);
        let rounding = 1e-11 * plain.objective(&vec![0.0; x.len()]).max(1.0);
        prop_assert!(excess <= solved.duality_gap + rounding, "{excess} {}", solved.duality_gap);
        prop_assert!(solved.duality_gap < 0.02 * plain.objective(&exact).max(1.0), "{}", solved.duality_gap);
        prop_assert!((x.iter().sum::<f64>() - 1.0).abs() < 1e-9 && x.iter().all(|x| *x >= 0.0));
    }

    #[test]
    fn problems_solved_together_come_out_as_alone(plain in prop::collection::vec(problems(6..7), 1..6)) {
        let grams: Vec<Gram> = plain.iter().map(Plain::gram).collect();
        let posed: Vec<SimplexProblem<'_>> = grams.iter().map(Gram::problem).collect();
        let stopping = Stopping { min_decrease: 1e-4, max_iterations: 400 };
        let mut x = vec![vec![1.0 / 6.0; 6]; plain.len()];
        let solved = frank_wolfe(&posed, &mut x, stopping);
        for ((plain, x), solved) in plain.iter().zip(x).zip(solved) {
            prop_assert_eq!(solve_alone(plain, stopping), (x, solved));
        }
    }
}

#[test]
fn every_instruction_set_gives_the_same_bits() {
    let column = |k: u32| (0..17).map(|t| f64::from((k * 31 + t * 17) % 23) / 7.0).collect::<Vec<f64>>();
    let plain = Plain { columns: (0..37).map(column).collect(), target: column(99), zeta: 0.3 };
    let gram = plain.gram();
    let run = |arch: Arch| {
        let mut x = vec![vec![1.0 / 37.0; 37]];
        let problems = [gram.problem()];
        let stopping = Stopping { min_decrease: 1e-9, max_iterations: 3000 };
        let solved = arch.dispatch(Together { problems: &problems, x: &mut x, stopping });
        (x, solved)
    };
    let plainest = run(Arch::Scalar);
    assert_eq!(run(Arch::new()), plainest);
    #[cfg(target_arch = "x86_64")]
    if let Some(simd) = pulp::x86::V3::try_new() {
        assert_eq!(run(Arch::V3(simd)), plainest);
    }
}

#[test]
fn the_run_stops_when_a_step_gains_at_most_the_square_of_the_least_decrease() {
    let plain = Plain {
        columns: vec![vec![1.0, 0.0, 0.5], vec![0.0, 1.0, 0.2], vec![0.3, 0.3, 1.0]],
        target: vec![0.4, 0.4, 0.5],
        zeta: 0.1,
    };
    for min_decrease in [1e-2, 1e-3, 1e-4] {
        let stopping = Stopping { min_decrease, max_iterations: 10_000 };
        let (_, solved) = solve_alone(&plain, stopping);
        let slow = plain.frank_wolfe(&mut [1.0 / 3.0; 3], stopping);
        assert!(solved.iterations == slow && slow < 10_000, "{} {slow}", solved.iterations);
    }
}

#[test]
fn a_barred_coordinate_keeps_no_weight_though_it_would_fit_best() {
    let plain = Plain {
        columns: vec![vec![1.0, 2.0], vec![3.0, 4.0], vec![0.0, 5.0]],
        target: vec![3.0, 4.0],
        zeta: 0.01,
    };
    let mut gram = plain.gram();
    gram.linear[1] = f64::NEG_INFINITY;
    let mut x = vec![vec![0.5, 0.0, 0.5]];
    let solved = frank_wolfe(&[gram.problem()], &mut x, FEW)[0];
    assert_eq!(x[0][1], 0.0);
    assert!((x[0][0] + x[0][2] - 1.0).abs() < 1e-12 && solved.duality_gap.is_finite());
}

#[test]
fn the_first_of_two_equal_vertices_is_taken() {
    let same = vec![1.0, 1.0, 1.0];
    let far = vec![9.0, 0.0, 3.0];
    let plain = Plain { columns: vec![far, same.clone(), same], target: vec![1.0, 1.0, 1.0], zeta: 0.0 };
    let gram = plain.gram();
    let mut x = vec![vec![1.0, 0.0, 0.0]];
    frank_wolfe(&[gram.problem()], &mut x, Stopping { min_decrease: 0.0, max_iterations: 1 });
    assert!(x[0][1] > 0.9 && x[0][2] == 0.0, "{x:?}");
}

#[test]
fn sparsify_drops_weights_up_to_a_quarter_of_the_largest() {
    let mut x = vec![0.4, 0.1, 0.11, 0.39];
    sparsify(&mut x);
    assert_eq!(x[1], 0.0);
    assert!((x[2] - 0.11 / 0.9).abs() < 1e-15 && (x.iter().sum::<f64>() - 1.0).abs() < 1e-15);
}

#[test]
fn weights_that_are_all_zero_become_uniform_over_the_coordinates_allowed() {
    let mut x = vec![0.0; 4];
    normalise(&mut x, &|i| i != 2);
    assert_eq!(x, [1.0 / 3.0, 1.0 / 3.0, 0.0, 1.0 / 3.0]);
}
