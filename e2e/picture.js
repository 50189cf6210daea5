// Makes the picture of the README, by 'cargo xtask picture': the overview of the example partnership, as far as the first screen goes.
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { launch } from "./src/browser.js";
import { Place } from "./src/place.js";

const FOLDER = join(import.meta.dirname, "../docs/pictures");
/** What a page of text can ask of somebody's connection. */
const MOST_BYTES = 200_000;

const place = await Place.open();
const browser = await launch();
try {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, "partnership.png");
  const page = await browser.newPage({ viewport: { width: 1060, height: 1120 } });
  await page.goto(`${place.address}/partnerships/saltmere`);
  await page.screenshot({ path: file });
  const { size } = statSync(file);
  if (size > MOST_BYTES) throw new Error(`${file} has ${size} bytes, above ${MOST_BYTES}: choose a smaller view`);
  console.log(`${size} bytes`);
} finally {
  await browser.close();
  await place.close();
}
