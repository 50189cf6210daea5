//! What is printed for programs: one JSON document or one CSV table, the same bytes every time.

use serde_json::Value;

use crate::place::Folder;

#[test]
fn json_is_one_document_and_nothing_else_even_beside_a_page() {
    let folder = Folder::with_place();
    let run = folder.line("evaluate protocol.toml --format json --report page.html");
    let mut documents = serde_json::Deserializer::from_str(&run.stdout).into_iter::<Value>();
    assert!(documents.next().unwrap().is_ok());
    assert!(documents.next().is_none(), "nothing follows the document");
    assert_eq!(run.stderr, "", "progress is for terminals");
    let page = std::fs::read_to_string(folder.path("page.html")).unwrap();
    assert!(page.trim_end().ends_with("</html>"));
}

#[test]
fn the_text_ends_with_the_place_of_the_page() {
    let run = Folder::with_place().line("evaluate protocol.toml --report page.html");
    assert_eq!(run.stdout.lines().last(), Some("The page: page.html"));
}

#[test]
fn json_says_for_each_method_and_for_the_panel_what_it_promises() {
    let document = Folder::with_place().line("evaluate protocol.toml --format json").json();
    let methods = document["methods"].as_array().unwrap();
    let names: Vec<&str> = methods.iter().map(|method| method["method"].as_str().unwrap()).collect();
    assert_eq!(names, ["synthetic-did", "synthetic-control", "did", "control-chart"]);
    for method in methods {
        for key in [
            "method",
            "estimate",
            "standard_error",
            "interval",
            "inference",
            "p_value",
            "diagnostics",
            "weights",
            "warnings",
        ] {
            assert!(method.get(key).is_some(), "{} has no {key}", method["method"]);
        }
    }
    let panel = &document["panel"];
    assert_eq!(panel["units"].as_array().unwrap().len(), 9);
    assert_eq!(panel["periods"].as_array().unwrap().len(), 24);
    assert_eq!(panel["dropped"], Value::Array(Vec::new()));
}

#[test]
fn what_was_dropped_is_named_with_its_reason() {
    let folder = Folder::with_place();
    let document = folder.line("evaluate protocol.toml --exclude Fennacre --format json").json();
    let dropped = &document["panel"]["dropped"][0];
    assert_eq!(dropped["unit"], "Fennacre");
    assert!(dropped["reason"].as_str().unwrap().contains("excluded"), "{dropped}");
}

#[test]
fn csv_has_a_row_a_method_with_the_figures_of_the_json() {
    let folder = Folder::with_place();
    let json = folder.line("evaluate protocol.toml --format json").json();
    let run = folder.line("evaluate protocol.toml --format csv");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let mut reader = csv::Reader::from_reader(run.stdout.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let column = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    for method in json["methods"].as_array().unwrap().iter().filter(|method| method["estimate"].is_f64()) {
        let row =
            rows.iter().find(|row| row[column("method")] == *method["method"].as_str().unwrap()).unwrap();
        for key in ["estimate", "standard_error", "p_value"] {
            let printed: f64 = row[column(key)].parse().unwrap();
            assert_eq!(Some(printed), method[key].as_f64(), "{key}");
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let folder = Folder::with_place();
    let drawn = "evaluate protocol.toml --treated Saltmere,Ambershaw --placebos 20 --format json --seed";
    let first = folder.line(&format!("{drawn} 7"));
    assert_eq!(first, folder.line(&format!("{drawn} 7")));
    assert_ne!(first.result(), folder.line(&format!("{drawn} 8")).result());
}

#[test]
fn one_thread_or_two_give_the_same_bytes() {
    let folder = Folder::with_place();
    for inference in [&["--placebos", "20"], &["--inference", "bootstrap"], &["--inference", "jackknife"]] {
        let mut arguments =
            vec!["evaluate", "protocol.toml", "--treated", "Saltmere,Ambershaw", "--format", "json"];
        arguments.extend(inference);
        let [one, two] =
            ["1", "2"].map(|threads| folder.run_with(&[("RAYON_NUM_THREADS", threads)], &arguments));
        assert_eq!(one.code, 0, "{}", one.stderr);
        assert_eq!(one, two, "{inference:?}");
    }
}

#[test]
fn the_demo_s_protocol_gives_the_demo_s_figures_again() {
    let folder = Folder::with_place();
    let demo = folder.line("demo --dir example");
    assert_eq!(demo.code, 0, "{}", demo.stderr);
    assert!(demo.stdout.contains("fictional"), "{}", demo.stdout);
    let page = std::fs::read_to_string(folder.path("example/evaluation.html")).unwrap();
    assert!(page.contains("fictional") && page.trim_end().ends_with("</html>"));
    let mut kept: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.path("example/evaluation.json")).unwrap())
            .unwrap();
    kept.as_object_mut().unwrap().remove("reproduce");
    assert_eq!(folder.line("evaluate example/protocol.toml --format json").result(), kept);
}
