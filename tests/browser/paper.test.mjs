// Pages on paper, and in colours that a reader has set for all pages: nothing is cut, nothing is lost.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileUrl, launch, sample, sites } from "./browser.mjs";

/** An A4 sheet within its margins, in CSS pixels. */
const SHEET = { width: 718, height: 1047 };

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function open(path, options, site = sites.own) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  await page.goto(fileUrl(site, path));
  return { context, page };
}

describe("on paper", () => {
  it("every sort of page is dark on light, and no wider than a sheet", async () => {
    const faults = [];
    for (const path of sample(sites.own)) {
      const { context, page } = await open(path, { viewport: SHEET, colorScheme: "dark" });
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      const found = await page.evaluate(onPaper);
      faults.push(...found.map((what) => `${path}: ${what}`));
      await context.close();
    }
    assert.deepEqual(faults, []);
  });

  it("no figure is longer than a sheet", async () => {
    for (const path of ["pathway/choose-a-device.html", "pathway/recognise-and-stage.html", "chapters/enrolled.html"]) {
      const { context, page } = await open(path, { viewport: SHEET });
      await page.emulateMedia({ media: "print" });
      const heights = await page.$$eval(".figure", (all) => all.map((one) => one.getBoundingClientRect().height));
      assert.ok(heights.every((height) => height < SHEET.height), `${path}: ${heights}`);
      await context.close();
    }
  });

  it("the head of a table stands on every sheet that the table takes", { skip: !hasPdfToText() }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "sourcebook-paper-"));
    const { context, page } = await open("study/index.html");
    await page.locator("thead button:visible").first().waitFor();
    const file = join(folder, "page.pdf");
    await page.pdf({ path: file, format: "A4" });
    const sheet = (nth) => execFileSync("pdftotext", ["-f", nth, "-l", nth, "-layout", file, "-"], { encoding: "utf8" });
    for (const nth of ["2", "3"]) assert.match(sheet(nth), /Study +Patients with +Comparison +Size/);
    rmSync(folder, { recursive: true });
    await context.close();
  });
});

describe("in colours of the reader's own", () => {
  const figures = ["therapy/va-ecmo.html", "staging/scai-shock.html", "evidence-map.html", "pathway/choose-a-device.html"];
  for (const colorScheme of ["light", "dark"]) {
    it(`what figures draw and what marks mean is told from its ground, ${colorScheme}`, async () => {
      for (const path of [...figures, "recommendation/index.html"]) {
        const { context, page } = await open(path, { forcedColors: "active", colorScheme });
        assert.deepEqual(await page.evaluate(unseen), [], path);
        await context.close();
      }
    });
  }
});

describe("a chart wider than a phone", () => {
  it("shows where care begins, moves by keyboard, and has a name", async () => {
    const { context, page } = await open("pathway/after-the-first-day.html", { viewport: { width: 375, height: 740 } });
    const chart = page.locator(".drawing:visible").first();
    await chart.scrollIntoViewIfNeeded();
    const [box, start] = [await chart.boundingBox(), await chart.locator("circle").first().boundingBox()];
    assert.ok(start.x > box.x && start.x + start.width < box.x + box.width, JSON.stringify([box, start]));
    const before = await chart.evaluate((one) => one.scrollLeft);
    await chart.focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction((before) => document.activeElement.scrollLeft > before, before);
    assert.equal(await page.getByRole("group", { name: /as a chart/ }).first().isVisible(), true);
    await context.close();
  });
});

function hasPdfToText() {
  try {
    execFileSync("pdftotext", ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** What would be lost on paper. */
function onPaper() {
  const wrong = [];
  const light = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map(Number).reduce((a, b) => a + b, 0) / 3;
  const body = getComputedStyle(document.body);
  if (light(body.backgroundColor) < 250 || light(body.color) > 60) wrong.push(`${body.color} on ${body.backgroundColor}`);
  for (const one of document.querySelectorAll("main p, main td, main svg")) {
    const { right, width } = one.getBoundingClientRect();
    if (width && right > innerWidth + 1) wrong.push(`${one.tagName} is cut at the side: ${one.textContent.trim().slice(0, 40)}`);
  }
  return wrong.slice(0, 5);
}

/** Marks and letters that have the colour of what they stand on. */
function unseen() {
  const canvas = getComputedStyle(document.body).backgroundColor;
  const wrong = [];
  for (const mark of document.querySelectorAll(".drawing [class^=d-], .drawing text")) {
    if (!mark.getBoundingClientRect().width) continue;
    const { fill, stroke } = getComputedStyle(mark);
    const shows = (colour) => colour !== "none" && colour !== canvas;
    if (!shows(fill) && !shows(stroke)) wrong.push(mark.outerHTML.slice(0, 120));
  }
  for (const mark of document.querySelectorAll(".scale .on")) {
    if (getComputedStyle(mark).backgroundColor === canvas) wrong.push("a filled step of a scale looks empty");
  }
  return wrong.slice(0, 5);
}
