// A real Chromium, alone with the page: nothing of its own goes out.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** Width and height of what people look at. */
export const SCREENS = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
};

/** Starts the browser that CHROMIUM names, or Debian's. */
export function launch() {
  const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  if (!existsSync(executablePath)) throw new Error(`there is no browser at ${executablePath}: install chromium, or name one in CHROMIUM`);
  const args = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  return chromium.launch({ executablePath, args, headless: true });
}

/** Notes what a page must not do: errors on the console (a broken content security policy is one), failures, requests to elsewhere. */
export function watch(page, address) {
  const seen = [];
  const isOfAnswer = (message) => message.text().startsWith("Failed to load resource");
  page.on("console", (message) => message.type() === "error" && !isOfAnswer(message) && seen.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => seen.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.origin !== address) seen.push(`request to ${url.origin}`);
  });
  page.on("response", (response) => {
    // A page may be refused with a page that says why; what a page needs may not.
    const worst = response.request().isNavigationRequest() ? 500 : 400;
    if (response.status() >= worst) seen.push(`${response.status()} for ${response.url()}`);
  });
  return seen;
}
