// Every page, signed out and signed in, at desktop and phone width, with scripts and without.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { launch, SCREENS, watch } from "../src/browser.js";
import { axeFindings, said, shapeFindings } from "../src/checks.js";
import { crawl, nameOf } from "../src/crawl.js";
import { accept, linkIn } from "../src/people.js";
import { Place } from "../src/place.js";
import { pagePatterns, unseen } from "../src/routes.js";

const PICTURES = join(import.meta.dirname, "../../target/screenshots");
const OFFICER = { name: "Ada Fielding", email: "ada@saltmere-acute.example", password: "three slow herons landing" };

const HOST = { name: "Hal Reed", email: "hal@host.example", password: "nine kettles on a barge" };

let place, browser, session, open, inside, handed;
const looked = new Set();

/** The pages of one partnership are looked at: those of another have the same makers. */
const ofOnePartnership = (path) => !/^\/partnerships\/[^/]+-/.test(path);

const dated = (name, year) => ({ [`${name}.day`]: "1", [`${name}.month`]: "4", [`${name}.year`]: String(year) });
const FORMS = "/partnerships/saltmere/attest";
/** What forms answer: what it is, where the form is, what is filled in, what is pressed. */
const ANSWERS = [
  ["register-none", "/partnerships", { q: "nothing of the kind" }, "Search"],
  ["error", `${FORMS}/promise_made`, {}, "Continue"],
  ["check", `${FORMS}/lesson_recorded`, { title: "Begin with the wards" }, "Continue"],
  ["check-to-sign", `${FORMS}/partner_left`, { ...dated("notice_on", 2030), ...dated("leaves_on", 2031) }, "Continue"],
  ["saved", `${FORMS}/promise_made`, { what: "A van on Fridays" }, "Save for later"],
  ["signed-error", "/partnerships/saltmere/signed", { signed: "{}" }, "Record the signed fact"],
  ["recovery-codes", "/account", {}, "Make new codes"],
  ["email-error", "/account/email", { email: "no address", proof: "any" }, "Change it"],
  ["invited", "/bodies/saltmere-acute/people", { email: "kit@saltmere-acute.example" }, "Make the invitation"],
  ["invite-error", "/bodies/saltmere-acute/people", { email: "no address" }, "Make the invitation"],
  ["token", "/bodies/saltmere-acute/tokens", { label: "nightly figures", days: "30" }, "Make the token"],
  ["evidence-error", "/partnerships/saltmere/evidence/falls", {}, "Run it again"],
  ["app-error", "/account/authenticator-app", { code: "000000" }, "Confirm"],
];

before(async () => {
  mkdirSync(PICTURES, { recursive: true });
  place = await Place.open();
  browser = await launch();
  const context = await browser.newContext();
  open = await crawl(context.request, place.address, ["/", "/partnerships/saltmere"], ofOnePartnership);
  const printed = place.run("person", "invite", OFFICER.email, "--body", "saltmere-acute", "--role", "officer");
  const page = await context.newPage();
  await accept(page, place.address + linkIn(printed), OFFICER);
  session = await context.storageState();
  const all = await crawl(context.request, place.address, ["/", "/partnerships/saltmere", "/partnerships/saltmere/attest", "/account", "/acting-for"], ofOnePartnership);
  inside = all.filter((path) => path === "/" || !open.includes(path));
  await context.close();
  handed = await handedOut();
});

/** Pages to which no link leads: those of links that are handed over, of somebody halfway in, of the host, and those that say why not. */
async function handedOut() {
  const host = await browser.newContext();
  const page = await host.newPage();
  await accept(page, place.address + linkIn(place.run("person", "invite", HOST.email, "--to-run-the-machine")), HOST);
  const halfway = await browser.newContext();
  const begun = await halfway.newPage();
  await begun.goto(`${place.address}/sign-in`);
  await begun.getByLabel("E-mail address").fill(OFFICER.email);
  await begun.getByLabel("Password", { exact: true }).fill(OFFICER.password);
  await begun.getByRole("button", { name: "Continue" }).click();
  await begun.waitForURL("**/sign-in/confirm**");
  const [ofHost, ofHalfway] = [await host.storageState(), await halfway.storageState()];
  await Promise.all([host.close(), halfway.close()]);
  const invitation = linkIn(place.run("person", "invite", "new@saltmere-acute.example", "--body", "saltmere-acute"));
  const [reset] = place.run("person", "reset", HOST.email).match(/\/reset\/\S+/);
  return [
    ["invitation", invitation, undefined],
    ["invitation-of-another", invitation, session],
    ["reset", reset, undefined],
    ["confirm", "/sign-in/confirm", ofHalfway],
    ["host-home", "/", ofHost],
    ["host-administration", "/admin", ofHost],
    ["host-audit", "/admin/access", ofHost],
    ["not-found", "/partnerships/nowhere", undefined],
    ["not-allowed", "/bodies/saltmere-minds/people", session],
    ["link-gone", "/invitation/used-before", undefined],
    ["fund-none", "/partnerships/saltmere/money/fund/2026-Q2", undefined],
    ...(await appraised()),
    ...(await sought()).map(([name, path]) => [name, path, undefined]),
  ];
}

/** The pages to which the link of an appraisal leads a body without an account, and a respondent's page for one with an account. */
async function appraised() {
  const page = await (await browser.newContext({ storageState: session })).newPage();
  await page.goto(`${place.address}/find/appraise?need=falls&of=EXAMPLE/1&with=EXAMPLE/2&style=mirror`);
  await page.getByRole("button", { name: "Open the appraisal" }).click();
  const { pathname: own } = new URL(page.url());
  await page.getByRole("button", { name: "Make the link" }).click();
  const { pathname } = new URL(await page.locator("#link").textContent());
  await page.context().close();
  const byLink = ["", "/questions/purpose", "/questions/alignment", "/questions/alignment/1", "/compare", "/options", "/end"];
  return [
    ["appraise-respondent", `${own}/questions/alignment/1`, session],
    ...byLink.map((to) => [`appraise-by-link${to.replaceAll("/", "-")}`, pathname + to, undefined]),
  ];
}

/** What somebody comes by who looks for partners: whose addresses say what is looked for. */
async function sought() {
  const page = await (await browser.newContext()).newPage();
  const linked = (to) => page.locator(`main a[href^="${to}"]`).first().getAttribute("href");
  const which = "/find?need=falls&of=saltmere";
  await page.goto(place.address + which);
  const candidates = await linked("/find?");
  await page.goto(place.address + candidates);
  const found = [["find-which", which], ["find-candidates", candidates], ["find-appraise", await linked("/find/appraise?")], ["find-pathway", await linked("/find/pathway?")], ["find-skills", "/find/skills"]];
  await page.goto(`${place.address}/find/skills`);
  found.push(["find-skill", await linked("/find/skill?")]);
  await page.context().close();
  return found;
}

after(async () => {
  await browser?.close();
  await place?.close();
});

/** What is wrong with what is shown; a picture of it is kept. */
async function findings(page, name, screen, seen) {
  const found = [...(await shapeFindings(page)), ...(await axeFindings(page)), ...seen];
  await page.screenshot({ path: join(PICTURES, `${name}-${screen}.png`), fullPage: true });
  return [...new Set(found)];
}

/** What is wrong with each page of a list, by path. */
async function look(paths, prefix, screen, options) {
  const context = await browser.newContext({ viewport: SCREENS[screen], ...options });
  const page = await context.newPage();
  const seen = watch(page, place.address);
  const wrong = {};
  for (const path of paths) {
    seen.length = 0;
    await page.goto(place.address + path);
    looked.add(path);
    const found = await findings(page, prefix + nameOf(path), screen, seen);
    if (found.length > 0) wrong[path] = found;
  }
  await context.close();
  return wrong;
}

test("links lead to every page of the partnership", () => {
  for (const page of ["", "/partners", "/agreement", "/readiness", "/meetings", "/decisions", "/risks", "/actions", "/evidence", "/money", "/money/fund", "/strength", "/lessons", "/record"])
    assert.ok(open.includes(`/partnerships/saltmere${page}`), `no link leads to ${page || "the overview"}`);
  assert.ok(inside.some((path) => path.includes("/attest/")), "no link leads to a form");
});

for (const screen of Object.keys(SCREENS)) {
  test(`signed out, no page has anything wrong with it on a ${screen}`, async () => {
    assert.deepEqual(await look(open, "", screen, {}), {});
  });
  test(`signed in, no page has anything wrong with it on a ${screen}`, async () => {
    assert.deepEqual(await look(inside, "in-", screen, { storageState: session }), {});
  });
  test(`no page to which no link leads has anything wrong with it on a ${screen}`, async () => {
    for (const [name, path, storageState] of handed) {
      const page = await (await browser.newContext({ viewport: SCREENS[screen], storageState })).newPage();
      const seen = watch(page, place.address);
      await page.goto(place.address + path);
      const [asked] = path.split("?");
      assert.equal(new URL(page.url()).pathname, asked, `${name} leads elsewhere`);
      looked.add(asked);
      assert.deepEqual(await findings(page, `handed-${name}`, screen, seen), [], name);
      await page.context().close();
    }
  });
  test(`nothing that answers a form has anything wrong with it on a ${screen}`, async () => {
    const page = await (await browser.newContext({ viewport: SCREENS[screen], storageState: session })).newPage();
    page.setDefaultTimeout(10_000);
    const seen = watch(page, place.address);
    for (const [name, path, fill, press] of ANSWERS) {
      await page.goto(place.address + path);
      for (const [field, value] of Object.entries(fill)) await page.locator(`main [name="${field}"]`).first().fill(value);
      await page.getByRole("button", { name: press }).last().click();
      await page.waitForLoadState();
      assert.deepEqual(await findings(page, `answer-${name}`, screen, seen), [], name);
    }
    await page.context().close();
  });
}

test("every page of the table of routes was looked at", () => {
  assert.deepEqual(unseen(pagePatterns(), [...looked]), []);
});

for (const [who, paths, state] of [["signed out", () => open, () => undefined], ["signed in", () => inside, () => session]]) {
  test(`${who}, pages say without scripts what they say with them`, async () => {
    const [scripted, plain] = await Promise.all(
      [true, false].map((javaScriptEnabled) => browser.newContext({ viewport: SCREENS.phone, storageState: state(), javaScriptEnabled }).then((it) => it.newPage())),
    );
    const seen = watch(plain, place.address);
    // Forms carry a fresh key, and an account the moment of its last use: neither is in what a page says twice the same.
    const stable = (text) => text.replace(/\d{1,2}:\d\d/g, "time");
    for (const path of paths().filter((path) => path !== "/account/authenticator-app")) {
      await Promise.all([scripted, plain].map((page) => page.goto(place.address + path)));
      assert.equal(stable(await said(plain)), stable(await said(scripted)), path);
      assert.deepEqual(await shapeFindings(plain), [], path);
    }
    assert.deepEqual(seen, []);
    await Promise.all([scripted, plain].map((page) => page.context().close()));
  });
}
