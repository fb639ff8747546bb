// Search in a real browser: what it finds, by keyboard, from wherever the site is opened.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { fileUrl, launch, serve, settled, sites, watched } from "./browser.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function open(url) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  const { page, wrong } = await watched(context);
  await page.goto(url);
  return { context, page, wrong };
}

/** Types as a person does, and gives what is shown: for each result its words. */
async function found(page, query) {
  await page.keyboard.press("Escape");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("/");
  await page.keyboard.type(query);
  await settled(page);
  return page.$$eval("#page_found li", (items) =>
    items.map((item) => Array.from(item.querySelectorAll("a > span:not(.says)"), (span) => span.textContent)),
  );
}

const first = async (page, query) => (await found(page, query))[0]?.[0];

describe("search", () => {
  it("folds words as the index does", async () => {
    const { context, page } = await open(fileUrl(sites.invented, "index.html"));
    const folded = JSON.parse(readFileSync(new URL("folded.json", import.meta.url)));
    const words = Object.keys(folded);
    await page.focus("#page_search input");
    await settled(page);
    assert.ok(words.length > 40);
    const here = await page.evaluate((words) => words.map(window.sourcebook_search.fold), words);
    assert.deepEqual(Object.fromEntries(words.map((word, i) => [word, here[i]])), folded);
    await context.close();
  });

  it("finds a record by its name, by part of it, by another name, and with a slip", async () => {
    const { context, page, wrong } = await open(fileUrl(sites.own, "chapters/drugs.html"));
    for (const [query, name] of [
      ["levosimendan", "Levosimendan"],
      ["levosi", "Levosimendan"],
      ["levosimendn", "Levosimendan"],
      ["balloon pump", "IABP"],
      ["mAFP", "Microaxial flow pump"],
      ["danger shock", "DanGer Shock"],
      ["revascularization", "Early revascularisation"],
      ["lactate", "Lactate"],
    ]) {
      assert.equal(await first(page, query), name, query);
    }
    assert.deepEqual(wrong, []);
    await context.close();
  });

  it("finds what stands in a text in the other spelling", async () => {
    const { context, page } = await open(fileUrl(sites.own, "index.html"));
    const sorts = (await found(page, "edema")).map((one) => one.at(-1));
    assert.ok(sorts.length > 2 && sorts.every((sort) => sort.endsWith(", in its text")), sorts.join("; "));
    assert.deepEqual(await found(page, "xyzzyx"), []);
    assert.equal(await page.textContent("#page_search [role=status]"), "Nothing found");
    await context.close();
  });

  it("leads to an answer by keyboard alone, in two steps", async () => {
    const { context, page } = await open(fileUrl(sites.own, "index.html"));
    await found(page, "danger shock");
    await page.keyboard.press("ArrowDown");
    const active = await page.getAttribute("#page_search input", "aria-activedescendant");
    assert.equal(await page.getAttribute(`#${active}`, "aria-selected"), "true");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.match(page.url(), /trial\/danger-shock\.html$/);
    assert.match(await page.textContent("main"), /HR 0\.74 \(95% CI 0\.55 to 0\.99\)/);
    await context.close();
  });

  it("goes to the result that the arrows chose", async () => {
    const { context, page } = await open(fileUrl(sites.own, "index.html"));
    await found(page, "map target");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const chosen = await page.$eval("#page_found [aria-selected=true]", (item) => item.firstChild.href);
    assert.notEqual(chosen, await page.$eval("#page_found li", (item) => item.firstChild.href));
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.equal(page.url(), chosen);
    await context.close();
  });

  it("goes to the first result by Enter, and closes by Escape", async () => {
    const { context, page } = await open(fileUrl(sites.own, "index.html"));
    await found(page, "impella cp");
    await page.keyboard.press("Escape");
    assert.equal(await page.getAttribute("#page_search input", "aria-expanded"), "false");
    await found(page, "impella cp");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.match(page.url(), /therapy\/impella-cp\.html$/);
    await context.close();
  });

  it("works from a sub-path, and from a page below", async () => {
    const server = await serve(sites.own);
    const { context, page, wrong } = await open(server.url("trial/danger-shock.html"));
    assert.equal(await first(page, "lactate"), "Lactate");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.equal(page.url(), server.url("parameter/lactate.html"));
    assert.deepEqual(wrong, []);
    await context.close();
    await server.close();
  });

  it("says so where its files are missing", async () => {
    const server = await serve(sites.own);
    const { context, page } = await open(server.url("index.html"));
    await page.route("**/search/names.js", (route) => route.abort());
    await page.keyboard.press("/");
    await page.keyboard.type("lactate");
    await settled(page);
    assert.equal(await page.textContent("#page_search [role=status]"), "The search could not be loaded");
    await context.close();
    await server.close();
  });

  it("takes no room and does nothing without script", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(fileUrl(sites.own, "index.html"));
    assert.equal(await page.isVisible("#page_search input"), false);
    await context.close();
  });
});
