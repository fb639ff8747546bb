// Every sort of page, on a phone and on a desk, in the light and in the dark: nothing that shuts a reader out, no error, no
// request to another host, no sideways scrolling, no more bytes than a slow line bears.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileUrl, launch, pages, sample, sites, watched } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Bytes of a page with its style and all scripts that it loads by itself: search and previews are loaded when used. */
const MOST = 100_000;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const [name, site] of Object.entries(sites)) {
  describe(`the pages of ${name}`, () => {
    for (const [colorScheme, width] of [["light", 1280], ["dark", 320]]) {
      it(`can be used by all, ${colorScheme}, ${width} pixels wide`, async () => {
        // The policy of the page forbids the test's own script too.
        const options = { viewport: { width, height: 800 }, colorScheme, bypassCSP: true };
        await each(options, sample(site), async (page, wrong) => {
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => window.axe.run({ preload: false, resultTypes: ["violations"] }));
          for (const { id, nodes } of violations) wrong.push(`axe: ${id}: ${nodes[0].target.join(" ")}`);
        });
      });
    }

    it("are never too wide for a small phone, and keep to their policy", async () => {
      await each({ viewport: { width: 320, height: 800 } }, pages(site), async (page, wrong) => {
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (excess > 0) wrong.push(`is ${excess} pixels too wide`);
      });
    });

    /** Opens pages one by one; nothing may go wrong on any of them. */
    async function each(options, paths, look) {
      const context = await browser.newContext(options);
      const { page, wrong } = await watched(context);
      const faults = [];
      for (const path of paths) {
        await page.goto(fileUrl(site, path));
        await look(page, wrong);
        faults.push(...wrong.splice(0).map((what) => `${path}: ${what}`));
      }
      await context.close();
      assert.equal(faults.slice(0, 30).join("\n"), "");
    }

    it("are light", () => {
      const bytes = (path) => statSync(join(site, path)).size;
      const shared = ["site.css", "words.js", "site.js", "reader.js"].map(bytes).reduce((a, b) => a + b);
      const [tables, filter] = ["tables.js", "filter.js"].map(bytes);
      const weight = (path) => {
        const page = readFileSync(join(site, path), "utf8");
        const has = (what) => page.includes(what);
        return bytes(path) + shared + (has("<table") ? tables : 0) + (has('class="table-tools') ? filter : 0);
      };
      const heavy = pages(site).filter((path) => weight(path) > MOST);
      assert.equal(heavy.map((path) => `${path}: ${weight(path)}`).join("\n"), "");
    });
  });
}
