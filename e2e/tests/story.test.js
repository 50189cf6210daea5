// The whole story, as people of three bodies: one at a desk, one on a phone without scripts, one who signs in with a passkey.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, SCREENS, watch } from "../src/browser.js";
import { axeFindings, shapeFindings } from "../src/checks.js";
import { accept, codeAt, linkIn } from "../src/people.js";
import { commonweal, Place } from "../src/place.js";
import { Partner } from "../src/record.js";

const SLUG = "harbour";
const WARD = "Rent a respite ward";
const PEOPLE = {
  ada: { body: "saltmere-acute", name: "Ada Fielding", email: "ada@saltmere-acute.example", password: "three slow herons landing", benefit: "beds free by noon" },
  bea: { body: "saltmere-community", name: "Bea Rowan", email: "bea@saltmere-community.example", password: "wet boots by the door", benefit: "visits that are planned" },
  col: { body: "saltmere-minds", name: "Col Haster", email: "col@saltmere-minds.example", password: "a lantern under the stairs", benefit: "fewer crises after a stay" },
};
const HOW = {
  ada: { viewport: SCREENS.desktop },
  bea: { viewport: SCREENS.phone, javaScriptEnabled: false },
  col: { viewport: SCREENS.desktop },
};

let place, browser;
let passkey;
const partners = {};
const seen = {};

before(async () => {
  place = await Place.open();
  browser = await launch();
  const founder = ["--as", "saltmere-acute", "--key", place.file("saltmere-acute.key")];
  const what = ["--name", "Harbour Together (fictional)", "--style", "integration", "--place-name", "Harbour", "--aim", "fewer nights in hospital"];
  place.run("partnership", "propose", SLUG, ...founder, ...what);
});

after(async () => {
  await browser?.close();
  await place?.close();
});

const text = async (page) => (await page.locator("main").textContent()).replace(/\s+/g, " ");

test("an officer of each body accepts the host's invitation and sets up an authenticator app", async () => {
  for (const [who, person] of Object.entries(PEOPLE)) {
    const page = await (await browser.newContext(HOW[who])).newPage();
    page.setDefaultTimeout(10_000);
    seen[who] = watch(page, place.address);
    partners[who] = new Partner(place, page, SLUG, person.body);
    const link = linkIn(place.run("person", "invite", person.email, "--body", person.body, "--role", "officer"));
    Object.assign(person, await accept(page, place.address + link, person));
    assert.equal(person.recovery.length, 10);
    assert.match(await text(page), /What needs you/);
    const kept = (await page.context().cookies()).map(({ name, path, secure, httpOnly, sameSite }) => ({ name, path, secure, httpOnly, sameSite }));
    assert.deepEqual(kept, [{ name: "__Host-commonweal", path: "/", secure: true, httpOnly: true, sameSite: "Lax" }]);
    await page.goto(place.address + link);
    assert.doesNotMatch(await text(page), /Choose a password/, "an invitation works once");
  }
});

test("a second person of a body comes in by the People page, as a member who cannot bind it", async () => {
  const { page } = partners.ada;
  await page.goto(`${place.address}/bodies/saltmere-acute/people`);
  await page.getByLabel("E-mail address").fill("dee@saltmere-acute.example");
  await page.getByRole("button", { name: "Make the invitation" }).click();
  const link = await page.locator("#link").textContent();
  const dee = await (await browser.newContext({ viewport: SCREENS.phone })).newPage();
  await accept(dee, link, { name: "Dee Marsh", password: "four gulls on a chimney" });
  await dee.goto(`${place.address}/partnerships/${SLUG}/attest/vote_cast`);
  assert.match(await text(dee), /officer/);
  assert.equal(await dee.getByRole("button", { name: "Continue" }).count(), 0);
  await dee.context().close();
});

test("somebody of two bodies sees in the header for which of them they act, and changes it there", async () => {
  const page = await (await browser.newContext({ viewport: SCREENS.phone, javaScriptEnabled: false })).newPage();
  const invited = (body) => place.address + linkIn(place.run("person", "invite", "eve@saltmere.example", "--body", body, "--role", "lead"));
  await accept(page, invited("saltmere-acute"), { name: "Eve Sand", password: "five crabs under a stone" });
  assert.equal(await page.locator(".cw-header__acting").count(), 0);
  await page.goto(invited("saltmere-minds"));
  await page.getByRole("button", { name: "Accept as" }).click();
  await page.goto(`${place.address}/partnerships`);
  assert.match(await page.locator(".cw-header__acting").textContent(), /You act for Saltmere Acute/);
  await page.getByRole("link", { name: /^Change/ }).click();
  const seeing = await (await browser.newContext({ storageState: await page.context().storageState() })).newPage();
  await seeing.goto(page.url());
  assert.deepEqual(await axeFindings(seeing), []);
  await seeing.context().close();
  await page.getByLabel("Saltmere Minds").check();
  await page.getByRole("button", { name: "Act for this body" }).click();
  assert.match(await page.locator(".cw-header__acting").textContent(), /You act for Saltmere Minds/);
  await page.goto(`${place.address}/partnerships/saltmere/attest/promise_made`);
  assert.match(await text(page), /You record this for Saltmere Minds/);
  await page.context().close();
});

test("wrong passwords and codes are refused beside the field, and a recovery code lets in once", async () => {
  const context = await browser.newContext({ viewport: SCREENS.phone, javaScriptEnabled: false });
  const page = await context.newPage();
  const enter = async (password) => {
    await page.goto(`${place.address}/sign-in`);
    await page.getByLabel("E-mail address").fill(PEOPLE.bea.email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Continue" }).click();
  };
  const confirm = async (code) => {
    await page.getByLabel("Code", { exact: true }).fill(code);
    await page.getByRole("button", { name: "Confirm" }).click();
  };
  await enter("not her password");
  assert.equal(await page.locator("#email-error, .govuk-error-message").count() > 0, true);
  await enter(PEOPLE.bea.password);
  const longAgo = codeAt(PEOPLE.bea.secret, Date.now() / 1000 - 3600);
  await confirm(longAgo);
  assert.equal(await page.locator(".govuk-error-message").count() > 0, true);
  await confirm(PEOPLE.bea.recovery[0]);
  assert.equal(await page.locator("h1").textContent(), "What needs you");
  await page.goto(`${place.address}/account`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await enter(PEOPLE.bea.password);
  await confirm(PEOPLE.bea.recovery[0]);
  assert.equal(await page.locator(".govuk-error-message").count() > 0, true, "a recovery code works once");
  await context.close();
});

test("a passkey made on the account page signs its owner in without a password", async () => {
  const { page } = partners.col;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  await devtools.send("WebAuthn.addVirtualAuthenticator", { options });
  await page.goto(`${place.address}/account`);
  await page.getByLabel("Name of a new passkey").fill("Col's laptop");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("Col's laptop").waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.goto(`${place.address}/sign-in`);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("heading", { name: "What needs you" }).waitFor();
});

test("the founder joins and invites two bodies, which say what they gain and join with their keys", async () => {
  const join = async (who) => {
    await partners[who].record("benefit_stated", { benefit: PEOPLE[who].benefit });
    await partners[who].record("partner_joined");
  };
  await join("ada");
  for (const who of ["bea", "col"]) await partners.ada.record("partner_invited", { body: PEOPLE[who].body });
  await join("bea");
  await join("col");
  const page = await partners.ada.open("/partners");
  for (const { benefit } of Object.values(PEOPLE)) assert.match((await text(page)).toLowerCase(), new RegExp(benefit));
});

test("a body gets a passkey beside its key in a file, in every record that knows the body", async () => {
  const { col } = partners;
  assert.equal(await col.addPasskey(), 3, "the register, Saltmere and the harbour");
  const keys = await text(col.page);
  assert.match(keys, /A passkey: signs on the pages of localhost/);
  assert.doesNotMatch(keys, /is not in every record yet/);
  passkey = await col.page.locator("tr", { hasText: "A passkey" }).locator(".cw-hash").first().textContent();
});

test("readiness is computed from what the bodies said", async () => {
  const page = await partners.bea.open("/readiness");
  const rule = page.locator(".cw-rule", { hasText: "Every partner says what it gains" });
  assert.match(await rule.textContent(), /Met/);
  assert.equal(await rule.getByRole("link", { name: /entry/, includeHidden: true }).count(), 3);
});

test("an agreement is drafted, its terms are set, and three bodies sign it", async () => {
  const version = { agreement: "1", version: "1" };
  await partners.ada.record("agreement_drafted", { ...version, "document.text": "We work together on nights in hospital. (Fictional.)" });
  const term = (clause, type, parts) => partners.ada.record("term_set", { ...version, clause, "term.type": type }, parts);
  await term("3-1", "decision_rule", { "term.rule": "majority" });
  await term("3-2", "quorum", { "term.bodies": "2" });
  await term("4-1", "interest_limit", { "term.interest": "financial", "term.pence": "5,000" });
  for (const who of Object.keys(PEOPLE)) await partners[who].record("agreement_signed?agreement=1&version=1");
  assert.match(await text(await partners.col.open("/agreement")), /Version 1 in force/);
});

test("a second version is drafted and compared with the one in force, side by side and by the clause", async () => {
  const second = { agreement: "1", version: "2" };
  await partners.ada.record("agreement_drafted", { ...second, "document.text": "We work together on nights in hospital, and on the way home. (Fictional.)" });
  await partners.ada.record("term_set", { ...second, clause: "3-2", "term.type": "quorum" }, { "term.bodies": "3" });
  const page = await partners.ada.open("/agreement");
  await page.getByRole("link", { name: "Compare version 1 with version 2" }).click();
  assert.match(await text(page), /What changed from version 1 to version 2/);
  assert.match(await page.locator("ins").first().textContent(), /3|home/);
  for (const viewport of Object.values(SCREENS)) {
    await page.setViewportSize(viewport);
    assert.deepEqual([...(await shapeFindings(page)), ...(await axeFindings(page))], []);
  }
  await page.setViewportSize(SCREENS.desktop);
  assert.match(await text(await partners.bea.open("/agreement")), /Version 1 in force/);
});

test("an inquorate decision cannot pass; proposed again with enough bodies, it is carried", async () => {
  const { ada, bea, col } = partners;
  const nextWeek = new Date(Date.now() + 7 * 86_400_000);
  await ada.record("meeting_called", { meeting: "first", on: nextWeek, "items.0.item": "a", "items.0.title": "A respite ward" });
  await ada.record("decision_proposed", { decision: "ward", title: WARD });
  await bea.record("interest_declared", { interest: "financial", decision: "ward", pence: "7500" });
  await bea.record("recusal_made", { decision: "ward" });
  await ada.record("vote_cast", { decision: "ward", vote: "for" });
  await ada.fill("decision_taken", { decision: "ward", outcome: "carried", counted: ["saltmere-acute"] });
  assert.match(await text(ada.page), /The record will note beside it/);
  await ada.record("decision_taken", { decision: "ward", outcome: "inquorate", counted: ["saltmere-acute"] });
  assert.match(await text(await bea.open("/decisions/ward")), /Inquorate.*1 body counts of 2 needed.*Not quorate/);

  await col.record("decision_proposed", { decision: "ward-again", title: `${WARD}, proposed again` });
  await bea.record("recusal_made", { decision: "ward-again" });
  for (const partner of [ada, col]) await partner.record("vote_cast", { decision: "ward-again", vote: "for" });
  const vote = (await col.open("/record")).locator("li", { hasText: "Saltmere Minds (fictional) voted for decision ward-again" });
  assert.match(await vote.textContent(), new RegExp(`attested by the body's own key ${passkey}`));
  await col.record("decision_taken", { decision: "ward-again", outcome: "carried", counted: ["saltmere-acute", "saltmere-minds"] });
  const decided = await text(await bea.open("/decisions/ward-again"));
  assert.match(decided, /Carried.*2 bodies count of 2 needed/);
  assert.doesNotMatch(decided, /Not quorate/);
});

test("a session that ends before the passkey signs takes nothing of the form with it", async () => {
  const { col } = partners;
  await col.fill("partner_left", { notice_on: new Date("2030-01-01"), leaves_on: new Date("2030-04-01") });
  const cookies = await col.page.context().cookies();
  await col.page.context().clearCookies();
  await col.page.getByRole("button", { name: /^Sign with the passkey of/ }).click();
  await col.page.getByRole("heading", { name: "You are signed out, and nothing is lost" }).waitFor();
  await col.page.context().addCookies(cookies);
  await col.page.getByRole("button", { name: "Go on with what I wrote" }).click();
  await col.page.getByRole("heading", { name: "Check before it is recorded" }).waitFor();
  assert.match(await text(col.page), /1 April 2030/);
  assert.match(seen.col.splice(0).join(), /^401 for [^,]*partner_left$/, "the script was told, and nothing else went wrong");
});

test("the record, downloaded by somebody who is not signed in, verifies away from the server", async () => {
  const page = await (await browser.newContext({ acceptDownloads: true })).newPage();
  await page.goto(`${place.address}/partnerships/${SLUG}/record`);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download the record" }).click()]);
  const file = place.file("downloaded.bundle");
  await download.saveAs(file);
  assert.match(commonweal("verify", file), /^verified: \S+harbour\S+: \d+ entries/);
  const changed = place.file("changed.bundle");
  writeFileSync(changed, readFileSync(file, "utf8").replace("beds free by noon", "beds free by dusk"));
  assert.throws(() => commonweal("verify", changed), (error) => error.status === 5, "a changed word is not noticed");
});

test("nobody's page broke its own rules on the way", () => {
  assert.deepEqual(seen, { ada: [], bea: [], col: [] });
});

test("the server's log tells of every answer and of nobody", () => {
  const log = place.log();
  assert.match(log, /"route":"\/invitation\/\{token\}","status":303/);
  const about = Object.values(PEOPLE).flatMap(({ name, email, secret, recovery }) => [name, email, secret, ...recovery]);
  assert.deepEqual(about.filter((it) => log.includes(it)), []);
  assert.doesNotMatch(log, /\/invitation\/[^{]/);
});
