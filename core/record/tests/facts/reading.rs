//! Every wrong payload is refused with the kind, the field, the cause and what to do.

use commonweal_record::fact::Fact;

use crate::teller::json;

fn refusal(kind: &str, payload: &str) -> String {
    Fact::from_payload(kind, 1, &json(payload)).unwrap_err().to_string()
}

#[track_caller]
fn says(kind: &str, payload: &str, expected: &str) {
    let said = refusal(kind, payload);
    assert!(said.contains(expected), "{said}");
}

#[test]
fn a_missing_field_is_named() {
    assert_eq!(
        refusal("benefit_stated", "{}"),
        "the payload of benefit_stated (schema 1): 'benefit' is missing; add it"
    );
}

#[test]
fn a_field_of_no_meaning_is_refused() {
    says(
        "recusal_made",
        r#"{"decision":"1","why":"x"}"#,
        "'why' is not a field of this kind, which has decision; leave it out",
    );
}

#[test]
fn null_is_not_absence() {
    says(
        "interest_declared",
        r#"{"decision":null,"interest":"personal"}"#,
        "'decision' is null; write an identifier",
    );
}

#[test]
fn a_number_for_money_is_refused() {
    let payload = r#"{"beneficiary":"a","claim":"1","pence":100,"sort":"social_value","title":"t"}"#;
    says("benefit_claimed", payload, "'pence' is a number; write whole pence in quotation marks");
}

#[test]
fn money_has_one_spelling() {
    for pence in ["0100", "+1", "1.0", "-0", "£1"] {
        let payload = format!(
            r#"{{"beneficiary":"a","claim":"1","pence":"{pence}","sort":"social_value","title":"t"}}"#
        );
        says("benefit_claimed", &payload, "which is not whole pence");
    }
}

#[test]
fn a_text_is_short_and_on_one_line_and_no_address() {
    let with = |text: &str| refusal("benefit_stated", &format!(r#"{{"benefit":"{text}"}}"#));
    assert!(with(&"x".repeat(281)).contains("a length of 281; it must lie from 1 to 280"));
    assert!(with("").contains("a length of 0"));
    assert!(with("two\\nlines").contains("one line"));
    assert!(with(" x").contains("without white space"));
    assert!(with("a@example.org").contains("suggests a person's address"));
    let accented = "é".repeat(280);
    assert!(
        Fact::from_payload("benefit_stated", 1, &json(&format!(r#"{{"benefit":"{accented}"}}"#))).is_ok()
    );
}

#[test]
fn a_word_outside_its_choices_is_refused_with_the_choices() {
    says(
        "vote_cast",
        r#"{"decision":"1","vote":"yes"}"#,
        "'vote' is 'yes', which is not a choice here; write one of for, against, abstain",
    );
}

#[test]
fn a_date_is_in_the_calendar() {
    says(
        "promise_made",
        r#"{"due":"2027-02-29","promise":"1","what":"x"}"#,
        "'due' is '2027-02-29', which is not a date",
    );
    says("promise_made", r#"{"due":"2027-2-09","promise":"1","what":"x"}"#, "which is not a date");
}

#[test]
fn bodies_stand_in_order_and_once() {
    says("rivalry_noted", r#"{"between":["b","a"],"over":"x"}"#, "'between' is out of order or twice at 'a'");
    says("rivalry_noted", r#"{"between":["a","a"],"over":"x"}"#, "'between' is out of order or twice at 'a'");
}

#[test]
fn an_error_deep_inside_gives_the_way_to_it() {
    let payload =
        r#"{"items":[{"item":"a","title":"t"},{"item":"B!","title":"t"}],"meeting":"1","on":"2026-10-07"}"#;
    says("meeting_called", payload, "'items[1].item' is 'B!'");
}

#[test]
fn a_division_sums_to_its_total() {
    for kind in ["loss_shared", "gain_shared"] {
        let payload = r#"{"allocation":[{"body":"a","pence":"49"},{"body":"b","pence":"50"}],"event":"e","rule":"equal","total":"100"}"#;
        says(kind, payload, "'allocation' sums to £0.99, but the whole is £1.00");
    }
    let payload = r#"{"event":"e","struck":[{"body":"a","pence":"49"}],"title":"t","total":"50"}"#;
    says("shock_noted", payload, "'struck' sums to £0.49");
}

#[test]
fn sums_that_no_number_holds_are_refused() {
    let payload = r#"{"allocation":[{"body":"a","pence":"9223372036854775807"},{"body":"b","pence":"1"}],"event":"e","rule":"equal","total":"1"}"#;
    says("loss_shared", payload, "'allocation' is too large to add up exactly");
}

fn journal(debit: &str, credit: &str) -> String {
    format!(
        r#"{{"journal":"1","lines":[{{"account":"x","body":"a","pence":"{debit}","side":"debit"}},{{"account":"x","body":"b","pence":"{credit}","side":"credit"}}],"memo":"m"}}"#
    )
}

#[test]
fn a_journal_balances() {
    says(
        "journal_posted",
        &journal("100", "99"),
        "'lines' sums to £1.00 of debits, but the whole is £0.99 of credits",
    );
    assert!(Fact::from_payload("journal_posted", 1, &json(&journal("100", "100"))).is_ok());
}

#[test]
fn a_journal_line_is_above_nought() {
    says("journal_posted", &journal("-5", "-5"), "'lines[0].pence' has the pence -5; it must lie from 1");
}

#[test]
fn the_bearers_of_a_risk_bear_all_of_it() {
    let risk = |before: &str, after: &str| {
        format!(
            r#"{{"after":[{{"body":"a","share":"{after}"}}],"before":[{{"body":"a","share":"{before}"}}],"risk":"1"}}"#
        )
    };
    says("risk_allocated", &risk("1/1", "2/3"), "'after' sums to 2/3, but the whole is 1/1");
    says("risk_allocated", &risk("2/3", "1/1"), "'before' sums to 2/3");
}

#[test]
fn a_share_is_in_lowest_terms() {
    let payload = r#"{"after":[],"before":[{"body":"a","share":"2/2"}],"risk":"1"}"#;
    says("risk_allocated", payload, "'before[0].share' is '2/2', which is not a fraction in lowest terms");
}

#[test]
fn fixed_shares_are_the_whole() {
    let payload = r#"{"agreement":"1","clause":"1","term":{"of":"loss","shares":[{"body":"a","share":"1/3"}],"type":"fixed_shares"},"version":1}"#;
    says("term_set", payload, "'term.shares' sums to 1/3");
}

#[test]
fn an_estimate_lies_in_its_interval() {
    let attached = |lower: &str, upper: &str| {
        let h = crate::teller::hash('1');
        format!(
            r#"{{"data":"{h}","estimate":"-1.50","evaluation":"1","level_percent":95,"lower":"{lower}","protocol":"{h}","report":"{h}","unit":"days","upper":"{upper}"}}"#
        )
    };
    says("evaluation_attached", &attached("-1.4", "2"), "'estimate' lies outside its interval");
    says("evaluation_attached", &attached("-3", "-1.6"), "'estimate' lies outside its interval");
    says("evaluation_attached", &attached("-03", "1"), "'lower' is '-03', which is not a decimal number");
    assert!(Fact::from_payload("evaluation_attached", 1, &json(&attached("-1.5", "-1.5"))).is_ok());
}

#[test]
fn a_survey_figure_below_the_minimum_group_cannot_be_told() {
    let closed = |minimum: i64, answers: i64| {
        format!(
            r#"{{"aggregates":[{{"answers":{answers},"mean":"4","question":"q"}}],"batch_root":"{}","minimum_group":{minimum},"survey":"1"}}"#,
            crate::teller::hash('1')
        )
    };
    says("survey_closed", &closed(10, 9), "'aggregates[0].answers' has a group of 9; it must lie from 10");
    says("survey_closed", &closed(4, 4), "'minimum_group' has the value 4; it must lie from 5");
    assert!(Fact::from_payload("survey_closed", 1, &json(&closed(10, 10))).is_ok());
}

#[test]
fn an_unknown_kind_and_a_later_schema_are_told_apart() {
    assert!(refusal("moon_landed", "{}").contains("'moon_landed' is not a kind of fact"));
    let later = Fact::from_payload("vote_cast", 9, &json("{}")).unwrap_err().to_string();
    assert!(later.contains("vote_cast has no schema 9; write schema 1"), "{later}");
}

#[test]
fn an_old_payload_is_checked_against_its_own_schema() {
    says("contribution_made", r#"{"hours":0,"of":"time"}"#, "'hours' has the value 0");
    says("contribution_made", r#"{"hours":1,"of":"luck"}"#, "'of' is 'luck'");
    says("contribution_made", r#"{"contribution":{"minutes":90,"type":"time"}}"#, "'of' is missing");
}

#[test]
fn binding_facts_need_the_key_of_the_body() {
    for kind in [
        "agreement_signed",
        "agreement_amended",
        "agreement_ended",
        "partner_joined",
        "partner_left",
        "vote_cast",
        "recusal_made",
        "key_added",
        "key_revoked",
        "loss_shared",
        "gain_shared",
        "journal_posted",
    ] {
        assert!(Fact::needs_body_key(kind), "{kind}");
    }
    for kind in ["log_opened", "benefit_stated", "meeting_called", "moon_landed"] {
        assert!(!Fact::needs_body_key(kind), "{kind}");
    }
}
