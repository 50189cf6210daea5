// What was written is not lost: saved for later, kept with its errors, and carried over the end of a session.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, SCREENS } from "../src/browser.js";
import { axeFindings, shapeFindings } from "../src/checks.js";
import { accept, linkIn } from "../src/people.js";
import { Place } from "../src/place.js";

const FORM = "/partnerships/saltmere/attest/promise_made";
let place, browser, page, ada;

before(async () => {
  place = await Place.open();
  browser = await launch();
  page = await (await browser.newContext({ viewport: SCREENS.phone, javaScriptEnabled: false })).newPage();
  page.setDefaultTimeout(10_000);
  const invited = (body) => linkIn(place.run("person", "invite", "ada@saltmere-acute.example", "--body", body, "--role", "lead"));
  ada = await accept(page, place.address + invited("saltmere-acute"), { name: "Ada Fielding", email: "ada@saltmere-acute.example", password: "three slow herons landing" });
});

after(async () => {
  await browser?.close();
  await place?.close();
});

const what = () => page.locator('main [name="what"]');
const press = (name) => page.getByRole("button", { name }).last().click();

test("a form that was saved is offered on return, goes on filled in, and can be thrown away", async () => {
  await page.goto(place.address + FORM);
  await what().fill("A nurse at the door");
  await press("Save for later");
  assert.equal(await what().inputValue(), "A nurse at the door");
  assert.match(await page.locator("main").textContent(), /Nothing is recorded yet/);
  await page.goto(place.address);
  await page.getByRole("link", { name: "Promise made" }).click();
  assert.equal(await what().inputValue(), "A nurse at the door");
  await page.goto(place.address + FORM);
  assert.equal(await what().inputValue(), "");
  assert.deepEqual(await shapeFindings(page), []);
  await press("Throw it away");
  assert.equal(await page.getByRole("link", { name: "Go on with it" }).count(), 0);
});

test("what is written when a session ends goes on after signing in in another tab", async () => {
  await page.goto(place.address + FORM);
  await what().fill("A van on Fridays");
  await page.context().clearCookies();
  await press("Continue");
  assert.equal(await page.locator("h1").textContent(), "You are signed out, and nothing is lost");
  const [other] = await Promise.all([page.context().waitForEvent("page"), page.getByRole("link", { name: /Sign in \(opens/ }).click()]);
  await other.getByLabel("E-mail address").fill(ada.email);
  await other.getByLabel("Password", { exact: true }).fill(ada.password);
  await other.getByRole("button", { name: "Continue" }).click();
  await other.getByLabel("Code", { exact: true }).fill(ada.recovery[0]);
  await other.getByRole("button", { name: "Confirm" }).click();
  await other.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await other.close();
  await press("Go on with what I wrote");
  assert.match(await page.title(), /^Error: Promise made/);
  assert.equal(await what().inputValue(), "A van on Fridays");
});

test("what is written about a body when a session ends waits as well, and a button alone leads back to its page", async () => {
  const cookies = await page.context().cookies();
  await page.goto(`${place.address}/bodies/saltmere-acute/tokens`);
  await page.getByLabel("What it is for").fill("Nightly figures");
  await page.context().clearCookies();
  await press("Make the token");
  assert.equal(await page.locator("h1").textContent(), "You are signed out, and nothing is lost");
  await page.context().addCookies(cookies);
  await press("Go on with what I wrote");
  assert.match(await page.locator("main").textContent(), /Nightly figures/);
  await page.goto(`${place.address}/account`);
  await page.context().clearCookies();
  await press("End all others");
  assert.equal(new URL(page.url()).search, "?next=/account");
  await page.context().addCookies(cookies);
});

test("a form with errors, an offered draft and the page of a session that ended break no rule of access", async () => {
  const seeing = await (await browser.newContext({ viewport: SCREENS.desktop, storageState: await page.context().storageState() })).newPage();
  await seeing.goto(place.address + FORM);
  assert.equal(await seeing.getByRole("link", { name: "Go on with it" }).count(), 1);
  assert.deepEqual(await axeFindings(seeing), []);
  await seeing.getByRole("button", { name: "Continue" }).last().click();
  assert.deepEqual(await axeFindings(seeing), []);
  await seeing.context().clearCookies();
  await seeing.getByRole("button", { name: "Continue" }).last().click();
  assert.deepEqual(await axeFindings(seeing), []);
  assert.deepEqual(await shapeFindings(seeing), []);
});
