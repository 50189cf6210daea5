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

const PICTURES = join(import.meta.dirname, "../../target/screenshots");
const OFFICER = { name: "Ada Fielding", email: "ada@saltmere-acute.example", password: "three slow herons landing" };

let place, browser, session, open, inside;

before(async () => {
  mkdirSync(PICTURES, { recursive: true });
  place = await Place.open();
  browser = await launch();
  const context = await browser.newContext();
  open = await crawl(context.request, place.address, ["/", "/partnerships/saltmere"]);
  const printed = place.run("person", "invite", OFFICER.email, "--body", "saltmere-acute", "--role", "officer");
  const page = await context.newPage();
  await accept(page, place.address + linkIn(printed), OFFICER);
  session = await context.storageState();
  const all = await crawl(context.request, place.address, ["/", "/partnerships/saltmere", "/partnerships/saltmere/attest", "/account"]);
  inside = all.filter((path) => path === "/" || !open.includes(path));
  await context.close();
});

after(async () => {
  await browser?.close();
  await place?.close();
});

/** What is wrong with each page of a list, by path. */
async function look(paths, prefix, screen, options) {
  const context = await browser.newContext({ viewport: SCREENS[screen], ...options });
  const page = await context.newPage();
  const seen = watch(page, place.address);
  const wrong = {};
  for (const path of paths) {
    seen.length = 0;
    await page.goto(place.address + path);
    const findings = [...(await shapeFindings(page)), ...(await axeFindings(page)), ...seen];
    await page.screenshot({ path: join(PICTURES, `${prefix}${nameOf(path)}-${screen}.png`), fullPage: true });
    if (findings.length > 0) wrong[path] = [...new Set(findings)];
  }
  await context.close();
  return wrong;
}

test("links lead to every page of the partnership", () => {
  for (const page of ["", "/partners", "/agreement", "/readiness", "/meetings", "/decisions", "/risks", "/evidence", "/money", "/money/fund", "/strength", "/lessons", "/record"])
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
}

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
