use commonweal_directory::{Form, Reading, read};
use commonweal_find::register::{Field, How, List};

use crate::{read_text, reading, value, wrong};

#[test]
fn a_row_of_nhs_codes_gives_name_address_postcode_and_days() {
    let row = "\"RAA\",\"SALTMERE ACUTE\",\"Y1\",\"Q1\",\"THE MOUNT\",\"HIGH STREET\",\"\",\"SALTMERE\",\"\",\"SM1 1AA\",\"20171001\",\"20240331\"\n";
    let directory = read_text(row, Form::Ods);
    let entry = &directory.entries[0];
    assert_eq!(entry.identifier.to_string(), "GB-NHS/RAA");
    assert_eq!(value(entry, Field::Name), "SALTMERE ACUTE");
    assert_eq!(value(entry, Field::Address), "THE MOUNT, HIGH STREET, SALTMERE");
    assert_eq!(value(entry, Field::Postcode), "SM1 1AA");
    assert_eq!((value(entry, Field::Opened), value(entry, Field::Closed)), ("2017-10-01", "2024-03-31"));
}

const FULL: &str = r#"{"Organisation": {"Name": "SALTMERE ACUTE", "Date": [{"Type": "Operational", "Start": "2013-01-21"},
  {"Type": "Legal", "Start": "2013-04-01"}], "OrgId": {"root": "2.16", "extension": "RAA"}, "Status": "Active",
  "GeoLoc": {"Location": {"AddrLn1": "THE MOUNT", "PostCode": "SM1 1AA", "Town": "SALTMERE"}},
  "Succs": {"Succ": [{"uniqueSuccId": 1, "Type": "Predecessor", "Target": {"OrgId": {"extension": "RZZ"}},
    "Date": [{"Type": "Legal", "Start": "2013-04-01"}]},
    {"uniqueSuccId": 2, "Type": "Successor", "Target": {"OrgId": {"extension": "RYY"}}}]}}}"#;

#[test]
fn one_organisation_of_the_interface_gives_its_days_and_whom_it_followed() {
    let directory = read_text(FULL, Form::OdsApi);
    assert_eq!(wrong(&directory), [""; 0]);
    let entry = &directory.entries[0];
    assert_eq!((value(entry, Field::Name), value(entry, Field::Opened)), ("SALTMERE ACUTE", "2013-04-01"));
    assert_eq!(value(entry, Field::Address), "THE MOUNT, SALTMERE");
    let followed: Vec<String> = directory
        .successions
        .iter()
        .map(|it| format!("{} {} {:?}", it.from, it.to, it.on.map(|on| on.to_string())))
        .collect();
    assert_eq!(followed, ["GB-NHS/RZZ GB-NHS/RAA Some(\"2013-04-01\")", "GB-NHS/RAA GB-NHS/RYY None"]);
}

#[test]
fn a_search_of_the_interface_gives_a_body_each() {
    let text = r#"{"Organisations": [{"Name": "A", "OrgId": "RAA", "Status": "Active", "PostCode": "SM1 1AA", "PrimaryRoleDescription": "NHS TRUST"},
      {"Name": "B", "OrgId": "RBB"}]}"#;
    let directory = read_text(text, Form::OdsApi);
    assert_eq!(directory.entries.len(), 2);
    assert_eq!(value(&directory.entries[0], Field::Kind), "NHS TRUST");
    assert_eq!(directory.entries[1].identifier.to_string(), "GB-NHS/RBB");
}

#[test]
fn services_are_put_under_the_organisation_that_gives_them() {
    let text = r#"[{"id": "s1", "name": "Falls clinic", "description": "of the service", "organization": {"id": "o1", "name": "Saltmere Care",
        "description": "We help.", "locations": [{"latitude": 53.5, "longitude": -0.6}],
        "organization_identifiers": [{"identifier_scheme": "GB-CHC", "identifier": "123"}, {"identifier": "lost"}]}}]"#;
    let directory = read(text.as_bytes(), Form::OpenReferral, &reading("saltmere-directory"));
    let entry = &directory.entries[0];
    assert_eq!(entry.identifier.to_string(), "saltmere-directory/o1");
    assert_eq!(entry.also[0].to_string(), "GB-CHC/123");
    assert_eq!(entry.lists[&List::Services]["s1"], "Falls clinic");
    assert_eq!((value(entry, Field::Purpose), value(entry, Field::Latitude)), ("We help.", "53.5"));
}

#[test]
fn ids_that_are_the_same_everywhere_need_no_scheme() {
    let of = |id: &str| {
        read_text(&format!("{{\"contents\": [{{\"id\": \"{id}\", \"name\": \"A\"}}]}}"), Form::OpenReferral)
    };
    let uuid = "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610";
    assert_eq!(of(uuid).entries[0].identifier.to_string(), format!("UUID/{uuid}"));
    assert_eq!(of("17").entries.len(), 0);
    assert!(wrong(&of("17"))[0].contains("--scheme"));
}

#[test]
fn a_council_knows_its_codes_before_and_who_came_after() {
    let text = "local-authority-code,official-name,gss-code,end-date,replaced-by,former-gss-codes,local-authority-type-name,pop-2020\n\
                SAL,Saltmere Borough Council,E07000999,2023-04-01,\"NEW,OTH\",E07000111,Non-metropolitan district,97213.0\n";
    let directory = read_text(text, Form::Councils);
    assert_eq!(wrong(&directory), [""; 0]);
    let entry = &directory.entries[0];
    assert_eq!((entry.identifier.code(), entry.also[0].to_string().as_str()), ("SAL", "GSS/E07000999"));
    assert_eq!(
        (value(entry, Field::Kind), value(entry, Field::Population)),
        ("Non-metropolitan district", "97213")
    );
    let hows: Vec<(How, &str)> = directory.successions.iter().map(|it| (it.how, it.to.code())).collect();
    assert_eq!(hows, [(How::Recoded, "E07000999"), (How::Succeeded, "NEW"), (How::Succeeded, "OTH")]);
    assert_eq!(directory.successions[1].on.unwrap().to_string(), "2023-04-01");
}

#[test]
fn lists_of_identifiers_give_schemes_and_no_body() {
    let text = r#"{"lists": [{"code": "GB-CHC", "name": {"en": "Charity Commission", "local": null}, "url": "https://example.org"}, {"code": "XX-Y", "name": "Why"}]}"#;
    let directory = read_text(text, Form::OrgIdLists);
    let names: Vec<(&str, &str)> =
        directory.schemes.iter().map(|it| (it.code.as_str(), it.name.as_str())).collect();
    assert_eq!(
        (names, directory.entries.len()),
        (vec![("GB-CHC", "Charity Commission"), ("XX-Y", "Why")], 0)
    );
}

#[test]
fn successions_are_read_by_place_whatever_the_header_says() {
    let directory = read(
        "old,new,when\nRAA,RBB,2020-04-01\nRCC,RDD,\n".as_bytes(),
        Form::Successions,
        &reading("GB-NHS"),
    );
    let days: Vec<Option<String>> =
        directory.successions.iter().map(|it| it.on.map(|on| on.to_string())).collect();
    assert_eq!(days, [Some("2020-04-01".to_owned()), None]);
    assert_eq!(directory.successions[0].from.to_string(), "GB-NHS/RAA");
    assert!(wrong(&read_text("old,new,when\nRAA,RBB,\n", Form::Successions))[0].contains("--scheme"));
}

#[test]
fn a_table_s_columns_are_fields_by_name_or_by_what_is_said_of_them() {
    let text = "\u{feff}place_code,total,region,colour\nE06000099, 120000 ,North,red\n";
    let columns =
        [("place_code", "code"), ("total", "population")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    let always = [(Field::Kind, "council".to_owned()), (Field::Region, "nowhere".to_owned())];
    let reading = Reading { scheme: Some("GSS".to_owned()), columns: columns.into(), always: always.into() };
    let directory = read(text.as_bytes(), Form::Table, &reading);
    let entry = &directory.entries[0];
    assert_eq!(
        (entry.identifier.to_string().as_str(), value(entry, Field::Population)),
        ("GSS/E06000099", "120000")
    );
    assert_eq!((value(entry, Field::Kind), value(entry, Field::Region)), ("council", "North"));
    assert_eq!(directory.left_out, ["colour"]);
}

#[test]
fn a_table_may_give_several_identifiers_and_services() {
    let directory = read_text(
        "identifiers,name,services\nGB-CHC/1;GB-COH/2,Saltmere Care,Falls clinic; Day centre\n",
        Form::Table,
    );
    let entry = &directory.entries[0];
    assert_eq!((entry.identifier.scheme(), entry.also[0].scheme()), ("GB-CHC", "GB-COH"));
    let services: Vec<&String> = entry.lists[&List::Services].keys().collect();
    assert_eq!(services, ["Day centre", "Falls clinic"]);
}

#[test]
fn a_table_tells_needs_offers_and_departments() {
    let text = "identifiers,part_of,needs,offers\nX/1,X/9, Drivers ;Legal advice,\n";
    let entry = &read_text(text, Form::Table).entries[0];
    assert_eq!(value(entry, Field::PartOf), "X/9");
    let needs: Vec<(&str, &str)> =
        entry.lists[&List::Needs].iter().map(|(key, name)| (key.as_str(), name.as_str())).collect();
    assert_eq!(needs, [("drivers", "Drivers"), ("legal advice", "Legal advice")]);
    assert!(!entry.lists.contains_key(&List::Offers));
}

#[test]
fn areas_and_posts_stand_a_row_each_with_their_amounts() {
    let text =
        "identifiers,area,people,post,cost\nX/1,Saltmere,0.75,Director,\"£118,000\"\nX/1,Fennacre,0.25,,\n";
    let directory = read_text(text, Form::Table);
    assert_eq!(wrong(&directory), [""; 0]);
    assert_eq!(directory.entries[0].lists[&List::Posts]["Director"], "£118,000.00");
    assert_eq!(directory.entries[0].lists[&List::Areas]["Saltmere"], "0.75");
    assert_eq!(directory.entries[1].lists[&List::Areas]["Fennacre"], "0.25");
    assert!(!directory.entries[1].lists.contains_key(&List::Posts));
}

#[test]
fn an_amount_that_is_missing_or_none_is_told_with_its_column() {
    let read = |text: &str| wrong(&read_text(text, Form::Table)).join("; ");
    let nameless = read("identifiers,post\nX/1,Director\n");
    assert!(nameless.starts_with("line 1, column 2: no column is called 'cost'"), "{nameless}");
    assert_eq!(
        read("identifiers,post,cost\nX/1,Director,\n"),
        "line 2, column 3: the cost is missing; fill it in, or take the row out"
    );
    assert!(read("identifiers,post,cost\nX/1,Director,lots\n").contains("column 3: 'lots' is no cost"));
    assert!(read("identifiers,area,people\nX/1,Saltmere,-1\n").contains("column 3: '-1' is no amount"));
}

#[test]
fn a_county_serves_the_people_of_its_districts_that_are_still_there() {
    let text = "local-authority-code,official-name,nice-name,gss-code,county-la,pop-2020,end-date\n\
                SAL,Saltmere District,Saltmere,E07000999,COA,97213.0,\n\
                OLD,Oldmere District,Oldmere,E07000998,COA,1000.0,2020-04-01\n\
                COA,Example Coast Council,Example Coast,E10000999,,,\n";
    let directory = read_text(text, Form::Councils);
    let county = &directory.entries[2];
    assert_eq!((value(county, Field::Place), county.lists.len()), ("Example Coast", 1));
    let areas: Vec<(&String, &String)> = county.lists[&List::Areas].iter().collect();
    assert_eq!(areas, [(&"E07000999".to_owned(), &"97213".to_owned())]);
}

#[test]
fn a_description_written_as_html_is_kept_as_plain_text() {
    let text = r#"[{"id": "s1", "name": "Tea &amp; talk", "organization": {"id": "o1", "name": "Saltmere Care",
        "description": "<p>We help &amp; listen.</p><p>Every day.</p>", "url": "https://care.example"}}]"#;
    let entry = &read(text.as_bytes(), Form::OpenReferral, &reading("x")).entries[0];
    assert_eq!(value(entry, Field::Purpose), "We help & listen. Every day.");
    assert_eq!(
        (entry.lists[&List::Services]["s1"].as_str(), value(entry, Field::Website)),
        ("Tea & talk", "https://care.example")
    );
}
