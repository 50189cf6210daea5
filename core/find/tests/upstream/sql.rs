use commonweal_find::upstream::{Days, Dialect, SqlQuestion, Windows, statement};

fn question() -> SqlQuestion<'static> {
    SqlQuestion {
        table: "warehouse.contacts",
        person: "id",
        at: "seen at",
        days: Days::Dates,
        service: "ser\"vi]ce`",
        body: "org",
        cost: Some("cost"),
        target: "O'Brien\\'s",
        windows: Windows::new(7, 30).unwrap(),
        observed_from: None,
    }
}

#[test]
fn names_and_texts_are_quoted_as_each_engine_reads_them() {
    let of = |dialect: &str| statement(&question(), dialect.parse().unwrap());
    for (dialect, quoted) in [
        ("postgresql", ["\"warehouse\".\"contacts\"", "\"ser\"\"vi]ce`\"", "= 'O''Brien\\''s'"]),
        ("duckdb", ["\"warehouse\".\"contacts\"", "\"ser\"\"vi]ce`\"", "= 'O''Brien\\''s'"]),
        ("spark", ["`warehouse`.`contacts`", "`ser\"vi]ce```", "= 'O\\'Brien\\\\\\'s'"]),
        ("tsql", ["[warehouse].[contacts]", "[ser\"vi]]ce`]", "= N'O''Brien\\''s'"]),
    ] {
        let sql = of(dialect);
        for part in quoted {
            assert!(sql.contains(part), "{dialect}: {part} is not in\n{sql}");
        }
    }
}

#[test]
fn the_windows_stand_in_the_statement_as_the_engine_has_them() {
    let sql = statement(&question(), Dialect::PostgreSql);
    for part in ["< 37 THEN 1", ">= 37 THEN 1", ">= 7 AND", "< 67\n", "(SELECT MIN(day) FROM e) + 66"] {
        assert!(sql.contains(part), "{part} is not in\n{sql}");
    }
    let from = SqlQuestion { observed_from: Some(100), cost: None, ..question() };
    let sql = statement(&from, Dialect::PostgreSql);
    assert!(sql.contains("day >= 100 + 66") && sql.contains("CAST(0 AS DOUBLE PRECISION)"), "{sql}");
}

#[test]
fn a_dialect_that_is_none_is_refused_with_those_there_are() {
    let told = "oracle".parse::<Dialect>().unwrap_err().to_string();
    assert!(told.contains("'oracle'") && told.contains("tsql"), "{told}");
}
