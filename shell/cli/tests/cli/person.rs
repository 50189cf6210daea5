//! `commonweal person`: links for people, and the main ways in which it refuses.

use crate::place::{Folder, Run};

const SAM: &str = "sam@north.example";

/// A record with one registered body.
fn registered() -> Folder {
    let folder = Folder::with_place();
    done(&folder, "init --name record.north.example");
    done(&folder, "body add north-acute --name 'North (fictional)' --form charity --purpose care");
    folder
}

fn done(folder: &Folder, line: &str) -> String {
    let Run { code, stdout, stderr } = folder.line(line);
    assert_eq!(code, 0, "{line}: {stderr}");
    stdout
}

fn refused(folder: &Folder, code: i32, line: &str, says: &str) {
    let run = folder.line(line);
    assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{line}: {}", run.stderr);
    assert!(run.stderr.contains(says), "{line}: {}", run.stderr);
}

#[test]
fn an_invitation_is_a_link_that_is_printed_once_and_a_line_in_the_list() {
    let folder = registered();
    assert!(done(&folder, "person list").contains("person invite"));
    let printed = done(&folder, &format!("person invite {SAM} --body north-acute --role officer"));
    let path = printed.lines().last().unwrap();
    assert!(path.starts_with("/invitation/") && path.len() > 50, "{printed}");
    let listed = done(&folder, "person list");
    assert!(listed.contains(&format!("invited  {SAM}  officer of north-acute")), "{listed}");
    assert!(!listed.contains(path.rsplit('/').next().unwrap()), "the link is not shown again");
    done(&folder, "person invite hana@north.example --to-run-the-machine");
    assert!(done(&folder, "person list").contains("runs the machine"));
}

#[test]
fn what_is_wrong_is_named_with_what_to_do() {
    let folder = registered();
    refused(&folder, 2, "person invite sam --body north-acute", "name@example.org");
    refused(&folder, 2, &format!("person invite {SAM} --body nowhere"), "commonweal body add nowhere");
    refused(&folder, 2, &format!("person invite {SAM}"), "--body");
    refused(&folder, 2, &format!("person invite {SAM} --body north-acute --role host"), "officer");
    for verb in ["reset", "close", "erase"] {
        refused(&folder, 2, &format!("person {verb} {SAM}"), "commonweal person list");
    }
}

#[test]
fn without_the_host_s_key_nobody_is_let_in() {
    let folder = registered();
    std::fs::rename(folder.path("commonweal.host/host.key"), folder.path("elsewhere")).unwrap();
    refused(&folder, 3, &format!("person invite {SAM} --body north-acute"), "host's key");
    refused(&folder, 3, "person list", "host's key");
}

#[test]
fn people_go_along_with_a_back_up_and_a_move() {
    let folder = registered();
    done(&folder, &format!("person invite {SAM} --body north-acute"));
    done(&folder, "migrate --to other.db --host commonweal.host");
    let listed = done(&folder, "person list --database other.db --host commonweal.host");
    assert!(listed.contains(SAM), "{listed}");
}
