// The calendar feed, read by a client's own library: the one with which Thunderbird reads calendars.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import ICAL from "ical.js";
import { Place } from "../src/place.js";

const DAY = 86_400_000;
let place;

before(async () => {
  place = await Place.open();
});

after(() => place?.close());

const text = (date) => date.toISOString().slice(0, 10);

/** The next Wednesday, today where it is one, in the time zone of the record. */
function nextWednesday() {
  const today = new Date();
  return new Date(today.getTime() + ((3 - today.getUTCDay() + 7) % 7) * DAY);
}

/** What a subscriber sees: the days of single events by what they are about, and the first days of the series. */
async function subscribed() {
  const answer = await fetch(`${place.address}/partnerships/saltmere/meetings.ics`);
  assert.match(answer.headers.get("content-type"), /^text\/calendar/);
  const events = new ICAL.Component(ICAL.parse(await answer.text())).getAllSubcomponents("vevent").map((it) => new ICAL.Event(it));
  const series = events.filter((event) => event.isRecurring());
  assert.equal(series.length, 1, "the agreement sets one series");
  const occurrences = series[0].iterator();
  const days = Array.from({ length: 4 }, () => occurrences.next().toString());
  return { days, called: events.filter((event) => !event.isRecurring()).map((event) => [event.startDate.toString(), event.description]) };
}

test("whoever subscribes sees next Wednesday and those after it, and the meetings that were held", async () => {
  const { days, called } = await subscribed();
  assert.deepEqual(days, [0, 7, 14, 21].map((ahead) => text(new Date(nextWednesday().getTime() + ahead * DAY))));
  assert.ok(called.length > 0 && called.every(([day]) => day < days[0]));
});

test("a meeting that is called takes the place of its day in the series, and brings its agenda", async () => {
  const day = text(nextWednesday());
  const by = ["--log", "saltmere", "--as", "saltmere-acute", "--key", place.file("saltmere-acute.key")];
  place.run("attest", "meeting_called", ...by, "meeting=next", `on=${day}`, 'items=[{"item":"a","title":"A respite ward"}]');
  const { days, called } = await subscribed();
  assert.equal(days.includes(day), false);
  assert.equal(days[0], text(new Date(nextWednesday().getTime() + 7 * DAY)));
  assert.deepEqual(called.filter(([on]) => on === day), [[day, "A respite ward"]]);
});
