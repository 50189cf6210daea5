// Every page that links lead to.

/** The path of a link on a page of ours: pages whose address differs in a query alone are one page. */
function pathOf(link, page) {
  const [to, from] = [new URL(link, page), new URL(page)];
  return to.origin === from.origin ? to.pathname : null;
}

/** Paths of all pages that can be reached by links from `starts` with what `request` is signed in as, in the order of discovery; links for which `leads` is false are not
 * followed. */
export async function crawl(request, address, starts, leads = () => true) {
  const found = new Set();
  const waiting = [...starts];
  const known = new Set(starts);
  while (waiting.length > 0) {
    const path = waiting.shift();
    const answer = await request.get(address + path, { maxRedirects: 0 });
    if (answer.status() === 303 || !(answer.headers()["content-type"] || "").startsWith("text/html")) continue;
    if (answer.status() !== 200) throw new Error(`a link leads to ${path}, which answers ${answer.status()}`);
    found.add(path);
    for (const [, link] of (await answer.text()).matchAll(/<a\s[^>]*?href="([^"]*)"/g)) {
      const next = pathOf(link.replaceAll("&amp;", "&"), address + path);
      if (next && !known.has(next) && leads(next)) {
        known.add(next);
        waiting.push(next);
      }
    }
  }
  return [...found];
}

/** A name for the files of a page. */
export function nameOf(path) {
  return path === "/" ? "home" : path.slice(1).replaceAll("/", "-");
}
