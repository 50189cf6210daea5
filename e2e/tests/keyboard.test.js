// From the front page to a recorded promise without touching a pointer.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, SCREENS } from "../src/browser.js";
import { tabTo } from "../src/keyboard.js";
import { codeAt, linkIn } from "../src/people.js";
import { Place } from "../src/place.js";

let place, browser, page;

before(async () => {
  place = await Place.open();
  browser = await launch();
  page = await (await browser.newContext({ viewport: SCREENS.desktop })).newPage();
  page.setDefaultTimeout(10_000);
});

after(async () => {
  await browser?.close();
  await place?.close();
});

const press = async (called, key = "Enter") => {
  await tabTo(page, called);
  await page.keyboard.press(key);
};
const type = async (called, text) => {
  await tabTo(page, called);
  await page.keyboard.type(text);
};
const arrive = (heading) => page.getByRole("heading", { level: 1, name: heading }).waitFor();

test("the first stop of every page leads past the header to what the page is about", async () => {
  await page.goto(`${place.address}/partnerships/saltmere`);
  await press("Skip to main content");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.closest("main") !== null), true);
});

test("an account, a partnership and a recorded lesson are reached with Tab, Enter and Space", async () => {
  const link = linkIn(place.run("person", "invite", "kit@saltmere-minds.example", "--body", "saltmere-minds", "--role", "lead"));
  await page.goto(place.address + link);
  await type("Your name", "Kit Solway");
  await type("Choose a password", "no pointer was touched");
  await press("Accept");
  await arrive("Set up an authenticator app");
  const secret = await page.locator("#secret").textContent();
  await type("Code that the app shows", codeAt(secret, Date.now() / 1000));
  await page.keyboard.press("Enter");
  await arrive("Your recovery codes");
  await press("I have kept them");
  await arrive("What needs you");
  await press("Saltmere Together");
  await arrive("Overview");
  await press("Lessons");
  await arrive("Lessons");
  await press("Record a lesson");
  await arrive("Lesson recorded");
  await type("What was learnt", "Begin with the wards");
  await press("Continue");
  await arrive("Check before it is recorded");
  await press("Record this");
  await arrive("Lessons");
  assert.match(await page.locator("main").textContent(), /Begin with the wards/);
});

test("a form that was sent empty gives the focus to what is wrong, and from there to the field", async () => {
  await press("Risks and promises");
  await arrive("Risks and promises");
  await press("Make a promise");
  await arrive("Promise made");
  await press("Continue");
  await page.getByText("There is a problem").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.classList.contains("govuk-error-summary")), true);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.closest(".govuk-form-group--error") !== null), true);
});
