// What depends on the reader: reading without a network or with a slow one, a new edition, the day on which a page is read, and
// the page for what is not there.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileUrl, launch, next, serve, settled, sites, watched } from "./browser.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const list = (site) => JSON.parse(readFileSync(join(site, "kept.json")));

/** Opens a served site, and waits until the browser has kept it. */
async function kept(site) {
  const server = await serve(site);
  const context = await browser.newContext();
  const { page, wrong } = await watched(context);
  await page.goto(server.url("index.html"));
  await untilKept(page, list(site).edition);
  return { server, context, page, wrong };
}

/** Waits until just one edition is kept, whole. */
async function untilKept(page, edition) {
  const isKept = async (edition) => {
    const names = await caches.keys();
    const registration = await navigator.serviceWorker.getRegistration();
    if (names.length !== 1 || !names[0].endsWith(edition) || registration?.active?.state !== "activated") return false;
    return Boolean(await (await caches.open(names[0])).match("kept.json"));
  };
  for (let left = 600; left > 0; left--) {
    if (await page.evaluate(isKept, edition)) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`the edition ${edition} is not kept`);
}

const notice = (page) => page.$eval("#page_kept", (note) => (note.hidden ? null : note.textContent));

const today = () => new Date().toLocaleDateString("sv");

describe("without a network", () => {
  it("every page opens, and says which edition it is and when it was fetched", async () => {
    const { server, context, page, wrong } = await kept(sites.invented);
    assert.equal(await notice(page), null);
    server.manner.down = true;
    for (const path of ["trial/sample-1.html", "", "chapters/writing.html"]) {
      await page.goto(server.url(path));
      const text = await notice(page);
      assert.match(text, /^This is a kept copy of edition 1\.2\.0, [0-9a-f]{8}, fetched on /);
      assert.ok(text.includes(`${today()} (today)`), text);
      assert.ok(await page.evaluate(() => document.styleSheets[0].cssRules.length > 50), "it has its style");
    }
    await page.keyboard.press("/");
    await page.keyboard.type("cooling");
    await settled(page);
    assert.ok((await page.$$("#page_found li")).length > 0, "search works");
    assert.match(await page.textContent("#page_found .says"), /takes heat away/, "and shows sentences");
    assert.deepEqual(wrong, []);
    server.manner.down = false;
    await page.goto(server.url("trial/sample-1.html"));
    assert.equal(await notice(page), null, "the network comes first");
    await context.close();
    await server.close();
  });

  it("what was not kept is said to be so, with ways on", async () => {
    const { server, context, page } = await kept(sites.invented);
    server.manner.down = true;
    await page.goto(server.url("trial/deeper/than/known.html"));
    assert.equal(page.url(), server.url("offline.html"));
    assert.equal(await page.textContent("h1"), "This page was not kept");
    await Promise.all([page.waitForNavigation(), page.click("main a[href='index.html']")]);
    assert.equal(await page.textContent("h1"), "Sample fever");
    await context.close();
    await server.close();
  });

  it("a network that does not answer keeps nobody waiting for long", async () => {
    const { server, context, page } = await kept(sites.invented);
    server.manner.stuck = true;
    await page.goto(server.url("trial/sample-1.html"));
    assert.ok(await notice(page));
    await context.close();
    await server.close();
  });

  it("the kept handbook of this repository has all of its pages", async () => {
    const { server, context, page } = await kept(sites.own);
    const missing = await page.evaluate(async () => {
      const [name] = await caches.keys();
      const cache = await caches.open(name);
      const list = await (await cache.match("kept.json")).json();
      const paths = Object.keys(list.files);
      const found = await Promise.all(paths.map((path) => cache.match(new URL(path, document.baseURI))));
      return { count: paths.length, missing: paths.filter((_, i) => !found[i]) };
    });
    assert.ok(missing.count > 300);
    assert.deepEqual(missing.missing, []);
    await context.close();
    await server.close();
  });
});

describe("a large handbook", () => {
  it("is kept as far as it was opened", async () => {
    // As the build lists one: only what all pages need.
    const site = mkdtempSync(join(tmpdir(), "large-"));
    cpSync(sites.invented, site, { recursive: true });
    const all = list(sites.invented);
    const files = Object.fromEntries(all.frame.map((path) => [path, all.files[path]]));
    writeFileSync(join(site, "kept.json"), JSON.stringify({ ...all, whole: false, files }));
    const { server, context, page } = await kept(site);
    await page.goto(server.url("trial/sample-1.html"));
    server.manner.down = true;
    await page.goto(server.url("trial/sample-1.html"));
    assert.match(await notice(page), /^This is a kept copy of edition 1\.2\.0, fetched on /);
    await page.goto(server.url("study/sample-3.html"));
    assert.equal(page.url(), server.url("offline.html"));
    await context.close();
    await server.close();
    rmSync(site, { recursive: true });
  });
});

describe("a new edition", () => {
  it("takes the place of the old one", async () => {
    const { server, context, page, wrong } = await kept(sites.invented);
    server.manner.site = next;
    await page.goto(server.url("index.html"));
    await untilKept(page, list(next).edition);
    server.manner.down = true;
    await page.goto(server.url("trial/sample-1.html"));
    assert.match(await notice(page), /^This is a kept copy of edition 1\.3\.0, /);
    assert.match(await page.textContent("footer"), /version 1\.3\.0/);
    assert.deepEqual(wrong, []);
    await context.close();
    await server.close();
  });

  it("is not kept as such where something alters its pages on the way", async () => {
    const server = await serve(sites.invented);
    server.manner.altered = "<!-- altered -->";
    const context = await browser.newContext();
    const { page } = await watched(context);
    await page.goto(server.url("index.html"));
    await untilKept(page, list(sites.invented).edition);
    server.manner.down = true;
    const paths = await page.evaluate(async () => {
      const cache = await caches.open((await caches.keys())[0]);
      return (await cache.keys()).map((request) => new URL(request.url).pathname);
    });
    assert.ok(paths.some((path) => path.endsWith("site.css")));
    assert.deepEqual(paths.filter((path) => path.endsWith(".html")), []);
    await context.close();
    await server.close();
  });
});

describe("the reader's day", () => {
  const late = (page) => page.$$eval("time[data-until] + .badge", (badges) => badges.map((badge) => badge.textContent));

  async function on(day, path) {
    const context = await browser.newContext();
    const { page, wrong } = await watched(context);
    await page.clock.setFixedTime(new Date(`${day}T12:00:00`));
    await page.goto(fileUrl(sites.invented, path));
    const found = await late(page);
    assert.deepEqual(wrong, []);
    await context.close();
    return found;
  }

  it("shows that a status or a search is old, and says nothing before", async () => {
    assert.deepEqual(await on("2032-06-01", "study/sample-3.html"), []);
    assert.deepEqual(await on("2034-01-02", "study/sample-3.html"), ["stated long ago: may have changed"]);
    assert.deepEqual(await on("2031-06-01", "about.html"), []);
    assert.deepEqual(await on("2032-12-31", "about.html"), ["long ago: newer work is missing"]);
  });
});

describe("what is not there", () => {
  it("has a page of its own at any depth, where the handbook says where it stands", async () => {
    const server = await serve(sites.invented, "/sample-fever/");
    const context = await browser.newContext();
    const { page, wrong } = await watched(context);
    const answer = await page.goto(server.url("a/b/c.html"));
    assert.equal(answer.status(), 404);
    assert.equal(await page.textContent("h1"), "There is no such page");
    assert.ok(await page.evaluate(() => document.styleSheets[0].cssRules.length > 50), "it has its style");
    await Promise.all([page.waitForNavigation(), page.click("main li a")]);
    assert.equal(page.url(), server.url("index.html"));
    // The browser notes the answer 404 itself.
    assert.deepEqual(wrong.filter((what) => !what.includes("404 (Not Found)")), []);
    await context.close();
    await server.close();
  });
});

describe("a handbook that is opened as a file", () => {
  it("asks for no worker", async () => {
    const context = await browser.newContext();
    const { page, wrong } = await watched(context);
    await page.goto(fileUrl(sites.invented, "index.html"));
    await page.waitForTimeout(300);
    assert.deepEqual(wrong, []);
    await context.close();
  });
});
