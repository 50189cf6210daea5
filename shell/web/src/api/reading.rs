//! What the reading operations do.

use commonweal_record::canonical::Value;
use commonweal_record::entry::BodyId;
use commonweal_record::fact::KINDS;
use commonweal_record::fact::table::Line;
use commonweal_record::partnership::Partnership;
use commonweal_service::record::RecordError;
use commonweal_service::record::summary::Summary;
use serde_json::json;

use super::call::Call;
use super::fault::{Fault, Sort};
use super::payload;
use crate::answer::Answer;
use crate::pages::register::Filter;
use crate::pages::shared;
use crate::words;

/// A value of the record as JSON.
pub(super) fn plain(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(truth) => json!(truth),
        Value::Integer(number) => json!(number),
        Value::Text(text) => json!(text),
        Value::List(items) => items.iter().map(plain).collect(),
        Value::Object(members) => serde_json::Value::Object(
            members.iter().map(|(name, value)| (name.clone(), plain(value))).collect(),
        ),
    }
}

/// The partnerships, by slug.
pub(super) fn partnerships(call: &Call<'_>) -> Result<Answer, Fault> {
    let limit = usize::try_from(call.whole("limit")).unwrap_or(usize::MAX);
    let after = call.text("after").unwrap_or_default();
    let text = |name| call.text(name).unwrap_or_default().to_owned();
    let filter = Filter { words: text("q"), style: text("style"), ..Filter::default() };
    let (summaries, ready) = (call.app.logs.summaries()?, filter.ready());
    let later = summaries.iter().filter(|(slug, summary)| slug.as_str() > after && ready.fits(summary));
    let mut found: Vec<_> = later.take(limit.saturating_add(1)).collect();
    let more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().map_or("", |(slug, _)| slug);
    let next = more.then(|| {
        let asked = ["limit", "q", "style"].into_iter().filter_map(|name| Some((name, call.text(name)?)));
        let first = format!("/api/v1/partnerships?after={last}");
        asked.fold(first, |next, (name, value)| format!("{next}&{name}={}", words::in_address(value)))
    });
    let found: Vec<serde_json::Value> =
        found.into_iter().map(|(slug, summary)| line(slug, summary)).collect();
    Ok(Answer::json(&json!({ "partnerships": found, "next": next })))
}

fn line(slug: &str, summary: &Summary) -> serde_json::Value {
    let line = &summary.line;
    json!({
        "slug": slug,
        "name": line.name.as_deref().unwrap_or(slug),
        "style": line.style,
        "place": line.place,
        "partners": line.partners.len(),
        "size": line.size,
        "facts": format!("/api/v1/partnerships/{slug}/facts"),
    })
}

/// A partnership, in summary.
pub(super) fn partnership(call: &Call<'_>) -> Result<Answer, Fault> {
    let slug = call.slug();
    call.app.logs.look(slug, |log| {
        let (view, partnership) = (log.view(), &log.view().partnership);
        let proposed = partnership.members.proposed.last().map(|told| &told.fact);
        let reached = call.app.logs.place().reached(view)?;
        let aims: Vec<&str> = proposed.iter().flat_map(|it| &it.aims).map(commonweal_record::fact::Text::as_str).collect();
        let phase = partnership.programme.phases.last().map(|told| told.fact.phase.word());
        Ok(Answer::json(&json!({
            "slug": slug,
            "log": view.log.origin().as_str(),
            "name": shared::name(partnership, slug),
            "style": proposed.map(|it| it.style.word()),
            "place": proposed.map(|it| it.place.as_str()),
            "aims": aims,
            "partners": partners(partnership),
            "phase": phase,
            "size": view.log.size(),
            "root": view.log.root().to_string(),
            "reached": { "witnessed": reached.progress.witnessed, "final": reached.progress.settled, "by": reached.by },
        })))
    })?
}

fn partners(partnership: &Partnership) -> Vec<serde_json::Value> {
    let named =
        |body: &BodyId| json!({ "body": body.as_str(), "name": shared::body_name(partnership, body) });
    partnership.members.current().map(named).collect()
}

/// The facts of a partnership, oldest first.
pub(super) fn facts(call: &Call<'_>) -> Result<Answer, Fault> {
    let (since, limit) = (call.whole("since"), call.whole("limit"));
    let (told, size) = call.app.logs.look(call.slug(), |log| {
        let told = log.told(since, usize::try_from(limit).unwrap_or(usize::MAX))?;
        Ok::<_, RecordError>((told, log.view().log.size()))
    })??;
    let end = since.saturating_add(limit);
    let next =
        (end < size).then(|| format!("/api/v1/partnerships/{}/facts?since={end}&limit={limit}", call.slug()));
    let facts: Vec<serde_json::Value> = told.iter().map(|told| plain(&told.to_json())).collect();
    Ok(Answer::json(&json!({ "facts": facts, "size": size, "next": next })))
}

/// The last signed checkpoint.
pub(super) fn checkpoint(call: &Call<'_>) -> Result<Answer, Fault> {
    let checkpoint = call.app.logs.place().last_checkpoint(call.slug())?;
    let none = || {
        Fault::new(Sort::NothingSigned, "no checkpoint of this record is signed yet: ask its host for one")
    };
    Ok(Answer::document("text/plain; charset=utf-8", checkpoint.ok_or_else(none)?.note))
}

/// The whole record in one file.
pub(super) fn bundle(call: &Call<'_>) -> Result<Answer, Fault> {
    let bytes = call.app.logs.place().bundle(call.slug())?;
    Ok(Answer::file(format!("{}.bundle", call.slug()), "application/octet-stream", bytes))
}

/// The kinds of fact, with their fields.
#[expect(clippy::unnecessary_wraps, reason = "every operation has this form")]
pub(super) fn kinds(_: &Call<'_>) -> Result<Answer, Fault> {
    let field = |line: &Line| {
        json!({
            "name": line.name,
            "required": (line.required)(),
            "meaning": line.meaning.trim(),
            "schema": payload::of(&(line.control)()),
        })
    };
    let kinds = KINDS.iter().map(|kind| {
        json!({
            "kind": kind.name,
            "schema": kind.schema,
            "signer": payload::signer(kind.signer),
            "meaning": kind.meaning.trim(),
            "fields": (kind.lines)().iter().map(field).collect::<Vec<_>>(),
        })
    });
    Ok(Answer::json(&json!({ "kinds": kinds.collect::<Vec<_>>() })))
}

/// What a problem means.
pub(super) fn problem(call: &Call<'_>) -> Result<Answer, Fault> {
    let sort = Sort::named(call.part("problem")).ok_or_else(Fault::not_found)?;
    Ok(Answer::json(&sort.to_json()))
}
