// Every page that the program serves, from its table of routes.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The matrix of who gets what where, which a test of the program keeps equal to the table. */
const MATRIX = join(import.meta.dirname, "../../shell/web/src/routes/snapshots/commonweal_web__routes__matrix__every_route_answers_everybody_as_it_was_agreed.snap");

/** Answers that are no pages: files, documents for programs, and the ways to and from an organisation's own sign-in, which only lead on. */
const NO_PAGE = /\.(csv|ics|journal|json|pdf|toml|xlsx)$|^\/api\/|^\/metrics$|\/record\/(bundle|checkpoint)$|\/\{table\}$|^\/example\/|^\/sign-in\/provider/;

/** Pages of an appraisal that are looked at where somebody without an account writes options down: `appraise.test.js`. */
const OF_A_LINK = /^\/appraise\/\{token\}\/options\/(frame|\{option\})$/;

/** The patterns of all pages, such as `/partnerships/{slug}`. */
export function pagePatterns() {
  const gets = [...readFileSync(MATRIX, "utf8").matchAll(/^GET +(\S+)/gm)].map(([, path]) => path);
  return [...new Set(gets)].filter((path) => !NO_PAGE.test(path) && !OF_A_LINK.test(path));
}

/** The patterns among `patterns` to which none of `paths` belongs. */
export function unseen(patterns, paths) {
  const shape = (pattern) => new RegExp(`^${pattern.replace(/\{\w+\}/g, "[^/]+")}$`);
  return patterns.filter((pattern) => !paths.some((path) => shape(pattern).test(path)));
}
