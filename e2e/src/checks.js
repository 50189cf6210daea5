// What holds for every page.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds against WCAG 2.2 AA, one line each. */
export async function axeFindings(page) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (values) => (await globalThis.axe.run({ runOnly: { type: "tag", values } })).violations, LEVELS);
  return violations.map((it) => `axe ${it.id}: ${it.help} at ${it.nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

/** What is wrong with how a page is built: its title, its heading, its width. */
export function shapeFindings(page) {
  return page.evaluate(() => {
    const wrong = [];
    const headings = document.querySelectorAll("h1").length;
    if (headings !== 1) wrong.push(`${headings} h1`);
    if (!/\S.* – Commonweal$/.test(document.title)) wrong.push(`title '${document.title}'`);
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) {
      const wide = [...document.querySelectorAll("main *")].filter((it) => it.getBoundingClientRect().right > clientWidth && !it.closest(".cw-scroll, .cw-text"));
      wrong.push(`scrolls sideways, ${scrollWidth} px in ${clientWidth}: ${wide.slice(0, 3).map((it) => `${it.localName}.${it.className}`).join(", ")}`);
    }
    return wrong;
  });
}

/** What a page shows, without the buttons that need a passkey, which browsers give to scripts alone. */
export function said(page) {
  return page.evaluate(() => {
    for (const place of document.querySelectorAll("[data-passkey], [data-body-key], [data-sign]")) place.remove();
    return document.querySelector("main").innerText.replace(/\s+/g, " ").trim();
  });
}
