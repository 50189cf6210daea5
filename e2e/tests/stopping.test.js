// The server stops when it is asked to: what was begun is finished, and nobody can keep it from stopping.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { Place } from "../src/place.js";

test("a download that was begun is finished, and a connection that never asks for anything does not keep the server up", async () => {
  const place = await Place.open();
  const idle = connect(new URL(place.address).port, "localhost").on("error", () => {});
  idle.write("GET / HTTP/1.1\r\nHost: localhost\r\n");
  const download = fetch(`${place.address}/partnerships/saltmere/record/bundle`).then((answer) => answer.text());
  await new Promise((later) => setTimeout(later, 20));
  const begun = Date.now();
  assert.equal(await place.stop(), 0);
  assert.ok(Date.now() - begun < 20_000, "it took too long");
  assert.match(await download, /saltmere/);
  idle.destroy();
  await place.close();
});
