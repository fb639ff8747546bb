// Tables in a real browser: sorted, filtered, folded on a phone, had as files, and whole without script.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { fileUrl, launch, sites, watched } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const { page, wrong } = await watched(context);
  await page.goto(fileUrl(sites.own, path));
  return { context, page, wrong };
}

/** What a column says in the rows that are shown, top down. The data of figures are folded, and no table of the page. */
const column = (page, nth) =>
  page.$$eval(
    "main .table-scroll:visible >> nth=0 >> tbody tr:not(.group):not([hidden])",
    (rows, nth) => rows.map((row) => row.cells[nth].textContent.trim()),
    nth,
  );

/** The text of the file that a page gives when it is asked. It begins with a mark of its encoding. */
async function asked(page, asks) {
  const [file] = await Promise.all([page.waitForEvent("download"), asks()]);
  const text = readFileSync(await file.path(), "utf8");
  assert.ok(text.startsWith("\ufeff"), "spreadsheets know the encoding");
  return text.slice(1);
}

const rising = (numbers) => numbers.every((number, i) => i === 0 || numbers[i - 1] <= number);
const number = (text) => Number(text.match(/\d[\d,]*/)[0].replace(",", ""));

describe("tables", () => {
  it("are sorted by a column, by keyboard, and back", async () => {
    const { context, page, wrong } = await open("analysis/index.html");
    const button = page.locator("thead button", { hasText: "Patients" });
    await button.waitFor();
    const before = await column(page, 0);
    await button.focus();
    await page.keyboard.press("Enter");
    const stated = (await column(page, 2)).filter((text) => /\d/.test(text)).map(number);
    assert.ok(stated.length > 3 && rising(stated), stated.join());
    assert.equal(await page.getAttribute("thead th >> nth=2", "aria-sort"), "ascending");
    await page.keyboard.press("Enter");
    const falling = (await column(page, 2)).filter((text) => /\d/.test(text)).map(number);
    assert.ok(rising(falling.reverse()));
    assert.equal(await page.getAttribute("thead th >> nth=2", "aria-sort"), "descending");
    await page.keyboard.press("Enter");
    assert.deepEqual(await column(page, 0), before);
    assert.equal(await page.getAttribute("thead th >> nth=2", "aria-sort"), null);
    assert.deepEqual(wrong, []);
    await context.close();
  });

  it("keep their rows under their headings", async () => {
    const { context, page } = await open("trial/index.html");
    const under = () =>
      page.$$eval("main .table-scroll:visible >> tbody tr", (rows) => {
        let heading = "";
        const found = {};
        for (const row of rows) {
          if (row.classList.contains("group")) heading = row.textContent.trim();
          else found[row.cells[0].textContent.trim()] = heading;
        }
        return found;
      });
    await page.locator("thead button:visible").first().waitFor();
    const before = await under();
    await page.click("thead button:visible >> nth=1");
    assert.deepEqual(await under(), before);
    await context.close();
  });

  it("are filtered by words and by what a column says", async () => {
    const { context, page } = await open("study/index.html");
    const all = (await column(page, 0)).length;
    await page.fill(".table-tools input:visible", "ECMO");
    const some = await column(page, 0);
    assert.ok(some.length > 0 && some.length < all, some.join());
    assert.equal(await page.textContent(".table-tools:visible [role=status]"), `Rows: ${some.length}`);
    await page.fill(".table-tools input:visible", "");
    assert.equal((await column(page, 0)).length, all);
    const labels = await page.$$eval(".table-tools:visible select", (all) => all.map((one) => one.getAttribute("aria-label")));
    assert.deepEqual(labels.slice(0, 3), ["Under study", "Patients with", "Status"]);
    await page.selectOption('.table-tools select[aria-label="Status"]:visible', "Recruiting");
    const recruiting = await column(page, 5);
    assert.ok(recruiting.length > 0 && recruiting.every((status) => status.startsWith("Recruiting")), recruiting.join());
    const headings = await page.$$eval(".table-scroll:visible >> tbody tr.group:not([hidden])", (rows) => rows.length);
    assert.ok(headings <= recruiting.length, "headings without rows are hidden");
    await context.close();
  });

  it("are sorted on a phone, whose heads are folded away", async () => {
    const { context, page } = await open("analysis/index.html", { viewport: { width: 320, height: 700 } });
    await page.selectOption(".table-tools .sorter:visible", "2 1");
    const stated = (await column(page, 2)).filter((text) => /\d/.test(text)).map(number);
    assert.ok(rising(stated), stated.join());
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.equal(excess, 0);
    await context.close();
  });

  it("shut nobody out while they are sorted and filtered", async () => {
    for (const [colorScheme, width] of [["light", 1280], ["dark", 320]]) {
      const options = { viewport: { width, height: 800 }, colorScheme, bypassCSP: true };
      const { context, page } = await open("study/index.html", options);
      await page.fill(".table-tools input:visible", "ECMO");
      if (width > 1000) await page.click("thead button:visible >> nth=3");
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run({ preload: false, resultTypes: ["violations"] }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(" ")}`), []);
      await context.close();
    }
  });

  it("are given by the browser just as in their files", async () => {
    for (const kind of ["study", "trial", "analysis", "recommendation", "therapy", "question"]) {
      const { context, page, wrong } = await open(`${kind}/index.html`);
      await page.waitForFunction(() => window.sourcebook_page);
      await page.evaluate(() => window.sourcebook_page.load("csv.js"));
      const table = page.locator("main section > .table-scroll table").first();
      const given = await asked(page, () => table.evaluate((table) => window.sourcebook_csv(table)));
      assert.equal(given, readFileSync(join(sites.own, `tables/${kind}.csv`), "utf8"), kind);
      assert.deepEqual(wrong, []);
      await context.close();
    }
  });

  it("of records have a button for their file, and none that has one already", async () => {
    const { context, page, wrong } = await open("trial/danger-shock.html");
    const button = page.getByRole("button", { name: "Table as CSV: Outcomes of DanGer Shock" });
    const given = await asked(page, () => button.click());
    assert.match(given, /^Outcome,When,Effect,In words,Source\r\n/);
    assert.match(given, /,180 days,"HR 0\.74 \(95% CI 0\.55 to 0\.99\), P=0\.04; favours Microaxial pump",/);
    await page.goto(fileUrl(sites.own, "study/index.html"));
    await page.waitForSelector("thead button:visible");
    assert.equal(await page.locator("main section > .csv").count(), 0);
    assert.deepEqual(wrong, []);
    await context.close();
  });

  it("are whole without script, and can be had as files", async () => {
    const { context, page } = await open("study/index.html", { javaScriptEnabled: false });
    assert.equal(await page.$("thead button"), null);
    const shown = (await column(page, 0)).length;
    const href = await page.getAttribute("main section > .file a", "href");
    const csv = readFileSync(join(sites.own, "study", href), "utf8");
    const lines = csv.split("\r\n");
    assert.match(lines[0], /^Under study,Study,.*,Source$/);
    assert.equal(lines.length, shown + 2, "a line for each row, the head and the end");
    await context.close();
  });
});
