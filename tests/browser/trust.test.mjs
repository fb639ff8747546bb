// What a reader sees of how far to trust a page, and how near the sources are to a finger.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fileUrl, launch, sites } from "./browser.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function open(site, path, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(fileUrl(site, path));
  return { context, page };
}

const marks = (page) => page.$$eval(".status li", (items) => items.map((item) => item.innerText));

describe("trust at a glance", () => {
  it("a trial says its design and size, who has reviewed it, and how it was held against the papers", async () => {
    const { context, page } = await open(sites.own, "trial/danger-shock.html");
    const [nature, ...others] = await marks(page);
    assert.match(nature, /^Randomised · Patients: 360/);
    assert.ok(others.includes("Not reviewed by a clinician"), others.join("; "));
    assert.ok(others.some((mark) => /^\d+ of \d+ claims found in their papers by machine/.test(mark)), others.join("; "));
    await context.close();
  });

  it("every page has a line of it", async () => {
    for (const path of ["index.html", "chapters/drugs.html", "glossary.html", "trial/index.html", "reference/thiele2026.html"]) {
      const { context, page } = await open(sites.own, path);
      assert.ok((await marks(page)).length > 0, path);
      await context.close();
    }
  });

  it("shapes are drawn beside the words, and are not read out", async () => {
    const { context, page } = await open(sites.own, "recommendation/index.html");
    const shapes = await page.$$eval(".stance", (all) => all.map((one) => getComputedStyle(one, "::before").content));
    assert.ok(shapes.length > 5 && shapes.every((shape) => /^"[▲△▽▼]" \/ ""$/.test(shape)), shapes.join(" "));
    await context.close();
  });

  it("a source is a finger's breadth wide", async () => {
    const phone = { viewport: { width: 375, height: 800 }, hasTouch: true, isMobile: true };
    const { context, page } = await open(sites.own, "trial/danger-shock.html", phone);
    const missed = await page.$$eval("main a.mark", (all) =>
      all.slice(0, 40).filter((mark) => {
        mark.scrollIntoView({ block: "center" });
        const box = mark.getBoundingClientRect();
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        const places = [[0, -11], [0, 11], [-11, 0], [11, 0]];
        return !places.every(([right, down]) => document.elementFromPoint(x + right, y + down)?.closest("a.mark"));
      }).length,
    );
    assert.equal(missed, 0);
    await context.close();
  });
});
