// What scripts add; every page works without, but for passkeys, which browsers give to scripts alone.
"use strict";

const summary = document.querySelector(".govuk-error-summary");
if (summary) summary.focus();

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const leaving = new Promise(() => {});

class SignedOut extends Error {}

async function post(path, fields) {
  const answer = await fetch(path, { method: "POST", body: new URLSearchParams(fields), headers: { accept: "application/json" } });
  if (answer.redirected) {
    location.assign(answer.url);
    return leaving;
  }
  if (answer.status === 401) throw new SignedOut("You are signed out. Load this page again and sign in.");
  if (!(answer.headers.get("content-type") || "").includes("json"))
    throw new Error("This page is no longer up to date. Load it again.");
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

const asked = async (make, { options }) => answered(await navigator.credentials[make]({ publicKey: given(options.publicKey) }));

// One signature for each record that needs one, then on to a page.
async function signed(step) {
  while (step.options) step = await post("/signing/finish", { ceremony: step.ceremony, response: await asked("get", step) });
  location.assign(step.go);
}

function wrong(error) {
  if (error.name === "NotAllowedError") return "The passkey was not used. Try again when you are ready.";
  if (error.name === "InvalidStateError") return "This device keeps a passkey for it already.";
  return error.message;
}

// A button that needs a passkey: shown to whoever has scripts, pressed once at a time.
function button(place, press) {
  if (!window.PublicKeyCredential) return;
  place.hidden = false;
  const said = place.querySelector("[role=alert]");
  const pressed = place.querySelector("button");
  pressed.addEventListener("click", async () => {
    said.textContent = "";
    pressed.disabled = true;
    try {
      await press();
    } catch (error) {
      said.textContent = wrong(error);
      pressed.disabled = false;
    }
  });
}

const ceremonies = {
  "sign-in": { path: "/passkey/sign-in", make: "get" },
  confirm: { path: "/passkey/confirm", make: "get" },
  add: { path: "/account/passkeys", make: "create" },
};

const named = (place) => (place.querySelector("input") || { value: "" }).value;

for (const place of document.querySelectorAll("[data-passkey]")) {
  const { path, make } = ceremonies[place.dataset.passkey];
  button(place, async () => {
    const begun = await post(path + "/begin", {});
    const response = await asked(make, begun);
    const fields = { ceremony: begun.ceremony, response, next: place.dataset.next || "/", name: named(place) };
    location.assign((await post(path + "/finish", fields)).go);
  });
}

for (const place of document.querySelectorAll("[data-body-key]")) {
  const path = place.dataset.bodyKey;
  button(place, async () => {
    const begun = await post(path + "/begin", {});
    const response = await asked("create", begun);
    await signed(await post(path + "/finish", { ceremony: begun.ceremony, response, name: named(place) }));
  });
}

for (const place of document.querySelectorAll("[data-sign]")) {
  const form = place.closest("form") || place.querySelector("form");
  button(place, async () => {
    const fields = new FormData(form);
    fields.append("do", "sign");
    try {
      await signed(await post(place.dataset.sign, fields));
    } catch (error) {
      if (!(error instanceof SignedOut)) throw error;
      // The answer to the form itself keeps what was written.
      form.submit();
      await leaving;
    }
  });
  // The Enter key in a field presses the button.
  form.addEventListener("submit", (event) => {
    if (event.submitter) return;
    event.preventDefault();
    place.querySelector("button").click();
  });
}
