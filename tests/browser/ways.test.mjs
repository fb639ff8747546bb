// Finding one's way in a real browser: previews, links to be copied, the menu of a phone, the list of headings, all by
// keyboard, by finger, from a file share and without script.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { fileUrl, launch, serve, sites, watched } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function open(url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const { page, wrong } = await watched(context);
  await page.goto(url);
  return { context, page, wrong };
}

async function barriers(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run({ preload: false, resultTypes: ["violations"] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(" ")}`);
}

const TRIAL = "trial/danger-shock.html";
const LINK = '.lead a[href$="therapy/microaxial-flow-pump.html"]';

/** Tabs until something is reached. */
async function tabTo(page, selector) {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((of) => document.activeElement.matches(of), selector)) return;
  }
  assert.fail(`the keyboard never comes to ${selector}`);
}

describe("previews", () => {
  it("open and close by keyboard, and say what the link leads to", async () => {
    const { context, page, wrong } = await open(fileUrl(sites.own, TRIAL));
    await tabTo(page, LINK);
    await page.waitForSelector("#page_card");
    assert.match(await page.textContent("#page_card"), /^TherapyMicroaxial flow pump.*4\.3\sL\/min/s);
    assert.equal(await page.getAttribute(LINK, "aria-describedby"), "page_card");
    await page.keyboard.press("Escape");
    assert.equal(await page.$("#page_card"), null);
    assert.equal(await page.getAttribute(LINK, "aria-describedby"), null);
    assert.ok(await page.evaluate((of) => document.activeElement.matches(of), LINK), "the focus stays");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.match(page.url(), /microaxial-flow-pump\.html$/);
    assert.deepEqual(wrong, []);
    await context.close();
  });

  it("stay while the pointer is on them, and go when it leaves", async () => {
    const { context, page } = await open(fileUrl(sites.own, TRIAL));
    await page.hover(LINK);
    await page.waitForSelector("#page_card");
    await page.hover("#page_card");
    await page.waitForTimeout(600);
    assert.ok(await page.$("#page_card"));
    await page.mouse.move(5, 700);
    await page.waitForSelector("#page_card", { state: "detached" });
    await context.close();
  });

  it("open by a first tap, and the page by a second", async () => {
    const { context, page } = await open(fileUrl(sites.own, TRIAL), {
      viewport: { width: 375, height: 800 },
      hasTouch: true,
      isMobile: true,
    });
    await page.tap(LINK);
    await page.waitForSelector("#page_card");
    assert.match(page.url(), /danger-shock\.html$/);
    const box = await (await page.$("#page_card")).boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 375, JSON.stringify(box));
    await Promise.all([page.waitForNavigation(), page.tap(LINK)]);
    assert.match(page.url(), /microaxial-flow-pump\.html$/);
    await context.close();
  });

  it("show works with their citation, and marks with where a value was read", async () => {
    const { context, page } = await open(fileUrl(sites.own, TRIAL));
    await page.focus("main");
    await page.evaluate(() => document.querySelector('dd a[href*="reference/"]').setAttribute("data-here", ""));
    await tabTo(page, "[data-here]");
    await page.waitForSelector("#page_card");
    assert.match(await page.textContent("#page_card"), /^Reference.*20\d\d/s);
    await page.keyboard.press("Escape");
    await page.click("a.mark >> nth=0");
    const note = await page.textContent("#note_1");
    const card = await page.textContent("#page_card");
    assert.ok(card.includes(note.trim()), `${card} has not ${note}`);
    assert.match(card, /20\d\d/);
    await context.close();
  });

  it("warn of what is withdrawn or superseded", async () => {
    const { context, page } = await open(fileUrl(sites.invented, "index.html"));
    const warned = await page.evaluate(async () => {
      const all = {};
      const parts = Number(document.body.dataset.previews);
      window.sourcebook_previews = (data) => Object.assign(all, data);
      for (let part = 0; part < parts; part++) {
        await new Promise((done) => {
          const script = document.createElement("script");
          script.src = `previews/${part}.js`;
          script.onload = done;
          document.head.append(script);
        });
      }
      return Object.values(all).flatMap((one) => one[3]);
    });
    assert.ok(warned.includes("withdrawn") && warned.includes("superseded"), warned.join());
    await context.close();
  });

  it("leave links as they are where their files are missing, and without script", async () => {
    const server = await serve(sites.own);
    const { context, page } = await open(server.url(TRIAL), { hasTouch: true });
    await page.route("**/previews/*", (route) => route.abort());
    await Promise.all([page.waitForNavigation(), page.tap(LINK)]);
    assert.match(page.url(), /microaxial-flow-pump\.html$/);
    await context.close();
    const without = await open(fileUrl(sites.own, TRIAL), { javaScriptEnabled: false });
    await Promise.all([without.page.waitForNavigation(), without.page.click(LINK)]);
    assert.match(without.page.url(), /microaxial-flow-pump\.html$/);
    await without.context.close();
    await server.close();
  });

  it("shut nobody out, light and dark", async () => {
    for (const colorScheme of ["light", "dark"]) {
      const { context, page } = await open(fileUrl(sites.own, TRIAL), { colorScheme, bypassCSP: true });
      await page.hover(LINK);
      await page.waitForSelector("#page_card");
      await page.click(".cite-page summary");
      assert.deepEqual(await barriers(page), [], colorScheme);
      await context.close();
    }
  });
});

describe("links to be copied", () => {
  const BUTTON = "tr#death-180d .copy-link";

  it("are of what they stand at, from a file share and from a server", async () => {
    const server = await serve(sites.own);
    for (const url of [fileUrl(sites.own, TRIAL), server.url(TRIAL)]) {
      const { context, page, wrong } = await open(url);
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.focus(BUTTON);
      assert.match(await page.getAttribute(BUTTON, "aria-label"), /^Copy the link to Death/);
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.querySelector(".said").textContent === "Copied");
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${url}#death-180d`);
      assert.deepEqual(wrong, []);
      await context.close();
    }
    await server.close();
  });

  it("are shown to be copied by hand where nothing else works", async () => {
    const { context, page } = await open(fileUrl(sites.own, TRIAL));
    await page.evaluate(() => {
      Object.defineProperty(navigator, "clipboard", { value: undefined });
      document.execCommand = () => false;
    });
    await page.focus("#fact_registry .copy-link");
    await page.keyboard.press("Enter");
    assert.match(await page.inputValue(".said input"), /danger-shock\.html#fact_registry$/);
    await context.close();
  });

  it("lead to rows and facts that are there", async () => {
    const { context, page } = await open(fileUrl(sites.own, TRIAL), { javaScriptEnabled: false });
    for (const id of ["fact_registry", "death-180d"]) {
      await page.goto(`${fileUrl(sites.own, TRIAL)}#${id}`);
      assert.ok(await page.isVisible(`#${id}`));
    }
    assert.equal(await page.$(".copy-link"), null, "nothing is shown that would do nothing");
    await context.close();
  });

  it("of a citation, too", async () => {
    const { context, page } = await open(fileUrl(sites.own, TRIAL));
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.click(".cite-page summary");
    await page.click(".cite-page .copy-text >> nth=1");
    await page.waitForFunction(() => document.querySelector(".said").textContent === "Copied");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^@incollection\{.*booktitle = \{Cardiogenic shock\}.*title = \{DanGer Shock\}/s);
    await context.close();
  });
});

describe("the menu", () => {
  it("covers a phone's page and goes again, without script", async () => {
    const options = { viewport: { width: 320, height: 640 }, javaScriptEnabled: false };
    const { context, page } = await open(fileUrl(sites.own, TRIAL), options);
    await page.click(".to-nav");
    const box = await (await page.$("#page_nav")).boundingBox();
    assert.deepEqual([box.x, box.y, box.width, box.height], [0, 0, 320, 640]);
    await page.click("#page_nav .close a");
    assert.notEqual((await (await page.$("#page_nav")).boundingBox()).y, 0);
    await context.close();
  });

  it("closes by Escape, and shuts nobody out", async () => {
    const options = { viewport: { width: 320, height: 640 }, bypassCSP: true };
    const { context, page } = await open(fileUrl(sites.own, TRIAL), options);
    await page.click(".to-nav");
    assert.deepEqual(await barriers(page), []);
    await page.keyboard.press("Escape");
    assert.match(page.url(), /#page_main$/);
    await context.close();
  });

  it("of the page's headings stands beside it, and is folded on a phone", async () => {
    for (const [width, shown] of [[1400, true], [375, false]]) {
      const options = { viewport: { width, height: 800 }, javaScriptEnabled: false };
      const { context, page } = await open(fileUrl(sites.own, TRIAL), options);
      const link = page.locator('.on-page a[href="#about_outcomes"]');
      assert.equal(await link.isVisible(), shown, `${width} pixels`);
      if (!shown) await page.click(".on-page summary");
      await link.click();
      assert.match(page.url(), /#about_outcomes$/);
      await context.close();
    }
  });
});

describe("a page", () => {
  it("does not move while it is loaded", async () => {
    for (const width of [375, 1280]) {
      const { context, page } = await open("about:blank", { viewport: { width, height: 800 } });
      await page.addInitScript(() => {
        window.moved = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.moved += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
      });
      for (const path of [TRIAL, "study/index.html", "trial/index.html", "chapters/trials.html", "a-z/index.html"]) {
        await page.goto(fileUrl(sites.own, path));
        await page.waitForTimeout(200);
        const moved = await page.evaluate(() => window.moved);
        assert.ok(moved < 0.01, `${path} at ${width} pixels moves by ${moved}`);
      }
      await context.close();
    }
  });
});
