// Signing in through the organisation's own provider: linked once by somebody who is signed in, and then used.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, SCREENS } from "../src/browser.js";
import { axeFindings, shapeFindings } from "../src/checks.js";
import { accept, codeAt, linkIn } from "../src/people.js";
import { Place } from "../src/place.js";
import { freePort, provide } from "../src/provider.js";

const NAME = "Saltmere Sign-in";
const ADA = { name: "Ada Fielding", email: "ada@saltmere-acute.example", password: "three slow herons landing" };
const PICTURES = join(import.meta.dirname, "../../target/screenshots");
let place, provider, browser, folder, ada, returned, session;

before(async () => {
  const port = await freePort();
  provider = await provide(`http://localhost:${port}`);
  folder = mkdtempSync(join(tmpdir(), "commonweal-secret-"));
  const secret = join(folder, "secret.txt");
  writeFileSync(secret, `${provider.client.secret}\n`);
  const more = ["--oidc-issuer", provider.issuer, "--oidc-client-id", provider.client.id, "--oidc-secret-file", secret, "--oidc-name", NAME];
  place = await Place.open({ port, more });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await place?.close();
  await provider?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const fresh = async () => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  page.setDefaultTimeout(10_000);
  return page;
};
const text = async (page) => (await page.locator("main").textContent()).replace(/\s+/g, " ");

/** Sets out from the sign-in page, and comes back as somebody. */
async function signIn(page, as) {
  await page.goto(`${place.address}/sign-in?next=/partnerships`);
  await page.getByRole("button", { name: `Sign in with ${NAME}` }).click();
  assert.equal(new URL(page.url()).origin, provider.issuer);
  await page.getByRole("link", { name: as, exact: true }).click();
  await page.waitForURL(`${place.address}/**`);
}

test("somebody whose account is not linked is not let in, whoever the provider says it is", async () => {
  const page = await fresh();
  await signIn(page, "ada by pwd, otp, mfa");
  assert.match(await text(page), /No account here is linked with that sign-in/);
  await page.goto(`${place.address}/account`);
  assert.match(page.url(), /\/sign-in\?/);
});

test("an invited person links their account, and is asked who they are there", async () => {
  const page = await fresh();
  const link = linkIn(place.run("person", "invite", ADA.email, "--body", "saltmere-acute", "--role", "officer"));
  ada = await accept(page, place.address + link, ADA);
  await page.goto(`${place.address}/account`);
  await page.getByRole("button", { name: `Link with ${NAME}` }).click();
  await page.getByRole("button", { name: `Continue to ${NAME}` }).click();
  await page.getByRole("link", { name: "ada by pwd", exact: true }).click();
  await page.waitForURL(`${place.address}/account`);
  assert.ok((await text(page)).includes(`Linked with ${provider.issuer}`));
  session = await page.context().storageState();
});

test("where the provider asked for one factor, ours is asked for too", async () => {
  const page = await fresh();
  page.on("request", (request) => {
    if (request.url().includes("/sign-in/provider/return")) returned = request.url();
  });
  await signIn(page, "ada by pwd");
  assert.equal(new URL(page.url()).pathname, "/sign-in/confirm");
  await page.getByLabel("Code").fill(codeAt(ada.secret, Date.now() / 1000 + 30));
  await page.getByRole("button", { name: "Confirm" }).click();
  assert.equal(new URL(page.url()).pathname, "/partnerships");
  assert.match(await page.locator("header").textContent(), /Ada Fielding/);
});

test("where it asked for more than one, nothing else is asked", async () => {
  const page = await fresh();
  await signIn(page, "ada by pwd, otp, mfa");
  assert.equal(new URL(page.url()).pathname, "/partnerships");
  assert.match(await page.locator("header").textContent(), /Ada Fielding/);
});

test("a way back is good once, and in the browser that set out", async () => {
  const again = await fresh();
  await again.goto(returned);
  assert.match(await text(again), /ended already/);
  const page = await fresh();
  await page.goto(`${place.address}/sign-in`);
  await page.getByRole("button", { name: `Sign in with ${NAME}` }).click();
  // Somebody else's browser has not the cookie that this one set out with.
  await page.context().clearCookies({ name: "__Host-commonweal-tie" });
  await page.getByRole("link", { name: "ada by pwd, otp, mfa", exact: true }).click();
  await page.waitForURL(`${place.address}/**`);
  assert.match(await text(page), /ended already/);
});

test("another person of the provider is nobody here, and no second account can be linked with a first one's sign-in", async () => {
  const page = await fresh();
  await signIn(page, "eve by pwd, otp, mfa");
  assert.match(await text(page), /No account here is linked/);
  const bea = { name: "Bea Rowan", email: "bea@saltmere-community.example", password: "wet boots by the door" };
  const link = linkIn(place.run("person", "invite", bea.email, "--body", "saltmere-community", "--role", "member"));
  const other = await fresh();
  await accept(other, place.address + link, bea);
  await other.goto(`${place.address}/account`);
  await other.getByRole("button", { name: `Link with ${NAME}` }).click();
  await other.getByRole("button", { name: `Continue to ${NAME}` }).click();
  await other.getByRole("link", { name: "ada by pwd", exact: true }).click();
  await other.waitForURL(`${place.address}/**`);
  assert.match(await text(other), /linked with an account already/);
});

test("a provider that answers with an error is told to whoever comes back", async () => {
  const page = await fresh();
  await page.goto(`${place.address}/sign-in/provider/return?error=access_denied&state=none`);
  assert.match(await text(page), /access_denied/);
});

test("what is shown on the way is in order at both widths", async () => {
  mkdirSync(PICTURES, { recursive: true });
  for (const [screen, viewport] of Object.entries(SCREENS)) {
    const page = await (await browser.newContext({ viewport, storageState: session })).newPage();
    const look = async (name) => {
      await page.screenshot({ path: join(PICTURES, `provider-${name}-${screen}.png`), fullPage: true });
      assert.deepEqual([...(await shapeFindings(page)), ...(await axeFindings(page))], [], `${name}, ${screen}`);
    };
    await page.goto(`${place.address}/account`);
    await look("account");
    await page.goto(`${place.address}/account/email`);
    await look("email");
    await page.goto(`${place.address}/account`);
    const unlink = page.getByRole("button", { name: "Unlink" });
    if ((await unlink.count()) > 0) await unlink.click();
    await page.getByRole("button", { name: `Link with ${NAME}` }).click();
    await look("link");
    const outside = await (await browser.newContext({ viewport })).newPage();
    await outside.goto(`${place.address}/sign-in`);
    await outside.screenshot({ path: join(PICTURES, `provider-sign-in-${screen}.png`), fullPage: true });
    assert.deepEqual([...(await shapeFindings(outside)), ...(await axeFindings(outside))], [], `sign-in, ${screen}`);
  }
});
