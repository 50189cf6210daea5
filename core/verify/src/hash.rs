//! The tree of RFC 6962 §2.1, kept as the hashes of its complete subtrees so that the root at any earlier size can be had.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// A SHA-256 hash.
pub(crate) type Hash = [u8; 32];

/// `SHA-256(0x00 ‖ bytes)`.
pub(crate) fn leaf_hash(bytes: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(bytes).finalize().into()
}

fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// `SHA-256(bytes)`, of parts joined.
pub(crate) fn sha256(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The bytes of lower-case hexadecimal digits, `None` if it is anything else.
pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return None;
    }
    let nibble = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = 16 * nibble(pair[0])? + nibble(pair[1])?;
    }
    Some(bytes)
}

/// A growing tree: `levels[h][i]` is the root of leaves `i·2^h` to `(i+1)·2^h − 1`, for every complete subtree.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    pub(crate) fn size(&self) -> usize {
        self.levels.first().map_or(0, Vec::len)
    }

    pub(crate) fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for height in 0.. {
            if height == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let level = &mut self.levels[height];
            level.push(hash);
            match level.as_slice() {
                [.., left, right] if level.len().is_multiple_of(2) => hash = node_hash(left, right),
                _ => break,
            }
        }
    }

    /// The root of the first `size` leaves, `None` beyond the tree.
    pub(crate) fn root_at(&self, size: usize) -> Option<Hash> {
        if size > self.size() {
            return None;
        }
        // The complete subtrees that make up the first `size` leaves, smallest and rightmost first.
        let subtrees = (0..usize::BITS)
            .filter(|height| size >> height & 1 == 1)
            .filter_map(|height| self.levels.get(height as usize)?.get((size >> height) - 1));
        let root = subtrees.copied().reduce(|right, left| node_hash(&left, &right));
        Some(root.unwrap_or_else(|| sha256(&[])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6962 §2.1 word for word, slow.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => sha256(&[]),
            [leaf] => *leaf,
            _ => {
                let split = leaves.len().next_power_of_two() / 2;
                node_hash(&by_definition(&leaves[..split]), &by_definition(&leaves[split..]))
            }
        }
    }

    #[test]
    fn the_root_at_each_size_is_that_of_the_definition() {
        let leaves: Vec<Hash> = (0_u8..70).map(|number| leaf_hash(&[number])).collect();
        let mut tree = Tree::default();
        for leaf in &leaves {
            tree.push(*leaf);
        }
        for size in 0..=leaves.len() {
            assert_eq!(tree.root_at(size), Some(by_definition(&leaves[..size])), "size {size}");
        }
        assert_eq!(tree.root_at(leaves.len() + 1), None);
    }

    #[test]
    fn hexadecimal_is_lower_case_and_of_exact_length() {
        assert_eq!(unhex::<2>("0aff"), Some([0x0a, 0xff]));
        assert_eq!(hex(&[0x0a, 0xff]), "0aff");
        for wrong in ["0AFF", "0aff0", "0af", "0agg", "", "€a"] {
            assert_eq!(unhex::<2>(wrong), None, "{wrong}");
        }
    }
}
