// Looks at the same content in several generators' sites, as a reader would, and prints a line of JSON for each:
//
//     node tests/browser/peers.mjs DIR
//
// DIR is what `benches/peers/pages.py` made. It is no test, for nothing is asked of the others: `docs/comparison.md` says what
// was found, and when.
import { readFileSync, readdirSync, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, resolve, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { fileUrl, launch, onScreen, pages } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PHONE = { width: 375, height: 740 };

/** What is looked at: the first page, a chapter, a trial, and the therapy with the longest page. */
const LOOKED_AT = ["index.html", "chapters/first-hour.html", "trial/danger-shock.html", "therapy/va-ecmo.html"];

/** The first five are among those that our search is tested with, the others are not. What is typed, the page that has the
 * answer, and the answer. */
const QUESTIONS = [
  { asks: "tidal volume", page: "parameter/tidal-volume", answer: /6–8 mL\/kg/ },
  { asks: "scai stage e lactate", page: "staging/scai-shock", answer: /> 8 mmol\/L/ },
  { asks: "danger shock", page: "trial/danger-shock", answer: /HR 0\.74/ },
  { asks: "levosimendan weaning ecmo", page: "therapy/levosimendan", answer: /weaning/ },
  { asks: "norepinephrine or dopamine", page: "therapy/norepinephrine", answer: /fewer arrhythmias/ },
  { asks: "iabp-shock ii mortality", page: "trial/iabp-shock-ii", answer: /RR 0\.96|41\.3|39\.7/ },
  { asks: "culprit lesion only pci", page: "recommendation/culprit-lesion-only-pci|trial/culprit-shock|therapy/culprit-only-pci", answer: /culprit/i },
  { asks: "hemoglobin transfusion", page: "therapy/(conventional|individualised)-transfusion", answer: /h(a)?emoglobin/i },
  { asks: "norepinefrine", page: "therapy/norepinephrine", answer: /norepinephrine/i },
  { asks: "pulmonary artery catheter", page: "therapy/pulmonary-artery-catheter", answer: /catheter/i },
];

/** How each is searched: what opens the search, the field, and the links that are found. */
const HOW = {
  sourcebook: { field: "#page_search input", found: "#page_found li a" },
  mdbook: { opens: "#search-toggle, #mdbook-search-toggle", field: "#searchbar, #mdbook-searchbar", found: "#searchresults a, #mdbook-searchresults a" },
  material: { opens: "label.md-header__button[for=__search]", field: "input.md-search__input", found: ".md-search-result__item > a.md-search-result__link" },
  // Its search is a page of its own.
  sphinx: { opens: "label.toc-overlay-icon, .nav-overlay-icon label, label[for=__navigation]", field: "input.sidebar-search", enter: true, found: "#search-results li > a" },
};
HOW["material-offline"] = HOW.material;

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json", ".woff2": "font/woff2" };

async function serve(site) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    let file = resolve(site, "." + path);
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    if (!existsSync(file) || !file.startsWith(site + sep)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(readFileSync(file));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** Where a site has a page: some put each page in a folder. */
function at(site, path) {
  const inFolder = path.replace(/\.html$/, "/index.html");
  return existsSync(join(site, path)) ? path : inFolder;
}

const browser = await launch();

/** A page in a context of its own; what it asks of other hosts is counted and not answered. */
async function opened(options, does) {
  const context = await browser.newContext(options);
  const others = new Set();
  const errors = [];
  await context.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => {
    others.add(new URL(route.request().url()).host);
    return route.abort();
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(error.message));
  try {
    return await does(page, { others, errors });
  } finally {
    await context.close();
  }
}

/** Bytes and requests of a page with all that it loads by itself, and what moves under a reader while it loads slowly. */
function weight(url) {
  return opened({ viewport: PHONE, serviceWorkers: "block" }, async (page, { others }) => {
    const answers = [];
    page.on("response", (response) => answers.push(response));
    const slow = await page.context().newCDPSession(page);
    await slow.send("Network.emulateNetworkConditions", { offline: false, latency: 300, downloadThroughput: 50_000, uploadThroughput: 50_000 });
    await page.addInitScript(() => {
      window.moved = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((one) => { if (!one.hadRecentInput) window.moved += one.value; })).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(url, { waitUntil: "networkidle", timeout: 120_000 });
    await page.waitForTimeout(500);
    const { moved, painted } = await page.evaluate(() => ({
      moved: window.moved,
      painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    }));
    const bodies = await Promise.all(answers.filter((one) => one.ok()).map((one) => one.body()));
    const sum = (all) => all.reduce((a, b) => a + b, 0);
    return {
      bytes: sum(bodies.map((body) => body.length)),
      gzipped: sum(bodies.map((body) => gzipSync(body).length)),
      requests: bodies.length,
      others: [...others],
      moved: Number(moved.toFixed(3)),
      painted: Math.round(painted),
    };
  });
}

/** What axe finds, by rule, on a page in the light and in the dark. */
async function faults(urls) {
  const found = new Map();
  for (const colorScheme of ["light", "dark"]) {
    for (const url of urls) {
      await opened({ viewport: colorScheme === "light" ? { width: 1280, height: 800 } : PHONE, colorScheme, bypassCSP: true }, async (page) => {
        await page.goto(url);
        await page.waitForTimeout(300);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run({ preload: false, resultTypes: ["violations"] }));
        for (const { id, nodes } of violations) found.set(id, (found.get(id) ?? 0) + nodes.length);
      });
    }
  }
  return Object.fromEntries(found);
}

/** How many of all pages are wider than a small phone. */
function tooWide(site) {
  return opened({ viewport: { width: 320, height: 700 } }, async (page) => {
    const all = pages(site).filter((path) => !/^(print|genindex|search|toc)\.html$/.test(path));
    let wide = 0;
    for (const path of all) {
      await page.goto(fileUrl(site, path));
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) wide += 1;
    }
    return `${wide} of ${all.length}`;
  });
}

/** Whether the text is there without script, and how many links lead on from the first page, as a reader at a desk sees. */
function withoutScript(site) {
  return opened({ viewport: { width: 1280, height: 800 }, javaScriptEnabled: false }, async (page) => {
    await page.goto(fileUrl(site, at(site, "trial/danger-shock.html")));
    const text = await page.locator("main, [role=main], article").first().innerText();
    const links = page.locator("a[href]:visible");
    const inside = page.frames().slice(1).map((frame) => frame.locator("a[href]:visible").count());
    const counted = (await Promise.all([links.count(), ...inside])).reduce((a, b) => a + b, 0);
    return { reads: /HR 0\.74/.test(text), links: counted };
  });
}

/** Types a question and says which page stands where among what is found. */
async function asked(name, url, site, { asks, page: wanted, answer }) {
  return opened({ viewport: PHONE, serviceWorkers: "block" }, async (page, { errors }) => {
    const how = HOW[name];
    await page.goto(url);
    let steps = 1;
    const field = page.locator(how.field).first();
    const inView = async () => (await field.isVisible()) && (await field.boundingBox()).x >= 0 && (await field.boundingBox()).x < PHONE.width;
    if (how.opens && !(await inView())) {
      await page.locator(how.opens).locator("visible=true").first().click();
      await page.waitForTimeout(400);
      steps += 1;
    }
    await field.click({ timeout: 4000 });
    await field.pressSequentially(asks, { delay: 20 });
    if (how.enter) await field.press("Enter");
    await page.waitForTimeout(how.enter ? 2500 : 1800);
    const links = page.locator(how.found);
    const addresses = (await links.evaluateAll((all) => all.map((one) => one.href))).map((one) => decodeURIComponent(one));
    // Several places in one page are one result.
    const distinct = [...new Set(addresses.map((one) => one.split(/[?#]/)[0]))];
    const fits = (one) => new RegExp(`(${wanted})(\\.html|/(index\\.html)?)?$`).test(one);
    const place = distinct.findIndex(fits) + 1;
    if (!place) return { asks, place: 0, of: distinct.length, errors };
    const first = addresses.findIndex((one) => fits(one.split(/[?#]/)[0]));
    await links.nth(first).click();
    await page.waitForTimeout(1200);
    return { asks, place, steps: steps + 1, seen: answer.test(await page.evaluate(onScreen)), errors };
  }).catch((error) => ({ asks, place: 0, error: error.message.split("\n")[0] }));
}

const folder = resolve(process.argv[2]);
const result = {};
for (const name of readdirSync(folder).filter((name) => HOW[name] && (!process.argv[3] || process.argv[3] === name))) {
  const site = join(folder, name, "site");
  const server = await serve(site);
  const url = (path) => server.url + at(site, path).replace(/index\.html$/, "");
  const looked = {};
  for (const path of LOOKED_AT) looked[path] = await weight(url(path));
  const questions = [];
  for (const question of QUESTIONS) questions.push(await asked(name, server.url, site, question));
  const fromFile = [];
  for (const question of QUESTIONS.slice(0, 2)) fromFile.push(await asked(name, fileUrl(site, "index.html"), site, question));
  result[name] = {
    looked,
    faults: await faults(LOOKED_AT.map(url)),
    withoutScript: await withoutScript(site),
    questions,
    fromFile,
    tooWide: await tooWide(site),
  };
  server.close();
  // A run takes long: what is done is said at once, so that one that is ended early is not lost.
  console.log(JSON.stringify({ [name]: result[name] }));
}
await browser.close();
