// An organisation's own sign-in: a real OpenID Connect provider on this machine, with a page where one says who one is.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const CLIENT = { id: "commonweal", secret: "a secret of no worth, for tests alone" };

/** Whom one may come as, and what the provider then says of the methods it used (RFC 8176). */
const PEOPLE = [
  ["ada", ["pwd"]],
  ["ada", ["pwd", "otp", "mfa"]],
  ["eve", ["pwd", "otp", "mfa"]],
];

/** A port that is free now. */
export function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

/** Starts it for a site whose people come back to `site`. */
export async function provide(site) {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [`${site}/sign-in/provider/return`] }],
    claims: { openid: ["sub", "amr"] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    cookies: { keys: ["for tests alone"] },
  });
  const server = createServer((request, response) => {
    const path = new URL(request.url, issuer).pathname;
    if (path.startsWith("/interaction/")) interact(provider, request, response).catch((error) => response.writeHead(500).end(String(error)));
    else provider.callback()(request, response);
  });
  await new Promise((listening) => server.listen(port, "127.0.0.1", listening));
  return { issuer, client: CLIENT, close: () => new Promise((closed) => server.close(closed).closeAllConnections()) };
}

/** A page with a link for each whom one may come as; what they agree to is agreed at once. */
async function interact(provider, request, response) {
  const details = await provider.interactionDetails(request, response);
  const chosen = new URL(request.url, details.params.redirect_uri).searchParams.get("as");
  if (details.prompt.name === "login" && chosen === null) {
    const links = PEOPLE.map(([name, methods], number) => `<li><a href="?as=${number}">${name} by ${methods.join(", ")}</a></li>`);
    response.writeHead(200, { "content-type": "text/html" }).end(`<h1>The organisation</h1><ul>${links.join("")}</ul>`);
    return;
  }
  const [name, methods] = PEOPLE[Number(chosen ?? 0)];
  const grant = new provider.Grant({ accountId: details.session?.accountId ?? name, clientId: CLIENT.id });
  grant.addOIDCScope("openid");
  const consent = { grantId: await grant.save() };
  const login = { accountId: name, amr: methods };
  const result = details.prompt.name === "login" ? { login, consent } : { consent };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
}
