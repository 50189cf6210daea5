// What comes out of a printer.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { launch } from "../src/browser.js";
import { Place } from "../src/place.js";

const PRINTED = join(import.meta.dirname, "../../target/screenshots");
let place, browser, page;

before(async () => {
  mkdirSync(PRINTED, { recursive: true });
  place = await Place.open();
  browser = await launch();
  page = await browser.newPage();
});

after(async () => {
  await browser?.close();
  await place?.close();
});

for (const [path, heading] of [["", "Overview"], ["/decisions/2", "Rent a respite ward, proposed again"], ["/record", "Record"], ["/agreement", "Agreement"], ["/readiness", "Readiness"], ["/risks", "Risks and promises"]]) {
  test(`'${heading}' is printed without the header and the contents list, and nothing is cut off`, async () => {
    await page.goto(`${place.address}/partnerships/saltmere${path}`);
    const shown = page.locator(".cw-header:visible, .cw-contents:visible");
    assert.equal(await shown.count(), 2, "they are on the screen");
    // A4 less margins of 1 cm, in pixels of the style sheet.
    await page.setViewportSize({ width: 718, height: 1047 });
    await page.emulateMedia({ media: "print" });
    assert.equal(await shown.count(), 0);
    assert.equal(await page.getByRole("heading", { level: 1, name: heading }).isVisible(), true);
    const wide = await page.evaluate(() => [...document.querySelectorAll("main *")].filter((it) => it.getBoundingClientRect().right > innerWidth + 1).map((it) => it.className || it.localName));
    assert.deepEqual(wide, []);
    const spelt = await page.evaluate(() => [...document.querySelectorAll("main a")].map((it) => getComputedStyle(it, "::after").content).filter((it) => it !== "none"));
    assert.deepEqual(spelt, [], "addresses without a place are spelt out");
    const printed = await page.pdf({ format: "A4", margin: { top: "1cm", bottom: "1cm", left: "1cm", right: "1cm" } });
    writeFileSync(join(PRINTED, `printed-${heading.toLowerCase().replaceAll(/\W+/g, "-")}.pdf`), printed);
    assert.equal(printed.subarray(0, 5).toString(), "%PDF-");
    await page.emulateMedia({ media: null });
    await page.setViewportSize({ width: 1280, height: 900 });
  });
}
