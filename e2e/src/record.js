// Recording facts the way people do: fill in the form, read it back, record it or sign it with the key of the body.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { commonweal } from "./place.js";

/** Answers a form by the names that docs/record-kinds.md gives the fields; a list ticks boxes, a date is day, month and year. */
export async function answer(page, answers) {
  for (const [name, value] of Object.entries(answers)) {
    const field = page.locator(`main [name="${name}"]`);
    if (value instanceof Date) {
      const parts = { day: value.getUTCDate(), month: value.getUTCMonth() + 1, year: value.getUTCFullYear() };
      for (const [part, number] of Object.entries(parts)) await page.locator(`main [name="${name}.${part}"]`).fill(String(number));
    } else if (Array.isArray(value)) {
      for (const each of value) await page.locator(`main [name="${name}"][value="${each}"]`).check();
    } else if ((await field.first().getAttribute("type")) === "radio") {
      await page.locator(`main [name="${name}"][value="${value}"]`).check();
    } else if ((await field.first().evaluate((it) => it.localName)) === "select") {
      await field.first().selectOption(value);
    } else {
      await field.first().fill(value);
    }
  }
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Somebody who acts for a body in a partnership. */
export class Partner {
  constructor(place, page, slug, body) {
    Object.assign(this, { place, page, slug, body, signed: 0 });
  }

  at(path) {
    return `${this.place.address}/partnerships/${this.slug}${path}`;
  }

  async open(path) {
    await this.page.goto(this.at(path));
    return this.page;
  }

  heading() {
    return this.page.locator("h1").textContent();
  }

  /** Fills in the form of a kind, in as many steps as it has, up to the page that says what will be recorded. */
  async fill(kind, ...steps) {
    await this.open(`/attest/${kind}`);
    for (const step of steps.length > 0 ? steps : [{}]) await answer(this.page, step);
    const errors = await this.page.locator(".govuk-error-summary").allTextContents();
    assert.deepEqual(errors, [], `${kind} was not understood`);
    assert.equal(await this.heading(), "Check before it is recorded");
  }

  /** Records a fact, with the key of the body where it binds the body, and gives the page that shows it. */
  async record(kind, ...steps) {
    await this.fill(kind, ...steps);
    const [passkey, unsigned] = [/^Sign with the passkey of/, "Download it to sign"].map((name) => this.page.getByRole("button", { name }));
    if ((await passkey.count()) > 0) await passkey.click();
    else if ((await unsigned.count()) > 0) await this.sign(unsigned);
    else await this.page.getByRole("button", { name: "Record this" }).click();
    await this.page.waitForURL(/[?]recorded=\d+/);
    return this.page;
  }

  /** Adds a passkey to the keys of the body; each record that knows the body learns of it from the key in the file. */
  async addPasskey() {
    const keys = `${this.place.address}/bodies/${this.body}/keys`;
    await this.page.goto(keys);
    await this.page.getByRole("button", { name: "Add a passkey as a key of the body" }).click();
    await this.page.getByRole("heading", { name: /is not in every record yet/ }).waitFor();
    const links = await this.page.locator('a[href*="/attest/key_added"]').evaluateAll((all) => all.map((it) => it.href));
    for (const link of links) {
      await this.page.goto(link);
      await this.page.getByRole("button", { name: "Continue" }).click();
      await this.sign(this.page.getByRole("button", { name: "Download it to sign" }));
      await this.page.waitForURL(/[?]recorded=\d+/);
    }
    await this.page.goto(keys);
    return links.length;
  }

  /** Signs with the body's key file, as somebody does who keeps the key on a machine of their own. */
  async sign(button) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), button.click()]);
    this.signed += 1;
    const file = this.place.file(`${this.body}-${this.signed}-${download.suggestedFilename()}`);
    await download.saveAs(file);
    commonweal("sign", file, "--key", this.place.file(`${this.body}.key`), "--out", `${file}.signed`);
    await this.page.getByLabel("The signed file").fill(readFileSync(`${file}.signed`, "utf8"));
    await this.page.getByRole("button", { name: "Record the signed fact" }).click();
  }
}
