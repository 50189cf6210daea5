// An example place of its own for each file of tests: made by `commonweal demo`, served by `commonweal serve`, removed at the end.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** The program under test. */
const program = process.env.COMMONWEAL;
if (!program) throw new Error("COMMONWEAL does not name the program: run 'cargo xtask check browser', or set it to target/debug/commonweal");

/** Runs the program and gives what it printed. */
export function commonweal(...words) {
  return execFileSync(program, words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** A served place. */
export class Place {
  static async open({ port = 0, more = [] } = {}) {
    const folder = mkdtempSync(join(tmpdir(), "commonweal-e2e-"));
    commonweal("demo", "--dir", folder);
    const server = spawn(program, ["serve", "--listen", `127.0.0.1:${port}`, "--database", join(folder, "record.db"), ...more], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const logged = [];
    server.stderr.setEncoding("utf8").on("data", (text) => logged.push(text));
    const address = await firstAddress(server, logged);
    return new Place(folder, server, address, logged);
  }

  constructor(folder, server, address, logged) {
    Object.assign(this, { folder, server, address, logged, database: join(folder, "record.db") });
  }

  file(name) {
    return join(this.folder, name);
  }

  /** What the server has logged. */
  log() {
    return this.logged.join("");
  }

  /** Runs a verb on the place's database. */
  run(...words) {
    return commonweal(...words, "--database", this.database);
  }

  /** Asks the server, which was started here, to stop, and gives its exit code once it has. */
  stop() {
    this.asked = true;
    const ended = new Promise((done) => this.server.once("exit", done));
    this.server.kill("SIGTERM");
    return ended;
  }

  /** Stops the server if it runs yet, and removes the place. */
  async close() {
    if (this.server.exitCode === null) await this.stop();
    else if (!this.asked) console.error(`the server ended by itself, with ${this.server.exitCode}: ${this.log()}`);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The address in the server's first line. */
function firstAddress(server, logged) {
  return new Promise((found, missing) => {
    server.once("exit", (code) => missing(new Error(`commonweal serve ended with ${code} before it said where: ${logged.join("")}`)));
    createInterface({ input: server.stdout }).once("line", (line) => {
      const address = line.match(/https?:\/\/\S+?(?=\/?\s|\/?$)/);
      if (address) found(address[0]);
      else missing(new Error(`no address in '${line}'`));
    });
  });
}
