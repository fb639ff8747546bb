// What the tests share: the browser, the sites under test, and a server for one of them.
import { createServer } from "node:http";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { extname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

/** The folders of built sites, by the handbook's name. `tests/browser.rs` builds them. */
export const sites = JSON.parse(process.env.SITES ?? "{}");

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

/** Every page of a site, by its path from the site's root. */
export function pages(site) {
  const walk = (folder) =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? walk(path) : [path];
    });
  return walk(site)
    .filter((path) => path.endsWith(".html"))
    .map((path) => relative(site, path).split(sep).join("/"))
    // A server's page for what is not there leads from the root of its host.
    .filter((path) => path !== "404.html")
    .sort();
}

/** Pages of every sort: all at the root, and the longest of each folder. */
export function sample(site) {
  const weight = (path) => statSync(join(site, path)).size;
  const longest = new Map();
  for (const path of pages(site)) {
    const sort = path.includes("/") ? path.split("/")[0] : path;
    const known = longest.get(sort);
    if (!known || weight(path) > weight(known)) longest.set(sort, path);
  }
  return [...longest.values()];
}

export const fileUrl = (site, path) => pathToFileURL(join(site, path)).href;

/** A later edition of the invented handbook. */
export const next = process.env.NEXT;

/** A handbook with cards; none where the program prints nothing. */
export const cards = process.env.CARDS;

/** Waits until the search, which is loaded when it is first used, has found what it finds. */
export async function settled(page) {
  await page.waitForFunction(() => window.sourcebook_search?.settled);
  await page.evaluate(() => window.sourcebook_search.settled());
}

const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};

/** Serves a site below `/a/handbook/`, as a hospital's intranet might. What it does can be changed: `down` breaks off every
 * answer, `stuck` gives none, `site` is another folder, and `altered` puts something behind every page. */
export async function serve(site, below = "/a/handbook/") {
  const manner = { site, down: false, stuck: false, altered: "" };
  const server = createServer((request, response) => {
    const site = manner.site;
    if (manner.down) return request.socket.destroy();
    if (manner.stuck) return undefined;
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const file = resolve(site, path.slice(below.length) || "index.html");
    try {
      if (!path.startsWith(below) || !file.startsWith(site + sep)) throw new Error("outside");
      const bytes = readFileSync(file);
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
      response.end(extname(file) === ".html" ? bytes + manner.altered : bytes);
    } catch {
      const page = readFileSync(join(site, "404.html"));
      response.writeHead(404, { "content-type": "text/html" }).end(page);
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    manner,
    url: (path) => `http://127.0.0.1:${server.address().port}${below}${path}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

/** A page that notes whatever goes wrong on it: errors of script, messages, requests that leave the site. */
export async function watched(context) {
  const page = await context.newPage();
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(`script fails: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const host = new URL(request.url()).host;
    if (host && !host.startsWith("127.0.0.1:")) wrong.push(`asks another host: ${request.url()}`);
  });
  page.on("dialog", (dialog) => {
    wrong.push(`a script of the content runs: ${dialog.message()}`);
    dialog.dismiss();
  });
  return { page, wrong };
}

/** The words of the text that a reader sees without scrolling; to be run in the page. */
export function onScreen() {
  const root = document.querySelector("main, [role=main], article") ?? document.body;
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let text = "";
  while (walk.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    const boxes = Array.from(range.getClientRects());
    if (boxes.some((box) => box.top >= 0 && box.bottom <= window.innerHeight && box.width)) text += walk.currentNode.data;
  }
  return text.replace(/\s+/g, " ");
}
