// People who are invited, choose a password, and set up an authenticator app.
import { createHmac } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function fromBase32(text) {
  const bits = [...text.replace(/[^A-Z2-7]/g, "")].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) || []).map((byte) => Number.parseInt(byte, 2)));
}

/** Six digits of RFC 6238 for a secret in base 32, at a moment in seconds. */
export function codeAt(secret, seconds) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** The path of a link that `commonweal person invite` printed. */
export function linkIn(printed) {
  return printed.match(/\/invitation\/\S+/)[0];
}

/** Accepts an invitation in a page, all the way to the recovery codes, and gives what the person needs to sign in again. */
export async function accept(page, link, person) {
  await page.goto(link);
  await page.getByLabel("Your name").fill(person.name);
  await page.getByLabel("Choose a password").fill(person.password);
  await page.getByRole("button", { name: "Accept" }).click();
  const secret = await page.locator("#secret").textContent();
  await page.getByLabel("Code that the app shows").fill(codeAt(secret, Date.now() / 1000));
  await page.getByRole("button", { name: "Confirm" }).click();
  const recovery = await page.locator("main ol li").allTextContents();
  await page.getByRole("button", { name: "I have kept them" }).click();
  return { ...person, secret, recovery };
}
