//! The direction of the arrows: which room may use which, read from `cargo metadata`.
//!
//! Test dependencies count too: a core crate whose tests need a shell crate is not pure. What a rule does not allow is
//! refused, so a new room fails until it has its line here, with the reason.

use std::path::Path;

use serde_json::Value;

use crate::command::{self, CommandError};
use crate::steps::Outcome;

/// The data flow of the core: a room uses only rooms before it.
const DATA_FLOW: [&str; 9] = [
    "core/quantity",
    "core/record",
    "core/find",
    "core/appraise",
    "core/evaluate",
    "core/value",
    "core/share",
    "core/strength",
    "core/report",
];

/// What a room may use. `core/*` stands for every room below `core`.
struct Rule {
    room: &'static str,
    may_use: &'static [&'static str],
    because: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        room: "core/verify",
        may_use: &[],
        because: "a verifier that shared code with the writer would repeat the writer's mistakes",
    },
    Rule {
        room: "core/*",
        may_use: &["core/*"],
        because: "the core is a pure function of its arguments, so anyone can recompute its results: it knows no shell",
    },
    Rule {
        room: "shell/store",
        may_use: &["core/quantity", "core/record"],
        because: "a store keeps facts; it neither computes with them nor knows who asks",
    },
    Rule {
        room: "shell/activity",
        may_use: &["core/*"],
        because: "a source of activity hands checked panels to the core and knows no other shell room",
    },
    Rule {
        room: "shell/directory",
        may_use: &["core/*"],
        because: "a reader of directories hands entries to the core and knows no other shell room, nor where bytes come from",
    },
    Rule {
        room: "shell/witness",
        may_use: &["core/record", "shell/store"],
        because: "a witness judges signed bytes and keeps copies of them: it knows no use case, and so no partner's rights",
    },
    Rule {
        room: "shell/service",
        may_use: &["core/*", "shell/store", "shell/activity", "shell/directory", "shell/witness"],
        because: "use cases are the one place that brings the core and the stores together",
    },
    Rule {
        room: "shell/web",
        may_use: &["core/*", "shell/service"],
        because: "a handler calls one service function and renders: it knows no SQL and no file",
    },
    Rule {
        room: "shell/cli",
        may_use: &["core/*", "shell/service", "shell/web"],
        because: "a command calls the service and prints, or starts the pages: it knows no SQL and no file format",
    },
    Rule {
        room: "validation",
        may_use: &["core/*", "shell/activity", "shell/directory", "shell/service"],
        because: "golden tests stand outside: they use the product as a caller would, and nothing uses them",
    },
    Rule {
        room: "bench",
        may_use: &["core/*", "shell/activity", "shell/service", "shell/store", "shell/web"],
        because: "benchmarks stand outside: they use the product as a caller would, and nothing uses them",
    },
    Rule { room: "xtask", may_use: &[], because: "the checks must build and run when the rest does not" },
];

/// One dependency of a workspace crate on another; both are folders relative to the root.
#[derive(Debug, PartialEq, Eq)]
struct Arrow {
    from: String,
    to: String,
}

/// No crate depends on a crate that its room may not use.
pub(crate) fn check(root: &Path) -> Outcome {
    read_and_judge(root).into()
}

fn read_and_judge(root: &Path) -> Result<Outcome, CommandError> {
    let arguments = ["metadata", "--format-version", "1", "--no-deps"];
    let text = command::read(&mut command::cargo(root, &arguments))?;
    let unreadable = |reason: String| CommandError::Unreadable { line: "cargo metadata".to_owned(), reason };
    let metadata: Value = serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))?;
    let graph = Graph::from_metadata(&metadata)
        .ok_or_else(|| unreadable("no workspace_root or packages in it".to_owned()))?;
    let looked_at = format!("{} rooms, {} arrows", graph.rooms.len(), graph.arrows.len());
    Ok(Outcome::from_findings(graph.findings(), looked_at))
}

/// The crates of the workspace and the arrows between them.
#[derive(Debug, Default)]
struct Graph {
    rooms: Vec<String>,
    arrows: Vec<Arrow>,
}

impl Graph {
    fn from_metadata(metadata: &Value) -> Option<Self> {
        let root = Path::new(metadata["workspace_root"].as_str()?);
        let folder =
            |path: &Path| path.strip_prefix(root).ok().map(|it| it.to_string_lossy().replace('\\', "/"));
        let mut graph = Self::default();
        for package in metadata["packages"].as_array()? {
            let from = folder(Path::new(package["manifest_path"].as_str()?).parent()?)?;
            for dependency in package["dependencies"].as_array()? {
                if let Some(to) = dependency["path"].as_str().and_then(|path| folder(Path::new(path))) {
                    graph.arrows.push(Arrow { from: from.clone(), to });
                }
            }
            graph.rooms.push(from);
        }
        Some(graph)
    }

    fn findings(&self) -> Vec<String> {
        let homeless = self.rooms.iter().filter(|room| rule_for(room).is_none()).map(|room| {
            format!("{room} has no rule: say in xtask/src/layering.rs which rooms it may use, and why")
        });
        homeless.chain(self.arrows.iter().filter_map(wrong)).collect()
    }
}

fn rule_for(room: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| matches(rule.room, room))
}

fn matches(pattern: &str, room: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(parent) => room.starts_with(parent),
        None => room == pattern,
    }
}

/// What is wrong with an arrow, if anything.
fn wrong(arrow: &Arrow) -> Option<String> {
    let Arrow { from, to } = arrow;
    let rule = rule_for(from)?;
    if !rule.may_use.iter().any(|pattern| matches(pattern, to)) {
        return Some(format!("{from} may not use {to}: {}", rule.because));
    }
    if !from.starts_with("core/") {
        return None;
    }
    let place = |room: &str| DATA_FLOW.iter().position(|known| *known == room);
    match (place(from), place(to)) {
        (Some(here), Some(there)) if there < here => None,
        (Some(_), Some(_)) => Some(format!(
            "{from} may not use {to}: it stands before it in the data flow ({})",
            DATA_FLOW.join(", ")
        )),
        _ => Some(format!(
            "{from} uses {to}, and one of them has no place in the data flow of xtask/src/layering.rs"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(from: &str, to: &str) -> Option<String> {
        wrong(&Arrow { from: from.to_owned(), to: to.to_owned() })
    }

    #[test]
    fn the_core_never_uses_the_shell_but_the_shell_uses_the_core() {
        assert!(finding("core/evaluate", "shell/activity").unwrap().contains("knows no shell"));
        assert_eq!(finding("shell/activity", "core/evaluate"), None);
    }

    #[test]
    fn arrows_in_the_core_follow_the_data_flow() {
        assert_eq!(finding("core/report", "core/evaluate"), None);
        assert!(finding("core/evaluate", "core/report").unwrap().contains("data flow"));
        assert!(finding("core/evaluate", "core/value").is_some());
        assert_eq!(finding("core/value", "core/evaluate"), None);
        assert!(finding("core/value", "core/value").is_some());
    }

    #[test]
    fn the_verifier_uses_nothing_of_ours_and_no_room_of_the_core_uses_it() {
        for used in ["core/record", "core/quantity", "shell/store"] {
            assert!(finding("core/verify", used).unwrap().contains("writer's mistakes"), "{used}");
        }
        assert!(finding("core/record", "core/verify").unwrap().contains("no place in the data flow"));
        assert_eq!(finding("shell/service", "core/verify"), None);
    }

    #[test]
    fn only_the_service_a_witness_and_benchmarks_use_a_store() {
        for room in ["shell/web", "shell/cli", "shell/activity", "shell/directory", "validation"] {
            assert!(finding(room, "shell/store").is_some(), "{room}");
            assert!(finding(room, "shell/witness").is_some(), "{room}");
        }
        assert_eq!(finding("bench", "shell/store"), None);
        assert_eq!(finding("shell/witness", "shell/store"), None);
        assert!(finding("shell/witness", "shell/service").unwrap().contains("no use case"));
        assert_eq!(finding("shell/service", "shell/store"), None);
    }

    #[test]
    fn nothing_uses_the_command_or_the_tools_and_the_pages_are_used_to_serve_and_measure_them_alone() {
        for user in
            ["core/report", "shell/service", "shell/activity", "shell/web", "validation", "bench", "xtask"]
        {
            for used in ["shell/cli", "xtask", "validation", "bench"] {
                assert!(finding(user, used).is_some(), "{user} uses {used}");
            }
        }
        for user in ["core/report", "shell/service", "shell/activity", "validation", "xtask"] {
            assert!(finding(user, "shell/web").is_some(), "{user}");
        }
        assert_eq!(finding("shell/cli", "shell/web"), None);
    }

    #[test]
    fn a_core_room_outside_the_data_flow_is_told_to_take_a_place() {
        assert!(finding("core/gossip", "core/quantity").unwrap().contains("no place in the data flow"));
    }

    #[test]
    fn the_arrows_are_read_from_cargo_metadata_and_the_wrong_one_is_named() {
        let metadata = serde_json::json!({
            "workspace_root": "/somewhere",
            "packages": [
                {
                    "manifest_path": "/somewhere/core/evaluate/Cargo.toml",
                    "dependencies": [
                        { "name": "commonweal-quantity", "path": "/somewhere/core/quantity", "kind": null },
                        { "name": "serde", "path": null, "kind": null },
                        { "name": "commonweal-activity", "path": "/somewhere/shell/activity", "kind": "dev" },
                    ],
                },
                { "manifest_path": "/somewhere/attic/Cargo.toml", "dependencies": [] },
            ],
        });
        let graph = Graph::from_metadata(&metadata).unwrap();
        assert_eq!(graph.arrows.len(), 2);
        let findings = graph.findings();
        assert_eq!(findings.len(), 2, "{findings:?}");
        assert!(findings[0].starts_with("attic has no rule"), "{findings:?}");
        assert!(findings[1].starts_with("core/evaluate may not use shell/activity"), "{findings:?}");
    }

    #[test]
    fn this_workspace_keeps_its_own_rules() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let outcome = check(root);
        assert!(matches!(outcome, Outcome::Passed(_)), "{outcome}");
    }
}
