// The evidence of the example: pictures without an upload, run again from its files, and refused with others.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, SCREENS, watch } from "../src/browser.js";
import { axeFindings, shapeFindings } from "../src/checks.js";
import { accept, linkIn } from "../src/people.js";
import { Place } from "../src/place.js";

const EVIDENCE = "/partnerships/saltmere/evidence";
const PERSON = { name: "Ada Fielding", email: "ada@saltmere-acute.example", password: "three slow herons landing" };
let place, browser;

before(async () => {
  place = await Place.open();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await place?.close();
});

const text = async (page) => (await page.locator("main").textContent()).replace(/\s+/g, " ");

test("anybody sees the fit before the effect, and one picture of each pair at each width", async () => {
  for (const viewport of Object.values(SCREENS)) {
    const page = await (await browser.newContext({ viewport, javaScriptEnabled: false })).newPage();
    await page.goto(place.address + EVIDENCE);
    const said = await text(page);
    assert.ok(said.indexOf("How well the comparison fits") < said.indexOf("95% interval from"), "the effect comes first");
    assert.equal(await page.locator("#figure-path svg:visible").count(), 1);
    assert.equal(await page.locator("#figure-gap svg:visible").count(), 1);
    await page.context().close();
  }
});

test("whoever may attach an evaluation runs it again from its files, and is refused with others", async () => {
  for (const viewport of Object.values(SCREENS)) {
    const page = await (await browser.newContext({ viewport })).newPage();
    page.setDefaultTimeout(10_000);
    const seen = watch(page, place.address);
    const link = linkIn(place.run("person", "invite", `${viewport.width}-${PERSON.email}`, "--body", "saltmere-acute", "--role", "lead"));
    await accept(page, place.address + link, PERSON);
    await page.goto(`${place.address}${EVIDENCE}/falls`);
    const send = async (panel) => {
      await page.getByLabel("The protocol").setInputFiles(place.file("protocol.toml"));
      await page.getByLabel("The panel").setInputFiles(place.file(panel));
      await page.getByRole("button", { name: "Run it again" }).click();
    };
    await send("truth.toml");
    assert.match(await page.title(), /^Error: /);
    assert.match(await page.locator("#panel-error").textContent(), /the record says/);
    assert.deepEqual(await axeFindings(page), []);
    assert.deepEqual(await shapeFindings(page), []);
    await page.getByRole("button", { name: "Remove what was found" }).click();
    assert.match(await text(page), /What it found is not kept here/);
    await send("admissions.csv");
    for (let tries = 0; tries < 60 && /It is being run/.test(await text(page)); tries += 1) {
      await page.waitForTimeout(500);
      await page.reload();
    }
    assert.match(await text(page), /It gave the figures of the record/);
    assert.deepEqual(seen, []);
    await page.context().close();
  }
});
