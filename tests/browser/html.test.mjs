// The HTML of every page is valid.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { pages, sites } from "./browser.mjs";

const rules = {
  extends: ["html-validate:standard"],
  rules: {
    // Style, and no question of validity.
    "no-trailing-whitespace": "off",
    "long-title": "off",
    "doctype-style": ["error", { style: "lowercase" }],
  },
};

for (const [name, site] of Object.entries(sites)) {
  describe(`the HTML of ${name}`, () => {
    it("is valid", async () => {
      const validator = new HtmlValidate(new FileSystemConfigLoader({ root: true, ...rules }));
      const { valid } = await validator.validateString("<!doctype html><p><div></p>");
      assert.equal(valid, false, "the validator looks");
      const faults = [];
      for (const path of pages(site)) {
        const report = await validator.validateFile(join(site, path));
        for (const { messages } of report.results) {
          faults.push(...messages.map((m) => `${path}:${m.line}: ${m.ruleId}: ${m.message}`));
        }
      }
      assert.equal(faults.slice(0, 30).join("\n"), "");
    });
  });
}
