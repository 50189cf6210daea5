// What scripts add; every page works without, but for passkeys, which browsers give to scripts alone.
"use strict";

const summary = document.querySelector(".govuk-error-summary");
if (summary) summary.focus();

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function post(path, fields) {
  const answer = await fetch(path, { method: "POST", body: new URLSearchParams(fields), headers: { accept: "application/json" } });
  const found = await answer.json();
  if (found.error) throw new Error(found.error);
  return found;
}

function given(key) {
  key.challenge = bytes(key.challenge);
  if (key.user) key.user.id = bytes(key.user.id);
  for (const list of [key.allowCredentials, key.excludeCredentials]) for (const known of list || []) known.id = bytes(known.id);
  return key;
}

function answered(credential) {
  const { response } = credential;
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
    if (response[name]) parts[name] = text(response[name]);
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: parts, extensions: {} });
}

const ceremonies = {
  "sign-in": { path: "/passkey/sign-in", make: "get" },
  confirm: { path: "/passkey/confirm", make: "get" },
  add: { path: "/account/passkeys", make: "create" },
};

for (const place of document.querySelectorAll("[data-passkey]")) {
  const { path, make } = ceremonies[place.dataset.passkey];
  if (!window.PublicKeyCredential) continue;
  place.hidden = false;
  place.querySelector("button").addEventListener("click", async () => {
    const said = place.querySelector("[role=alert]");
    said.textContent = "";
    try {
      const { ceremony, options } = await post(path + "/begin", {});
      const credential = await navigator.credentials[make]({ publicKey: given(options.publicKey) });
      const name = place.querySelector("input");
      const fields = { ceremony, response: answered(credential), next: place.dataset.next || "/", name: name ? name.value : "" };
      location.assign((await post(path + "/finish", fields)).go);
    } catch (error) {
      said.textContent = error.name === "NotAllowedError" ? "The passkey was not used. Try again when you are ready." : error.message;
    }
  });
}
