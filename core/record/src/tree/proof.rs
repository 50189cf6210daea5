//! Checking proofs without the tree.

use super::{Hash, node_hash};

/// Why a proof cannot be made or does not prove what it should.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// More leaves asked for than there are.
    #[error("the tree has {have} entries, fewer than the {size} asked for")]
    BeyondTree {
        /// Size asked for.
        size: u64,
        /// Size there is.
        have: u64,
    },
    /// No such leaf in a tree of that size.
    #[error("entry {index} is not in a tree of {size} entries: they count from 0")]
    IndexBeyondSize {
        /// Index of the leaf.
        index: u64,
        /// Size of the tree.
        size: u64,
    },
    /// The later tree is smaller than the earlier one.
    #[error("a tree of {size} entries cannot have grown from one of {old_size}")]
    Shrunk {
        /// Size of the earlier tree.
        old_size: u64,
        /// Size of the later tree.
        size: u64,
    },
    /// The proof has too few or too many hashes for these sizes.
    #[error("a proof of {hashes} hashes does not fit these sizes")]
    WrongLength {
        /// Number of hashes given.
        hashes: usize,
    },
    /// The proof leads to another root.
    #[error("the proof leads to the root {found}, not to {expected}")]
    WrongRoot {
        /// Root that was to be proven.
        expected: Hash,
        /// Root that the proof gives.
        found: Hash,
    },
}

/// Checks that `leaf` is the leaf hash at `index` of the tree of `size` leaves with this `root` (RFC 9162 §2.1.3.2).
///
/// # Errors
/// [`ProofError`] saying why it is not proven.
pub fn verify_inclusion(
    leaf: Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::IndexBeyondSize { index, size });
    }
    let wrong_length = ProofError::WrongLength { hashes: proof.len() };
    // f and s are fn and sn of the RFC: the places of the node and of the last node on the level.
    let (mut f, mut s, mut node) = (index, size - 1, leaf);
    for sibling in proof {
        if s == 0 {
            return Err(wrong_length);
        }
        if f % 2 == 1 || f == s {
            node = node_hash(*sibling, node);
            let up = f.trailing_zeros();
            (f, s) = (f >> up, s >> up);
        } else {
            node = node_hash(node, *sibling);
        }
        (f, s) = (f >> 1, s >> 1);
    }
    if s == 0 { same_root(root, node) } else { Err(wrong_length) }
}

/// Checks that the tree of `old_size` leaves with `old_root` is the beginning of the tree of `size` leaves with `root` (RFC 9162 §2.1.4.2).
/// The empty tree is the beginning of every tree.
///
/// # Errors
/// [`ProofError`] saying why it is not proven.
pub fn verify_consistency(
    old_size: u64,
    old_root: Hash,
    size: u64,
    root: Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    let wrong_length = || ProofError::WrongLength { hashes: proof.len() };
    if old_size > size {
        return Err(ProofError::Shrunk { old_size, size });
    }
    if old_size == 0 || old_size == size {
        let expected = if old_size == 0 { Hash::EMPTY_ROOT } else { root };
        return if proof.is_empty() { same_root(expected, old_root) } else { Err(wrong_length()) };
    }
    // A perfect old tree is itself the first node of the path.
    let mut path = proof.iter().copied();
    let first = if old_size.is_power_of_two() { Some(old_root) } else { path.next() };
    let first = first.ok_or_else(wrong_length)?;
    let up = (old_size - 1).trailing_ones();
    let (mut f, mut s) = ((old_size - 1) >> up, (size - 1) >> up);
    let (mut old, mut new) = (first, first);
    for node in path {
        if s == 0 {
            return Err(wrong_length());
        }
        if f % 2 == 1 || f == s {
            (old, new) = (node_hash(node, old), node_hash(node, new));
            let up = f.trailing_zeros();
            (f, s) = (f >> up, s >> up);
        } else {
            new = node_hash(new, node);
        }
        (f, s) = (f >> 1, s >> 1);
    }
    if s > 0 {
        return Err(wrong_length());
    }
    same_root(old_root, old)?;
    same_root(root, new)
}

fn same_root(expected: Hash, found: Hash) -> Result<(), ProofError> {
    if expected == found { Ok(()) } else { Err(ProofError::WrongRoot { expected, found }) }
}
