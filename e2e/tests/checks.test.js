// The checks themselves: each finds what it is there to find, so that a page that passes has passed something.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { launch, SCREENS, watch } from "../src/browser.js";
import { axeFindings, shapeFindings } from "../src/checks.js";
import { crawl } from "../src/crawl.js";
import { tabTo } from "../src/keyboard.js";
import { codeAt } from "../src/people.js";

const pageOf = (main) => `<!doctype html><html lang="en"><head><link rel="icon" href="data:,"><title>A page – Commonweal</title></head><body><main><h1>A page</h1>${main}</main></body></html>`;
const PAGES = {
  "/": pageOf('<p><a href="/next?since=3">Next</a> <a href="/file">File</a> <a href="https://elsewhere.example/">Elsewhere</a></p>'),
  "/next": pageOf('<a href="/">Back</a>'),
  "/broken": pageOf('<a href="/gone">A page that is gone</a>'),
  "/wrong": pageOf('<h1>Another</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><div style="width: 900px">wide</div><script>throw new Error("oh")</script>'),
  "/strict": pageOf('<p style="color: red">red</p>'),
  "/hidden": pageOf('<style>a:focus { outline: none }</style><a href="/">No focus to be seen</a>'),
};

let server, address, browser, page, seen;

before(async () => {
  server = createServer((request, answer) => {
    const found = PAGES[request.url.split("?")[0]];
    const type = request.url === "/file" ? "application/json" : "text/html";
    const strict = request.url === "/strict" ? { "content-security-policy": "style-src 'self'" } : {};
    answer.writeHead(found || request.url === "/file" ? 200 : 404, { "content-type": `${type}; charset=utf-8`, ...strict }).end(found ?? "{}");
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  address = `http://127.0.0.1:${server.address().port}`;
  browser = await launch();
  page = await browser.newPage({ viewport: SCREENS.phone });
  seen = watch(page, address);
});

after(async () => {
  await browser?.close();
  server?.close();
});

const open = async (path) => {
  seen.length = 0;
  await page.goto(address + path);
};

test("a page with nothing wrong passes, and one with a second heading, a bare picture, too wide a part and a broken script does not", async () => {
  await open("/next");
  assert.deepEqual([...(await shapeFindings(page)), ...(await axeFindings(page)), ...seen], []);
  await open("/wrong");
  assert.match((await shapeFindings(page)).join(), /2 h1.*scrolls sideways/);
  assert.match((await axeFindings(page)).join(), /image-alt/);
  assert.deepEqual(seen, ["script: oh"]);
});

test("what the content security policy forbids is seen", async () => {
  await open("/strict");
  assert.match(seen.join(), /Content Security Policy/);
});

test("a crawl follows links of the same place, leaves files and other places alone, and names a link that leads nowhere", async () => {
  assert.deepEqual(await crawl(page.request, address, ["/"]), ["/", "/next"]);
  await assert.rejects(crawl(page.request, address, ["/broken"]), /\/gone, which answers 404/);
});

test("a focus that cannot be seen is found", async () => {
  await open("/hidden");
  await assert.rejects(tabTo(page, "No focus"), /cannot be seen/);
});

test("codes are those of RFC 6238, appendix B", () => {
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  for (const [seconds, code] of [[59, "287082"], [1_111_111_109, "081804"], [20_000_000_000, "353130"]]) assert.equal(codeAt(secret, seconds), code);
});
