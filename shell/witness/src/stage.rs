//! How far an entry has come: recorded, witnessed, final, mirrored.

use std::fmt;

/// How far a log has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Number of entries that the host has recorded.
    pub recorded: u64,
    /// Size of the largest checkpoint that a witness of the record has cosigned; 0 where there is none.
    pub witnessed: u64,
    /// Size of the largest checkpoint that is final ([`crate::Policy::finality`]); 0 where there is none.
    pub settled: u64,
    /// Number of entries that a partner's mirror holds ([`crate::mirror::held_by`]); 0 where there is none.
    pub mirrored: u64,
}

/// How far an entry has come. Each stage includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// It is on the host's disk.
    Recorded,
    /// At least one witness has cosigned a checkpoint that covers it.
    Witnessed,
    /// As many witnesses as the policy asks for have cosigned one: the host cannot take it back unseen.
    Final,
    /// It is final, and a partner has a copy: the host cannot lose it either.
    Mirrored,
}

impl Progress {
    /// How far entry `seq` has come; nothing where it is not recorded.
    pub fn stage(&self, seq: u64) -> Option<Stage> {
        let reached = [
            (seq < self.recorded, Stage::Recorded),
            (seq < self.witnessed, Stage::Witnessed),
            (seq < self.settled, Stage::Final),
            (seq < self.mirrored, Stage::Mirrored),
        ];
        reached.into_iter().take_while(|(is, _)| *is).last().map(|(_, stage)| stage)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Recorded => "recorded",
            Self::Witnessed => "witnessed",
            Self::Final => "final",
            Self::Mirrored => "mirrored",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_recorded_then_witnessed_then_final_then_mirrored_and_skips_no_stage() {
        let progress = Progress { recorded: 4, witnessed: 3, settled: 2, mirrored: 1 };
        let stages = [0, 1, 2, 3, 4].map(|seq| progress.stage(seq));
        let reached = [Stage::Mirrored, Stage::Final, Stage::Witnessed, Stage::Recorded].map(Some);
        assert_eq!(stages, [reached.as_slice(), &[None]].concat()[..]);
        let unsettled = Progress { recorded: 2, witnessed: 1, settled: 0, mirrored: 2 };
        assert_eq!(unsettled.stage(0), Some(Stage::Witnessed), "a copy alone proves nothing about the host");
    }
}
