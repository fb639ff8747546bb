// Makes the pictures of the README anew, in `docs/images/`:
//
//     cargo build && npm --prefix tests/browser ci && npm --prefix tests/browser run screenshots
//
// It needs Chromium (`CHROMIUM` names one that is not found by itself), `pdftoppm` (Debian: poppler-utils) and `pngquant`,
// and `SOURCEBOOK`, where the program is not at `target/debug/sourcebook`. No picture may be larger than MOST.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { fileUrl, launch, settled } from "./browser.mjs";

const MOST = 80 * 1024;
const COLOURS = 32;

const repository = resolve(fileURLToPath(new URL("../..", import.meta.url)));
const images = join(repository, "docs/images");
const program = process.env.SOURCEBOOK ?? join(repository, "target/debug/sourcebook");

const PHONE = { width: 375, height: 740 };
const DESK = { width: 1100, height: 760 };

/** What is shown: the page, on what, in light or dark, what is done there first, and which element where it is not the screen. */
const PICTURES = [
  { name: "trial", path: "trial/danger-shock.html", on: DESK },
  { name: "chapter-on-a-phone", path: "chapters/first-hour.html", on: PHONE },
  { name: "search-on-a-phone", path: "index.html", on: PHONE, does: searches },
  { name: "stage-on-a-phone", path: "staging/scai-shock.html#c", on: PHONE, colours: "dark" },
  { name: "therapy", path: "therapy/va-ecmo.html", on: DESK, only: "figure" },
  { name: "pathway", path: "pathway/choose-a-device.html", on: DESK, only: "figure" },
];

async function searches(page) {
  await page.fill("#page_search input", "scai stage c");
  await settled(page);
}

const work = mkdtempSync(join(tmpdir(), "sourcebook-pictures-"));
const run = (name, ...args) => execFileSync(name, args, { cwd: repository, stdio: ["ignore", "ignore", "inherit"] });
try {
  const site = join(work, "book");
  run(program, "build", "--quiet", "--dest-dir", site);
  const browser = await launch();
  for (const { name, path, on, colours, does, only } of PICTURES) {
    const context = await browser.newContext({ viewport: on, colorScheme: colours ?? "light", deviceScaleFactor: on === PHONE ? 2 : 1.25 });
    const page = await context.newPage();
    const [file, anchor] = path.split("#");
    await page.goto(fileUrl(site, file) + (anchor ? `#${anchor}` : ""));
    await does?.(page);
    const shown = only ? page.locator(only).first() : page;
    await shown.screenshot({ path: join(work, `${name}.png`) });
    await context.close();
  }
  await browser.close();
  run(program, "print", "--quiet", "therapy:microaxial-flow-pump", "--out", join(work, "sheets"));
  run("pdftoppm", "-png", "-r", "80", "-singlefile", join(work, "sheets/card/therapy/microaxial-flow-pump-a4.pdf"), join(work, "card"));
  for (const name of [...PICTURES.map((picture) => picture.name), "card"]) {
    const to = join(images, `${name}.png`);
    run("pngquant", "--force", "--strip", "--speed", "1", "--output", to, String(COLOURS), join(work, `${name}.png`));
    const size = statSync(to).size;
    console.log(`${to}: ${Math.ceil(size / 1024)} KB`);
    if (size > MOST) process.exitCode = 1;
  }
} finally {
  rmSync(work, { recursive: true });
}
