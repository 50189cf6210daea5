use super::*;

const WHOLE: &str = r#"
base-year = "2024/25"
horizon-years = 2
vintage = "green-book-2026"
draws = 100

[pockets]
council = "Council"

[gates]
lawful = "The law allows it"

[criteria.trust]
weight = 0.6
range = [0.5, 0.7]

[criteria.access]
weight = 0.4
range = [0.3, 0.5]

[[options]]
name = "As it is"
kind = "business-as-usual"
delivered-by = "ambulance service"
passes = ["lawful"]
scores = { trust = 40, access = 50 }

[[options]]
name = "Volunteers"
kind = "do-minimum"
delivered-by = "charity"
passes = ["lawful"]
scores = { trust = { low = 50, mode = 70, high = 80 }, access = 60 }

[[options.costs]]
name = "Training"
pocket = "council"
amount = "£10,000"
"#;

fn built(text: &str) -> Result<BuiltOptions, OptionsError> {
    let file = OptionsFile::from_toml(text)?;
    file.build(text, &Parameters::published().unwrap(), &BTreeMap::new())
}

#[test]
fn the_file_of_the_module_s_page_and_this_one_are_whole() {
    assert_eq!(built(WHOLE).unwrap().options[1].scores.len(), 2);
    let page = include_str!("../file.rs").lines().filter_map(|line| line.strip_prefix("//! "));
    let example: Vec<&str> = page
        .skip_while(|line| !line.starts_with("```toml"))
        .skip(1)
        .take_while(|line| !line.starts_with("```"))
        .collect();
    assert_eq!(built(&example.join("\n")).unwrap().options.len(), 2);
}

#[test]
fn one_pair_of_hands_in_every_change_is_told() {
    let warned = |text: &str| built(text).unwrap().warnings;
    assert!(warned(WHOLE)[0].contains("delivered by: charity"));
    let other = format!(
        "{WHOLE}[[options]]\nname = \"Team\"\nkind = \"change\"\ndelivered-by = \"council\"\npasses = [\"lawful\"]\nscores = {{ trust = 1, access = 1 }}\n[[options.costs]]\nname = \"Pay\"\npocket = \"council\"\namount = 5\n"
    );
    assert!(warned(&other).is_empty());
}

#[test]
fn each_mistake_is_told_with_its_place_and_remedy() {
    let said = |from: &str, to: &str| {
        assert!(WHOLE.contains(from), "{from}");
        built(&WHOLE.replacen(from, to, 1)).unwrap_err().to_string()
    };
    assert!(
        said("kind = \"do-minimum\"", "kind = \"change\"")
            .starts_with("0 options are of the kind do-minimum")
    );
    assert!(
        said("kind = \"business-as-usual\"", "kind = \"change\"")
            .starts_with("0 options are of the kind business-as-usual")
    );
    assert!(said("kind = \"do-minimum\"\n", "").contains("do-minimum"));
    assert!(said("delivered-by = \"charity\"\n", "").contains("no sector is taken for granted"));
    assert!(said("name = \"Volunteers\"\n", "").contains("column 1: option '' has no name"));
    assert!(said("name = \"Volunteers\"", "name = \"As it is\"").contains("has the name of another option"));
    assert!(said("passes = [\"lawful\"]", "passes = [\"lawfull\"]").contains("did you mean 'lawful'?"));
    assert!(said("passes = [\"lawful\"]\n", "").contains("does not say whether it passes the gate 'lawful'"));
    assert!(
        said("passes = [\"lawful\"]\n", "passes = [\"lawful\"]\nfails = { lawful = \"no\" }\n")
            .contains("passes and fails")
    );
    assert!(said("trust = 40, ", "").contains("has no score for 'trust'"));
    assert!(
        said("trust = 40, ", "trust = 40, trus = 3, ")
            .contains("scores 'trus', which is not one of [criteria]; did you mean 'trust'?")
    );
    assert!(said("trust = 40", "trust = 140").contains("not from 0 to 100"));
    assert!(said("trust = 40", "trust = { mean = 40, sd = 5 }").contains("not from 0 to 100"));
    assert!(said("mode = 70", "mode = 90").contains("not from 0 to 100"));
    assert!(said("weight = 0.6", "weight = 0.7").contains("add up to 1.100;"));
    assert!(said("weight = 0.6\n", "").contains("criterion 'trust' has no weight"));
    assert!(said("range = [0.5, 0.7]", "range = [0.65, 0.7]").contains("lower end ≤ weight"));
    assert!(said("draws = 100", "draws = 2000000").contains("at most 1,000,000"));
    assert!(said("draws = 100", "sure = 0.3\ndraws = 100").contains("above 0.5"));
    assert!(said("pocket = \"council\"", "pocket = \"counsel\"").starts_with("option 'Volunteers': line "));
    assert!(
        said("[[options.costs]]\nname = \"Training\"\npocket = \"council\"\namount = \"£10,000\"\n", "")
            .starts_with("option 'Volunteers': the plan has no benefits")
    );
    let one = WHOLE.split("[[options]]\nname = \"Volunteers\"").next().unwrap();
    assert_eq!(built(one).unwrap_err(), OptionsError::Count { found: 1, most: MOST_OPTIONS });
}

#[test]
fn options_may_be_compared_on_money_alone() {
    let (head, options) =
        (WHOLE.split("[criteria.trust]").next().unwrap(), WHOLE.split_once("[[options]]").unwrap().1);
    let text: Vec<&str> = options.lines().filter(|line| !line.starts_with("scores")).collect();
    assert!(built(&format!("{head}[[options]]{}", text.join("\n"))).unwrap().criteria.is_empty());
}
