// Questions that a clinician has at night, on a phone: what is typed, which result is tapped, and the answer, which is then
// on the screen. Two steps, and no scrolling. The answers are those of the handbook in `content/`.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fileUrl, launch, onScreen, settled, sites, watched } from "./browser.mjs";

const QUESTIONS = [
  { asks: "mean arterial pressure target", of: "Mean arterial pressure", answer: /> 65 mm Hg is usually taken as enough/ },
  { asks: "tidal volume", of: "Tidal volume", answer: /6–8 mL\/kg/ },
  { asks: "scai stage c", of: "SCAI SHOCK stages", answer: /Lactate > 2 mmol\/L/ },
  { asks: "scai stage e lactate", of: "SCAI SHOCK stages", answer: /E – Extreme shock ?> 8 mmol\/L/ },
  { asks: "danger shock", of: "DanGer Shock", answer: /HR 0\.74 \(95% CI 0\.55 to 0\.99\)/ },
  { asks: "ecls-shock death", of: "ECLS-SHOCK", answer: /did not lower death at 30 days \(RR 0\.98/ },
  { asks: "balloon pump routine", of: "No routine balloon pump in infarct-related shock", answer: /Do not use a balloon pump as a routine/ },
  { asks: "microaxial pump bleeding", of: "Microaxial flow pump", answer: /at the price of bleeding/ },
  { asks: "ecmo afterload harm", of: "VA-ECMO", answer: /More afterload on the left ventricle/ },
  { asks: "norepinephrine or dopamine", of: "Norepinephrine", answer: /fewer arrhythmias than dopamine/ },
  { asks: "levosimendan weaning ecmo", of: "Levosimendan", answer: /did not make weaning from VA-ECMO easier/ },
  { asks: "triumph ejection fraction", of: "TRIUMPH definition", answer: /ejection fraction < 40%/ },
  { asks: "va-ecmo flow", of: "VA-ECMO", answer: /L\/min/ },
  { asks: "septal rupture repair", of: "Repair of mechanical complications", answer: /repair/i },
  { asks: "map target", of: "Mean arterial pressure", answer: /> 65 mm Hg/ },
  { asks: "iabp-shock ii mortality", of: "IABP-SHOCK II", answer: /39\.7%41\.3%/ },
  { asks: "who reviewed", of: "How to use this handbook", answer: /No clinician has reviewed/ },
];

describe("a question at night", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  for (const { asks, of, answer } of QUESTIONS) {
    it(`finds in two steps: ${asks}`, async () => {
      const context = await browser.newContext({ viewport: { width: 375, height: 740 }, hasTouch: true });
      const { page, wrong } = await watched(context);
      await page.goto(fileUrl(sites.own, "index.html"));
      await page.fill("#page_search input", asks);
      await settled(page);
      const names = await page.$$eval("#page_found .name", (all) => all.map((one) => one.textContent));
      const place = names.indexOf(of);
      assert.ok(place >= 0 && place < 4, `among the first of ${names.join("; ")}`);
      const result = page.locator("#page_found li").nth(place);
      await Promise.all([page.waitForNavigation(), result.locator("a").click()]);
      await page.waitForFunction(() => !window.location.hash.startsWith("#page_find="));
      const seen = await page.evaluate(onScreen);
      assert.match(seen, answer);
      assert.deepEqual(wrong, []);
      await context.close();
    });
  }

  it("leaves a page at its beginning where it has nothing of what was typed", async () => {
    const context = await browser.newContext();
    const { page, wrong } = await watched(context);
    const here = fileUrl(sites.own, "trial/danger-shock.html");
    await page.goto(`${here}#page_find=xyzzyx`);
    await page.waitForFunction(() => window.sourcebook_search?.land);
    assert.equal(await page.evaluate(() => window.scrollY), 0);
    await page.goto(`${here}#page_find=%`);
    assert.deepEqual(wrong, []);
    await context.close();
  });
});
