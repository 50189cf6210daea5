//! Section 3: the eight-leaf vectors of RFC 6962 logs, an oracle, and wrong proofs.

use commonweal_record::tree::{
    Frontier, Hash, ProofError, Tree, consistency_proof, inclusion_proof, leaf_hash, root_of,
    verify_consistency, verify_inclusion,
};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::*;
use sha2::Sha256;

/// Inputs and roots of the reference tests of Certificate Transparency (`merkle_tree_test`), in hexadecimal.
const LEAVES: [&[u8]; 8] = [
    b"",
    &[0x00],
    &[0x10],
    &[0x20, 0x21],
    &[0x30, 0x31],
    &[0x40, 0x41, 0x42, 0x43],
    &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
    &[0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
];
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const PAIR_2_3: &str = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
const LEAF_1: &str = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
const LEAF_4: &str = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
const HALF_4_7: &str = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
const PAIR_4_5: &str = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
const PAIR_6_7: &str = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";

fn leaves(count: usize) -> Vec<Hash> {
    LEAVES[..count].iter().map(|leaf| leaf_hash(leaf)).collect()
}

fn hashes(texts: &[&str]) -> Vec<Hash> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

#[test]
fn roots_at_every_size_are_the_published_ones() {
    let (mut frontier, mut tree) = (Frontier::default(), Tree::default());
    assert_eq!(frontier.root().to_string(), ROOTS[0]);
    for (leaf, root) in LEAVES.iter().zip(&ROOTS[1..]) {
        frontier.push(leaf_hash(leaf));
        tree.push(leaf_hash(leaf));
        assert_eq!((frontier.root().to_string(), tree.root()), ((*root).to_owned(), frontier.root()));
    }
    for (size, root) in ROOTS.iter().enumerate() {
        assert_eq!(tree.root_at(size as u64).unwrap().to_string(), *root);
    }
}

#[test]
fn inclusion_proofs_are_the_published_ones() {
    let cases = [
        (0, 1, vec![]),
        (0, 8, vec![LEAF_1, PAIR_2_3, HALF_4_7]),
        (5, 8, vec![LEAF_4, PAIR_6_7, ROOTS[4]]),
        (2, 3, vec![ROOTS[2]]),
        (1, 5, vec![ROOTS[1], PAIR_2_3, LEAF_4]),
    ];
    for (index, size, proof) in cases {
        assert_eq!(inclusion_proof(&leaves(size), index).unwrap(), hashes(&proof), "{index} of {size}");
    }
}

#[test]
fn consistency_proofs_are_the_published_ones() {
    let cases = [
        (1, 1, vec![]),
        (1, 8, vec![LEAF_1, PAIR_2_3, HALF_4_7]),
        (6, 8, vec![PAIR_4_5, PAIR_6_7, ROOTS[4]]),
        (2, 5, vec![PAIR_2_3, LEAF_4]),
    ];
    for (old, size, proof) in cases {
        assert_eq!(consistency_proof(&leaves(size), old).unwrap(), hashes(&proof), "{old} to {size}");
    }
}

#[test]
fn a_proof_for_another_place_size_leaf_or_root_is_refused() {
    let tree: Tree = leaves(8).into_iter().collect();
    let (leaf, root) = (tree.leaves()[5], tree.root());
    let proof = tree.inclusion_proof(5, 8).unwrap();
    assert_eq!(verify_inclusion(leaf, 5, 8, &proof, root), Ok(()));
    assert!(matches!(verify_inclusion(leaf, 4, 8, &proof, root), Err(ProofError::WrongRoot { .. })));
    assert!(matches!(
        verify_inclusion(tree.leaves()[4], 5, 8, &proof, root),
        Err(ProofError::WrongRoot { .. })
    ));
    assert!(matches!(
        verify_inclusion(leaf, 5, 8, &proof, Hash::EMPTY_ROOT),
        Err(ProofError::WrongRoot { .. })
    ));
    assert_eq!(
        verify_inclusion(leaf, 8, 8, &proof, root),
        Err(ProofError::IndexBeyondSize { index: 8, size: 8 })
    );
    assert_eq!(verify_inclusion(leaf, 5, 8, &proof[..2], root), Err(ProofError::WrongLength { hashes: 2 }));
    let long = [&proof[..], &[root]].concat();
    assert_eq!(verify_inclusion(leaf, 5, 8, &long, root), Err(ProofError::WrongLength { hashes: 4 }));
}

#[test]
fn a_log_that_shrank_or_changed_is_not_consistent() {
    let tree: Tree = leaves(8).into_iter().collect();
    let (old, new) = (tree.root_at(6).unwrap(), tree.root());
    let proof = tree.consistency_proof(6, 8).unwrap();
    assert_eq!(verify_consistency(6, old, 8, new, &proof), Ok(()));
    assert_eq!(verify_consistency(8, new, 6, old, &proof), Err(ProofError::Shrunk { old_size: 8, size: 6 }));
    let other = Hash::of(b"another history");
    assert!(matches!(verify_consistency(6, other, 8, new, &proof), Err(ProofError::WrongRoot { .. })));
    assert!(matches!(verify_consistency(6, old, 8, other, &proof), Err(ProofError::WrongRoot { .. })));
    assert!(matches!(verify_consistency(6, old, 6, other, &[]), Err(ProofError::WrongRoot { .. })));
    assert!(matches!(verify_consistency(0, other, 8, new, &[]), Err(ProofError::WrongRoot { .. })));
    assert_eq!(verify_consistency(0, Hash::EMPTY_ROOT, 8, new, &[]), Ok(()));
    assert_eq!(verify_consistency(6, old, 8, new, &[]), Err(ProofError::WrongLength { hashes: 0 }));
    assert_eq!(verify_consistency(6, old, 8, new, &proof[..2]), Err(ProofError::WrongLength { hashes: 2 }));
    let long = [&proof[..], &[other]].concat();
    assert_eq!(verify_consistency(6, old, 8, new, &long), Err(ProofError::WrongLength { hashes: 4 }));
}

#[test]
fn what_the_tree_does_not_hold_cannot_be_proven() {
    let tree: Tree = leaves(3).into_iter().collect();
    assert_eq!(tree.root_at(4), Err(ProofError::BeyondTree { size: 4, have: 3 }));
    assert_eq!(tree.inclusion_proof(0, 4), Err(ProofError::BeyondTree { size: 4, have: 3 }));
    assert_eq!(tree.inclusion_proof(2, 2), Err(ProofError::IndexBeyondSize { index: 2, size: 2 }));
    assert_eq!(tree.consistency_proof(3, 2), Err(ProofError::Shrunk { old_size: 3, size: 2 }));
}

#[test]
fn every_proof_up_to_65_entries_verifies_and_no_flipped_bit_does() {
    let tree: Tree = (0..65_u64).map(|n| leaf_hash(&n.to_be_bytes())).collect();
    for size in 1..=65 {
        let root = tree.root_at(size).unwrap();
        for index in 0..size {
            let leaf = tree.leaves()[usize::try_from(index).unwrap()];
            let mut proof = tree.inclusion_proof(index, size).unwrap();
            verify_inclusion(leaf, index, size, &proof, root).unwrap();
            if let Some(hash) = proof.last_mut() {
                hash.0[31] ^= 1;
                verify_inclusion(leaf, index, size, &proof, root).unwrap_err();
            }
        }
        for old in 0..=size {
            let mut proof = tree.consistency_proof(old, size).unwrap();
            let old_root = tree.root_at(old).unwrap();
            verify_consistency(old, old_root, size, root, &proof).unwrap();
            if let Some(hash) = proof.first_mut() {
                hash.0[0] ^= 0x80;
                verify_consistency(old, old_root, size, root, &proof).unwrap_err();
            }
        }
    }
}

proptest! {
    #[test]
    fn roots_and_proofs_are_those_of_an_independent_implementation(
        entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..8), 1..90),
        index: prop::sample::Index,
    ) {
        let mut oracle: MemoryBackedTree<Sha256, Vec<u8>> = MemoryBackedTree::new();
        let mut tree = Tree::default();
        for entry in &entries {
            oracle.push(entry.clone());
            tree.push(leaf_hash(entry));
        }
        let index = index.index(entries.len());
        let size = entries.len() as u64;
        prop_assert_eq!(tree.root().0.to_vec(), oracle.root().as_bytes().to_vec());
        prop_assert_eq!(root_of(tree.leaves()), tree.root());
        let bytes = |proof: Vec<Hash>| proof.iter().flat_map(|hash| hash.0).collect::<Vec<u8>>();
        let inclusion = tree.inclusion_proof(index as u64, size).unwrap();
        prop_assert_eq!(bytes(inclusion), oracle.prove_inclusion(index).as_bytes().to_vec());
        let old = index + 1;
        if old < entries.len() {
            let consistency = tree.consistency_proof(old as u64, size).unwrap();
            prop_assert_eq!(bytes(consistency), oracle.prove_consistency(entries.len() - old).as_bytes().to_vec());
        }
    }

    #[test]
    fn no_proof_makes_the_verifier_panic(index: u64, size: u64, old: u64, count in 0_usize..70) {
        let proof = vec![Hash::EMPTY_ROOT; count];
        let _ = verify_inclusion(Hash::EMPTY_ROOT, index, size, &proof, Hash::EMPTY_ROOT);
        let _ = verify_consistency(old, Hash::EMPTY_ROOT, size, Hash::EMPTY_ROOT, &proof);
    }
}
