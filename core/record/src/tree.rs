//! The Merkle tree of RFC 6962 §2.1 over the entries of a log (docs/record.md, section 3).
//!
//! Whoever holds one 32-byte root can check that an entry is in the log ([`verify_inclusion`]) and that the log has only grown since
//! ([`verify_consistency`]), with about log₂ n hashes each. [`Frontier`] is what it takes to grow a tree, [`Tree`] what it takes to prove things about it.
//!
//! ```
//! use commonweal_record::tree::{Tree, leaf_hash, verify_inclusion};
//!
//! let mut tree = Tree::default();
//! for entry in ["opened", "proposed", "joined"] {
//!     tree.push(leaf_hash(entry.as_bytes()));
//! }
//! let proof = tree.inclusion_proof(1, 3)?;
//! verify_inclusion(leaf_hash(b"proposed"), 1, 3, &proof, tree.root())?;
//! # Ok::<(), commonweal_record::tree::ProofError>(())
//! ```

mod frontier;
mod hash;
mod levels;
mod proof;

pub use frontier::Frontier;
pub use hash::{Hash, HashError, leaf_hash, node_hash};
pub use levels::Tree;
pub use proof::{ProofError, verify_consistency, verify_inclusion};

/// The root over `leaves`, which are leaf hashes.
pub fn root_of(leaves: &[Hash]) -> Hash {
    let mut frontier = Frontier::default();
    for leaf in leaves {
        frontier.push(*leaf);
    }
    frontier.root()
}

/// The proof that leaf `index` is in the tree of all `leaves`; for many proofs keep a [`Tree`].
///
/// # Errors
/// As for [`Tree::inclusion_proof`].
pub fn inclusion_proof(leaves: &[Hash], index: u64) -> Result<Vec<Hash>, ProofError> {
    leaves.iter().copied().collect::<Tree>().inclusion_proof(index, leaves.len() as u64)
}

/// The proof that the tree of the first `old_size` leaves is a beginning of the tree of all `leaves`; for many proofs keep a [`Tree`].
///
/// # Errors
/// As for [`Tree::consistency_proof`].
pub fn consistency_proof(leaves: &[Hash], old_size: u64) -> Result<Vec<Hash>, ProofError> {
    leaves.iter().copied().collect::<Tree>().consistency_proof(old_size, leaves.len() as u64)
}
