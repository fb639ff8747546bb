// Draws `templates/site/icon.png` anew from `icon.svg`, for home screens that show no SVG:
//
//     npm --prefix tests/browser run icon
//
// It needs Chromium and `pngquant`. The square is filled up to its corners, for phones cut them as they like.
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";

const SIDE = 512;
const folder = resolve(fileURLToPath(new URL("../../templates/site", import.meta.url)));
const svg = readFileSync(join(folder, "icon.svg"), "utf8").replace(/ rx="[^"]*"/, "");
const drawn = join(tmpdir(), `sourcebook-icon-${process.pid}.png`);

const browser = await launch();
const page = await browser.newPage({ viewport: { width: SIDE, height: SIDE } });
await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${SIDE}px; height: ${SIDE}px }</style>${svg}`);
await page.screenshot({ path: drawn });
await browser.close();
execFileSync("pngquant", ["--force", "--strip", "--speed", "1", "--output", join(folder, "icon.png"), "16", drawn]);
rmSync(drawn);
