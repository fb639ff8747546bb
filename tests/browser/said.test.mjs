// The sentence that a result of the search shows: that it is what the page says, that it leads there, that it comes from
// wherever the site is opened, moves nothing, and runs nothing.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileUrl, launch, onScreen, sample, serve, settled, sites, watched } from "./browser.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function open(url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 375, height: 740 }, ...options });
  const { page, wrong } = await watched(context);
  await page.goto(url);
  return { context, page, wrong };
}

async function ask(page, query) {
  await page.fill("#page_search input", query);
  await settled(page);
}

/** For each result its name, what it says, what of it is marked, and where it leads. */
const results = (page) =>
  page.$$eval("#page_found li", (items) =>
    items.map((item) => ({
      name: item.querySelector(".name").textContent,
      under: item.querySelector(".under")?.textContent ?? "",
      says: item.querySelector(".says")?.textContent ?? "",
      marked: Array.from(item.querySelectorAll("mark"), (mark) => mark.textContent),
      to: item.firstChild.getAttribute("href"),
    })),
  );

const AFTERLOAD = "ecmo afterload harm";

describe("what a result says", () => {
  it("is the sentence with the words, from a file share and from a server, and leads to its place", async () => {
    const server = await serve(sites.own);
    for (const url of [fileUrl(sites.own, "trial/danger-shock.html"), server.url("trial/danger-shock.html")]) {
      const { context, page, wrong } = await open(url);
      await ask(page, AFTERLOAD);
      const [first] = await results(page);
      assert.equal(first.name, "VA-ECMO");
      assert.equal(first.under, "Harms");
      assert.equal(first.says, "HarmsMore afterload on the left ventricle, which may harm the heart.");
      assert.deepEqual(first.marked, ["afterload", "harm"]);
      assert.equal(first.to, "../therapy/va-ecmo.html#raised-afterload");
      await Promise.all([page.waitForNavigation(), page.click("#page_found li a")]);
      assert.match(await page.evaluate(onScreen), /More afterload on the left ventricle/);
      assert.equal(await page.$eval(":target", (place) => place.id), "raised-afterload");
      assert.deepEqual(wrong, []);
      await context.close();
    }
    await server.close();
  });

  // A sentence that is too long ends in "…", for which a browser takes letters away: never those of a number.
  it("shows a number whole or not at all", async () => {
    const { context, page } = await open(fileUrl(sites.own, "index.html"));
    await ask(page, "map target");
    const numbers = await page.$$eval("#page_found .says", (says) => {
      const texts = says.flatMap((one) => {
        const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
        const found = [];
        while (walk.nextNode()) found.push(walk.currentNode);
        return found;
      });
      return texts
        .filter((text) => /\d/.test(text.textContent) && !text.parentElement.closest(".under"))
        .map((text) => getComputedStyle(text.parentElement.closest(".whole") ?? text.parentElement).display);
    });
    assert.ok(numbers.length > 0, "there are numbers among the results");
    assert.deepEqual(numbers.filter((display) => display !== "inline-block"), []);
    await context.close();
  });

  it("has the answer to many a question, with its numbers as they are printed", async () => {
    const { context, page } = await open(fileUrl(sites.own, "index.html"));
    for (const [query, name, says] of [
      ["map target", "Mean arterial pressure", /> 65 mm Hg is usually taken as enough/],
      ["norepinefrine dopamine", "Norepinephrine", /fewer arrhythmias than dopamine/],
      ["levosimendan weaning ecmo", "Levosimendan", /weaning from VA-ECMO/i],
      ["microaxial pump bleeding", "Microaxial flow pump", /bleeding/i],
    ]) {
      await ask(page, query);
      const found = (await results(page)).find((one) => one.name === name);
      assert.match(found?.says ?? "nothing", says, query);
    }
    await context.close();
  });

  it("is how the page begins where it is called what was typed, and the page then opens at its beginning", async () => {
    const { context, page } = await open(fileUrl(sites.own, "index.html"));
    await ask(page, "levosimendan");
    const [first] = await results(page);
    assert.equal(first.to, "therapy/levosimendan.html");
    const lead = await page.goto(fileUrl(sites.own, first.to)).then(() => page.textContent(".lead"));
    assert.ok(first.says.length > 20 && lead.includes(first.says), first.says);
    await context.close();
  });

  it("is read out with the name of the result, and chosen by keyboard leads to the place too", async () => {
    const { context, page } = await open(fileUrl(sites.own, "index.html"));
    await ask(page, AFTERLOAD);
    const option = page.getByRole("option", { name: /^VA-ECMO .*Therapy, in its text.*Harms.*More afterload on the left/s });
    assert.equal(await option.count(), 1);
    await page.press("#page_search input", "ArrowDown");
    await Promise.all([page.waitForNavigation(), page.press("#page_search input", "Enter")]);
    assert.match(page.url(), /va-ecmo\.html#raised-afterload$/);
    await context.close();
  });

  it("moves nothing when it comes, and only what is on the screen is loaded", async () => {
    const server = await serve(sites.own);
    const { context, page } = await open(server.url("index.html"));
    const asked = [];
    let go;
    const gate = new Promise((done) => (go = done));
    await page.route("**/said/*.js", async (route) => {
      asked.push(route.request().url());
      await gate;
      await route.continue();
    });
    const boxes = () =>
      page.$$eval("#page_found li", (items) => items.map((item) => [item.offsetTop, item.offsetHeight].join(" ")));
    await page.fill("#page_search input", "shock");
    await page.waitForFunction(() => document.querySelectorAll("#page_found li").length > 8);
    while (!asked.length) await page.waitForTimeout(20);
    const before = await boxes();
    go();
    await settled(page);
    assert.deepEqual(await boxes(), before);
    const told = () => page.$$eval("#page_found .says", (all) => all.filter((one) => one.textContent).length);
    const first = await told();
    assert.ok(first > 1 && first < before.length - 2, `${first} of ${before.length}`);
    assert.ok(asked.length <= first, `${asked.length} files for ${first}`);
    await page.$eval("#page_found", (list) => list.scrollTo(0, list.scrollHeight));
    await page.waitForFunction((first) => {
      return Array.from(document.querySelectorAll("#page_found .says")).filter((one) => one.textContent).length > first;
    }, first);
    await context.close();
    await server.close();
  });

  it("is missed by nobody where its files are missing", async () => {
    const server = await serve(sites.own);
    const { context, page } = await open(server.url("index.html"));
    await page.route("**/said/*.js", (route) => route.abort());
    await ask(page, AFTERLOAD);
    const [first] = await results(page);
    assert.deepEqual([first.name, first.says], ["VA-ECMO", ""]);
    await Promise.all([page.waitForNavigation(), page.click("#page_found li a")]);
    await page.waitForFunction(() => !window.location.hash.startsWith("#page_find="));
    assert.match(await page.evaluate(onScreen), /More afterload on the left ventricle/);
    await context.close();
    await server.close();
  });

  it("runs nothing that content says", async () => {
    const server = await serve(sites.own);
    const { context, page, wrong } = await open(server.url("index.html"));
    const text = "<img src=x onerror=alert(1)> afterload harm </script><b>ecmo</b>";
    const data = { "therapy/va-ecmo.html": [["<i>x</i>", "x", [["y\"><b>", text]]]] };
    const body = `sourcebook_search.said(${JSON.stringify(data)});`;
    await page.route("**/said/*.js", (route) => route.fulfill({ contentType: "text/javascript", body }));
    await ask(page, AFTERLOAD);
    const [first] = await results(page);
    assert.equal(first.says, `<i>x</i>${text}`);
    assert.equal(await page.$$eval("#page_found :is(img, b, i)", (all) => all.length), 0);
    assert.deepEqual(wrong, []);
    await context.close();
    await server.close();
  });

  for (const [name, site] of Object.entries(sites)) {
    it(`is what the pages of ${name} say, at places that they have`, async () => {
      const said = {};
      for (const file of readdirSync(join(site, "said"))) {
        const take = { said: (data) => Object.assign(said, data) };
        new Function("sourcebook_search", readFileSync(join(site, "said", file), "utf8"))(take);
      }
      const { context, page } = await open(fileUrl(site, "index.html"));
      const paths = sample(site).filter((path) => said[path]);
      assert.ok(paths.length > 8);
      for (const path of paths) {
        await page.goto(fileUrl(site, path));
        const wrong = await page.evaluate((groups) => {
          const all = document.querySelector("main article").textContent;
          const numbers = (text) => text.split(/[^\p{L}\p{N}.,%]+/u).filter((word) => /\d/.test(word)).map((word) => word.replace(/[.,]+$/, ""));
          const wrong = [];
          for (const [heading, anchor, places] of groups) {
            if (heading && document.getElementById(anchor)?.tagName[0] !== "H") wrong.push(`no heading ${anchor}`);
            for (const place of places) {
              const [own, text] = typeof place === "string" ? ["", place] : place;
              if (own && !document.getElementById(own)) wrong.push(`no place ${own}`);
              wrong.push(...numbers(text).filter((number) => !all.includes(number)));
            }
          }
          return wrong;
        }, said[path]);
        assert.deepEqual(wrong, [], path);
      }
      await context.close();
    });
  }
});
