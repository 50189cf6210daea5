// From "our A&E is full" to a proposed partnership with a body never met, by what the pages say and nothing else: one side at a desk, the other on
// a phone without scripts, which comes by a link and has no account until the end.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { launch, SCREENS, watch } from "../src/browser.js";
import { axeFindings, shapeFindings } from "../src/checks.js";
import { tabTo } from "../src/keyboard.js";
import { accept, linkIn } from "../src/people.js";
import { Place } from "../src/place.js";

const PICTURES = join(import.meta.dirname, "../../target/screenshots");
const STRANGER = "Saltmere Home Care (fictional)";
const SECTIONS = 8;
const PEOPLE = 5;

let place, browser, ada, hari, link;
const seen = [];
const looked = new Set();

before(async () => {
  mkdirSync(PICTURES, { recursive: true });
  place = await Place.open();
  browser = await launch();
  ada = await (await browser.newContext({ viewport: SCREENS.desktop })).newPage();
  hari = await (await browser.newContext({ viewport: SCREENS.phone, javaScriptEnabled: false })).newPage();
  for (const page of [ada, hari]) {
    page.setDefaultTimeout(10_000);
    seen.push(watch(page, place.address));
  }
  const printed = place.run("person", "invite", "ada@saltmere-acute.example", "--body", "saltmere-acute", "--role", "lead");
  await accept(ada, place.address + linkIn(printed), { name: "Ada Fielding", password: "three slow herons landing" });
});

after(async () => {
  await browser?.close();
  await place?.close();
});

const main = async (page) => (await page.locator("main").textContent()).replace(/\s+/g, " ");
const heading = (page) => page.locator("h1").textContent();
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const follow = (page, hasText) => page.locator("main a").filter({ hasText }).first().click();

/** Looks at a page as a screen reader and a narrow window do, and keeps a picture; a page of one sort is looked at once. */
async function look(page, name, screen) {
  if (looked.has(name + screen)) return;
  looked.add(name + screen);
  const other = await (await browser.newContext({ viewport: SCREENS[screen], storageState: await page.context().storageState() })).newPage();
  await other.goto(page.url());
  assert.deepEqual([...(await shapeFindings(other)), ...(await axeFindings(other))], [], `${name} on a ${screen}`);
  await other.screenshot({ path: join(PICTURES, `appraise-${name}-${screen}.png`), fullPage: true });
  await other.context().close();
}

/** As `look`, at an answer to a form, which no address leads to; of a page with scripts. */
async function lookHere(page, name) {
  for (const [screen, size] of Object.entries(SCREENS)) {
    await page.setViewportSize(size);
    assert.deepEqual([...(await shapeFindings(page)), ...(await axeFindings(page))], [], `${name} on a ${screen}`);
    await page.screenshot({ path: join(PICTURES, `appraise-${name}-${screen}.png`), fullPage: true });
  }
  await page.setViewportSize(SCREENS.desktop);
}

const lookAtBoth = async (page, name) => {
  for (const screen of Object.keys(SCREENS)) await look(page, name, screen);
};

/** Answers whatever a form asks: the first choice, a point of each scale, a few words; and goes on. */
async function answer(page, { point = "4", otherwise = {} } = {}) {
  const names = await page.locator("main form [name]:not([type=hidden]):not(button)").evaluateAll((all) => [...new Set(all.map((it) => it.name))]);
  for (const name of names) {
    const fields = page.locator(`main form [name="${name}"]`);
    const isRadio = (await fields.first().getAttribute("type")) === "radio";
    const value = otherwise[name];
    if (!isRadio) await fields.first().fill(value ?? `Our own words on ${name}`);
    else if (value) await page.locator(`main form [name="${name}"][value="${value}"]`).check();
    else if ((await fields.count()) === 5 && (await fields.first().getAttribute("value")) === "1") await page.locator(`main form [name="${name}"][value="${point}"]`).check();
    else await fields.first().check();
  }
  await press(page, "Save and continue");
}

/** Answers every section by following the list of tasks. */
async function answerEverything(page, name, how) {
  const root = page.url();
  for (let at = 0; at < SECTIONS; at += 1) {
    await page.locator(".govuk-task-list__link").nth(at).click();
    await lookAtBoth(page, `section-${at + 1}`);
    if ((await page.locator("main form textarea, main form input[type=radio]").count()) > 0) {
      await answer(page, how);
    } else {
      for (let person = 0; person < PEOPLE; person += 1) {
        await page.locator("main a.govuk-button").click();
        await lookAtBoth(page, "respondent");
        await answer(page, how);
      }
      await lookAtBoth(page, "respondents");
    }
    await page.goto(root);
  }
  await lookAtBoth(page, `answered-${name}`);
  await press(page, "Hand in your answers");
}

test("a need in one's own words leads to a body that was never met, with the reason", async () => {
  await ada.goto(place.address);
  await ada.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "Find" }).click();
  await ada.getByLabel("What do you want more or less of?").fill("our A&E is full");
  await ada.getByLabel("Who asks?").fill("saltmere acute");
  await press(ada, "Find");
  await follow(ada, /^Saltmere Acute/);
  await follow(ada, `Appraise this: ${STRANGER}`);
  assert.match(await heading(ada), /Appraise: Saltmere Acute.* and Saltmere Home Care/);
  assert.match(await main(ada), /No record here tells of an earlier partnership or appraisal of Saltmere Home Care/);
  assert.match(await main(ada), /Appraised, mirror: Saltmere Acute.* and Ambershaw Care.*Not now/, "the next who asks is told what was concluded before");
  await lookAtBoth(ada, "begin");
});

test("the appraisal is opened, and a link is made for the body that has no account", async () => {
  await press(ada, "Open the appraisal");
  assert.match(await heading(ada), /Should you work with Saltmere Home Care/);
  await lookAtBoth(ada, "tasks");
  await press(ada, "Make the link");
  link = await ada.locator("#link").textContent();
  await lookHere(ada, "link-made");
  assert.match(link, /\/appraise\/[\w-]{43}$/);
  await ada.goto(ada.url().replace(/\/link$/, ""));
  assert.equal(await ada.locator("#link").count(), 0, "the link is shown once");
});

test("what is wrong is told beside the field, and what was right is kept", async () => {
  const tasks = new URL(ada.url()).pathname;
  await ada.goto(`${place.address}${tasks}`);
  await follow(ada, "Is it right here at all?");
  await ada.getByLabel("What would your own body gain?").fill("ask ada@saltmere-acute.example");
  await ada.getByLabel("We want it, whoever had the idea").check();
  await press(ada, "Save and continue");
  assert.match(await main(ada), /There is a problem/);
  await lookHere(ada, "section-error");
  await ada.goto(`${place.address}${tasks}`);
  await follow(ada, "Is it right here at all?");
  assert.equal(await ada.getByLabel("We want it, whoever had the idea").isChecked(), true);
  await ada.goto(`${place.address}${tasks}`);
});

test("one side answers everything, section by section, and sees nothing of the other", async () => {
  await answerEverything(ada, "ada", { otherwise: { own_benefit: "beds free by noon", brings: "Two nurses on Fridays", their_role: "provider" } });
  assert.match(await main(ada), /You have handed in\. Saltmere Home Care.* has not yet/);
  await ada.goto(`${ada.url()}/compare`);
  assert.match(await main(ada), /Not both have handed in yet/);
});

test("the other side answers by the link, on a phone, without scripts and without an account", async () => {
  await hari.goto(link);
  assert.match(await heading(hari), /Should you work with Saltmere Acute/);
  assert.doesNotMatch(await main(hari), /Two nurses on Fridays/);
  await answerEverything(hari, "hari", { otherwise: { own_benefit: "visits before the second fall", sought: "imposed", leaders: "1" } });
  assert.match(await main(hari), /Read the answers side by side/);
});

test("side by side, what differs comes first and what is imposed cannot start", async () => {
  await follow(hari, "Read the answers side by side");
  const text = await main(hari);
  assert.match(text, /Nothing can start.*required and not wanted/);
  assert.match(text, /Two nurses on Fridays/);
  assert.ok(text.indexOf("Where you differ") < text.indexOf("Where you agree"));
  assert.match(text, /Genuine/);
  await lookAtBoth(hari, "compare");
  await follow(hari, "Say how it ends");
  await lookAtBoth(hari, "end");
  await hari.getByLabel("Start", { exact: true }).check();
  await hari.getByLabel("Why", { exact: true }).fill("We would come to it");
  await press(hari, "Say so");
  assert.match(await main(hari), /There is a problem.*is not met/);
});

/** Fills in the form of an option, and saves it. */
async function writeOption(page, { name, kind, by, score, what, sort = "A cost", amount, button = "Save this option" }) {
  await page.getByLabel("What is it called?").fill(name);
  await page.getByLabel(kind, { exact: true }).check();
  await page.getByLabel("Who would deliver it?").fill(by);
  await page.getByRole("group", { name: "Nobody waits longer than today" }).getByLabel("Yes").check();
  await page.getByLabel("Score", { exact: true }).fill(score);
  if (what) {
    await page.locator("#line_1_what").fill(what);
    await page.locator("#line_1_sort").selectOption({ label: sort });
    await page.locator("#line_1_budget").selectOption({ label: "Saltmere Acute" });
    await page.locator("#line_1_amount").fill(amount);
    await page.locator("#line_1_source").fill("Our own judgement");
  }
  await press(page, button);
}

test("both sides weigh options in forms, one of them on a phone without scripts, and neither overwrites the other", async () => {
  await hari.goto(`${link}/compare`);
  await follow(hari, "Weigh the options");
  await lookAtBoth(hari, "options-none");
  await follow(hari, "Say what they are weighed on");
  await lookAtBoth(hari, "options-frame");
  await hari.getByLabel("Prices of the year").fill("2024/25");
  await hari.getByLabel("Years to look at").fill("many");
  await hari.getByLabel("Whose budgets may pay or gain?").fill("Saltmere Acute\nPeople and families");
  await hari.getByLabel("What must every option meet").fill("Nobody waits longer than today");
  await hari.getByRole("group", { name: "Criterion 1" }).getByLabel("What is it?").fill("Trusted by those who fall");
  await hari.locator("#weight_1").fill("100");
  await press(hari, "Save");
  assert.match(await main(hari), /There is a problem.*Write a whole number of years, from 1 to 60/);
  assert.equal(await hari.getByRole("group", { name: "Criterion 1" }).getByLabel("What is it?").inputValue(), "Trusted by those who fall");
  await hari.getByLabel("Years to look at").fill("2");
  await press(hari, "Save");
  await follow(hari, "Add an option");
  await writeOption(hari, { name: "As it is", kind: "Going on as now", by: "each for itself", score: "40", what: "Second falls", amount: "£90k" });
  assert.match(await main(hari), /Still to write before they can be compared/);
  await lookAtBoth(hari, "options-begun");

  await ada.goto(ada.url().replace(/\/compare$/, "/options"));
  await follow(ada, "Add an option");
  await writeOption(ada, { name: "A number to ring", kind: "The least that would do", by: "charity", score: "45", what: "Second falls", amount: "much" });
  assert.match(await main(ada), /Write an amount of money a year, such as £12,500/);
  await lookHere(ada, "options-one");
  await ada.locator("#line_1_amount").fill("£85k");
  await press(ada, "Save this option");
  await follow(ada, "Add an option");
  await writeOption(ada, { name: "Visits together", kind: "A change", by: "charity and hospital together", score: "80", what: "Second falls", amount: "£40k" });
  assert.match(await main(ada), /Preferred: Visits together/);
  await lookAtBoth(ada, "options");

  await hari.goto(`${link}/options/3`);
  await ada.getByRole("link", { name: "Visits together", exact: true }).click();
  await ada.locator("#line_1_amount").fill("£45k");
  await press(ada, "Save this option");
  await hari.locator("#line_1_amount").fill("£30k");
  await press(hari, "Save this option");
  assert.match(await main(hari), /Somebody else changed this since you opened it/);
  await hari.goto(`${link}/options`);
  assert.match(await main(hari), /Preferred: Visits together.*£45,000\.00/);
});

test("a rule is set aside with a reason, and the side says that it starts", async () => {
  await hari.goto(`${link}/compare`);
  await hari.locator("summary").first().click();
  await hari.getByLabel("Why it does not stand in the way here").first().fill("Our trustees have since voted for it");
  await press(hari, "Set it aside with this reason");
  assert.match(await main(hari), /Set aside.*Our trustees have since voted for it/);
  await follow(hari, "Say how it ends");
  await hari.getByLabel("Start", { exact: true }).check();
  await hari.getByLabel("Why", { exact: true }).fill("People would be visited before they fall again");
  await press(hari, "Say so");
  assert.match(await main(hari), /It goes on the record once somebody with an account/);
  await lookAtBoth(hari, "ended-by-link");
});

test("the one who asked finds it on the first page, starts, and has proposed a partnership", async () => {
  await ada.goto(place.address);
  assert.match(await main(ada), /Say how the appraisal with Saltmere Home Care.* ends/);
  await lookAtBoth(ada, "home");
  await follow(ada, /^Say how the appraisal with/);
  await lookAtBoth(ada, "both-in");
  await follow(ada, "Say how it ends");
  await press(ada, "Say so");
  assert.match(await main(ada), /Choose start, not now or no/);
  await lookHere(ada, "end-refused");
  await tabTo(ada, "Start");
  await ada.keyboard.press("Space");
  await tabTo(ada, "Why");
  await ada.keyboard.type("Better value for the public");
  await tabTo(ada, "Say so");
  await ada.keyboard.press("Enter");
  await ada.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  assert.match(ada.url(), /\/partnerships\/saltmere-acute-fictional-and-saltmere-home-care-/);
  assert.match(await main(ada), /our A&E is full/i);
});

test("the stranger gets an account, takes its side over by the link, and what it said is on the same record", async () => {
  place.run("body", "add", "saltmere-home-care", "--name", STRANGER, "--form", "charity", "--purpose", "care at home");
  const printed = place.run("person", "invite", "hari@home-care.saltmere.example", "--body", "saltmere-home-care", "--role", "lead");
  await accept(hari, place.address + linkIn(printed), { name: "Hari Quill", password: "four gulls on a chimney" });
  await hari.goto(link);
  await press(hari, `Go on for ${STRANGER}`);
  await follow(hari, "How it ended");
  await press(hari, "Put it on the record");
  assert.equal(await heading(hari), "Overview");
  await hari.goto(`${new URL(hari.url()).origin}${new URL(hari.url()).pathname}/record`);
  const record = await main(hari);
  for (const told of [/visits before the second fall/, /beds free by noon/, /concluded to go ahead.*concluded to go ahead/]) assert.match(record, told);
  await hari.goto(link);
  assert.match(await heading(hari), /no longer here/);
});

test("both sides have said what they gain: readiness no longer refuses", async () => {
  await ada.goto(`${new URL(ada.url()).origin}${new URL(ada.url()).pathname}/readiness`);
  assert.match(await main(ada), /At least two bodies each say what they gain/);
  assert.doesNotMatch(await main(ada), /no body has said what it would gain/);
  await ada.goto(`${place.address}/appraisals`);
  await lookAtBoth(ada, "list");
  assert.deepEqual(seen.flat(), []);
});

test("an appraisal is answered with the keyboard alone", async () => {
  await ada.goto(`${place.address}/find?need=fewer+falls&of=EXAMPLE/1`);
  await tabTo(ada, "Appraise this: Fennacre General");
  await ada.keyboard.press("Enter");
  await ada.getByRole("heading", { level: 1, name: /^Appraise: / }).waitFor();
  await tabTo(ada, "Open the appraisal");
  await ada.keyboard.press("Enter");
  await ada.getByRole("heading", { level: 1, name: /Should you work with Fennacre General/ }).waitFor();
  await tabTo(ada, "Skills and leadership");
  await ada.keyboard.press("Enter");
  await ada.getByRole("heading", { level: 1, name: "Skills and leadership" }).waitFor();
  await tabTo(ada, "1, nobody here can");
  await ada.keyboard.press("ArrowRight");
  assert.equal(await ada.locator('[name="listening"]:checked').inputValue(), "2");
});

test("what was opened by mistake is taken back, and is gone from the list", async () => {
  await ada.goto(`${place.address}/appraisals`);
  await ada.getByRole("link", { name: /Fennacre General/ }).click();
  await ada.getByText("Opened by mistake?").click();
  await lookHere(ada, "taken-back");
  await press(ada, "Take this appraisal back");
  assert.equal(await heading(ada), "Appraisals");
  assert.doesNotMatch(await main(ada), /Fennacre General/);
});
