//! A whole tree in memory, for roots and proofs at any size.

use super::{Hash, ProofError, node_hash};

/// Every perfect node of a growing tree, level by level from the leaves: 64 bytes a leaf.
///
/// A node of a perfect subtree never changes as the tree grows, so roots and proofs at every earlier size cost O(log n) hashes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// Adds the next leaf hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        for level in 0.. {
            if level == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let nodes = &mut self.levels[level];
            nodes.push(node);
            let count = nodes.len();
            if count % 2 == 1 {
                return;
            }
            node = node_hash(nodes[count - 2], nodes[count - 1]);
        }
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.leaves().len() as u64
    }

    /// The leaf hashes in order.
    pub fn leaves(&self) -> &[Hash] {
        self.levels.first().map_or(&[], Vec::as_slice)
    }

    /// The root over all leaves.
    pub fn root(&self) -> Hash {
        self.subtree(0, self.leaves().len())
    }

    /// The root over the first `size` leaves.
    ///
    /// # Errors
    /// [`ProofError::BeyondTree`] where the tree has fewer.
    pub fn root_at(&self, size: u64) -> Result<Hash, ProofError> {
        Ok(self.subtree(0, self.within(size)?))
    }

    /// RFC 6962 §2.1.1: the siblings on the way from leaf `index` up to the root of the first `size` leaves.
    ///
    /// # Errors
    /// [`ProofError::BeyondTree`] where the tree has fewer than `size` leaves; [`ProofError::IndexBeyondSize`] where `index` is not below `size`.
    pub fn inclusion_proof(&self, index: u64, size: u64) -> Result<Vec<Hash>, ProofError> {
        let end = self.within(size)?;
        let out_of_range = ProofError::IndexBeyondSize { index, size };
        let index = usize::try_from(index).ok().filter(|i| *i < end).ok_or(out_of_range)?;
        let mut proof = Vec::new();
        let (mut start, mut end) = (0, end);
        while end - start > 1 {
            let middle = start + split(end - start);
            if index < middle {
                proof.push(self.subtree(middle, end));
                end = middle;
            } else {
                proof.push(self.subtree(start, middle));
                start = middle;
            }
        }
        proof.reverse();
        Ok(proof)
    }

    /// RFC 6962 §2.1.2: the nodes that tie the root at `old_size` to the root at `size`; empty where the sizes are equal or the old one is 0.
    ///
    /// # Errors
    /// [`ProofError::BeyondTree`] where the tree has fewer than `size` leaves; [`ProofError::Shrunk`] where `old_size` is above `size`.
    pub fn consistency_proof(&self, old_size: u64, size: u64) -> Result<Vec<Hash>, ProofError> {
        let end = self.within(size)?;
        let shrunk = ProofError::Shrunk { old_size, size };
        let old = usize::try_from(old_size).ok().filter(|old| *old <= end).ok_or(shrunk)?;
        let mut proof = Vec::new();
        if old == 0 || old == end {
            return Ok(proof);
        }
        let (mut start, mut end) = (0, end);
        // Until the range is one that the old tree ends with, whole: its root is known to the verifier only where it is the old tree.
        while end != old {
            let middle = start + split(end - start);
            if old <= middle {
                proof.push(self.subtree(middle, end));
                end = middle;
            } else {
                proof.push(self.subtree(start, middle));
                start = middle;
            }
        }
        if start > 0 {
            proof.push(self.subtree(start, end));
        }
        proof.reverse();
        Ok(proof)
    }

    fn within(&self, size: u64) -> Result<usize, ProofError> {
        let have = self.leaves().len();
        let beyond = ProofError::BeyondTree { size, have: have as u64 };
        usize::try_from(size).ok().filter(|size| *size <= have).ok_or(beyond)
    }

    /// The root over the leaves from `start` up to, not including, `end`; `start` is a multiple of every power of two up to the range's largest.
    fn subtree(&self, start: usize, end: usize) -> Hash {
        let (mut from, mut peaks) = (start, Vec::new());
        while from < end {
            let level = (end - from).ilog2() as usize;
            peaks.push(self.levels[level][from >> level]);
            from += 1 << level;
        }
        let Some(last) = peaks.pop() else { return Hash::EMPTY_ROOT };
        peaks.into_iter().rev().fold(last, |right, left| node_hash(left, right))
    }
}

impl FromIterator<Hash> for Tree {
    fn from_iter<I: IntoIterator<Item = Hash>>(leaves: I) -> Self {
        let mut tree = Self::default();
        for leaf in leaves {
            tree.push(leaf);
        }
        tree
    }
}

/// The largest power of two smaller than `count`, which is at least 2.
fn split(count: usize) -> usize {
    1 << (count - 1).ilog2()
}
