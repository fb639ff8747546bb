// What a page tells a reader who comes from a printed sheet, and its link to its card.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, before, describe, it } from "node:test";
import { cards, fileUrl, launch, sites, watched } from "./browser.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const WITH_CARD = "therapy/dimming-shade.html";
const WITHOUT = "trial/sample-1.html";
const OTHER = "0123456789ab";

/** What a page says when it is opened with this behind its address, and whether as a warning. */
async function told(site, path, query) {
  const context = await browser.newContext();
  const { page, wrong } = await watched(context);
  await page.goto(fileUrl(site, path) + query, { waitUntil: "load" });
  const said = page.locator("article > .banner[role=status]");
  const isAsked = /[?&]sheet=(.*-)?[0-9a-f]{12}(&|$)/.test(decodeURIComponent(query));
  if (isAsked) await said.waitFor({ timeout: 20000 });
  const all = await said.evaluateAll((notes) =>
    notes.map((note) => ({ text: note.textContent, warns: note.classList.contains("warning"), html: note.children.length })),
  );
  assert.deepEqual(wrong, []);
  await context.close();
  return all;
}

async function digest() {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(fileUrl(cards, WITH_CARD));
  const digest = await page.getAttribute("a[data-sheet]", "data-sheet");
  await context.close();
  return digest;
}

describe("a page that a sheet's code leads to", { skip: !cards && "compiled without `print`" }, () => {
  it("knows the card that it has", async () => {
    const [same, ...more] = await told(cards, WITH_CARD, `?sheet=0.1.0-${await digest()}`);
    assert.deepEqual([same.text, same.warns, more.length], ["Your sheet says what this page says today.", false, 0]);
    // Of whatever edition it is, if it says the same.
    const [older] = await told(cards, WITH_CARD, `?sheet=0.0.9-${await digest()}`);
    assert.equal(older.text, same.text);
  });

  it("warns of a card that says something else", async () => {
    const [other] = await told(cards, WITH_CARD, `?sheet=0.1.0-${OTHER}`);
    assert.match(other.text, /^This page has changed since your sheet was printed\. Do not rely on the sheet/);
    assert.ok(other.warns);
  });

  it("tells a table or the book by its edition, for their digests are not those of the card", async () => {
    const [table] = await told(cards, WITH_CARD, `?sheet=0.1.0-${OTHER}&of=table`);
    assert.deepEqual([table.text, table.warns], ["Your sheet is of the edition of this page, 0.1.0.", false]);
  });
});

describe("a page without a card", () => {
  it("tells a sheet by its edition", async () => {
    const [same] = await told(sites.invented, WITHOUT, `?sheet=1.2.0-${OTHER}`);
    assert.deepEqual([same.text, same.warns], ["Your sheet is of the edition of this page, 1.2.0.", false]);
    const [other] = await told(sites.invented, WITHOUT, `?sheet=1.1.0-${OTHER}`);
    assert.match(other.text, /^Your sheet is of the edition 1\.1\.0, and this page is of 1\.2\.0\./);
    assert.ok(other.warns);
  });

  it("says where it cannot tell", async () => {
    const [unknown] = await told(sites.invented, WITHOUT, `?sheet=${OTHER}`);
    assert.deepEqual([unknown.text, unknown.warns], ["This page cannot tell whether your sheet is still right: compare them.", true]);
  });

  it("says nothing to who comes from no sheet, and shows what an address says as letters", async () => {
    for (const query of ["", "?sheet=", "?sheet=1.2.0", "?other=1"]) {
      assert.deepEqual(await told(sites.invented, WITHOUT, query), [], query);
    }
    const edition = encodeURIComponent("<img src=x onerror=alert(1)>");
    const [said] = await told(sites.invented, WITHOUT, `?sheet=${edition}-${OTHER}`);
    assert.ok(said.text.includes("<img src=x onerror=alert(1)>") && said.html === 0, said.text);
  });
});

describe("a page with a card", { skip: !cards && "compiled without `print`" }, () => {
  it("leads to it by a link that says what it is", async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 700 } });
    const { page, wrong } = await watched(context);
    await page.goto(fileUrl(cards, WITH_CARD));
    const link = page.getByRole("link", { name: "Card to print" });
    const pdf = readFileSync(fileURLToPath(await link.evaluate((a) => a.href)));
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    const said = await page.locator(".to-print").textContent();
    assert.match(said, /\(PDF, A4, \d+ kB\), to be used until 2033-01-31/);
    assert.ok(said.includes(`${Math.ceil(pdf.length / 1000)} kB`), said);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${wide}px`);
    assert.deepEqual(wrong, []);
    await context.close();
  });
});
