// Keeps the handbook readable without a network, once it was opened from a server. The network comes first; what was kept is
// shown where the network fails or takes too long, and says which edition it is and when it was fetched.
//
// The build puts a line before this, `const EDITION`, by which the browser sees that there is a new edition.

/** The folder of the handbook, in which other handbooks of the same host are not. */
const HOME = new URL("./", self.location).pathname;
const OURS = `sourcebook ${HOME} `;
const CACHE = OURS + EDITION;
/** The files with their digests; a handbook above a limit lists only what all pages need. */
const LIST = "kept.json";

/** How many milliseconds a reader waits for the network while there is a kept copy. */
const PATIENCE = 3000;
/** How long the network counts as slow after it has kept a reader waiting. */
const SLOW = 30_000;
/** How many of the files that were opened are kept of a large handbook. */
const OPENED = 300;

/** The day on which a file was fetched, and its digest, are kept with it. */
const DAY = "x-sourcebook-day";
const DIGEST = "x-sourcebook-digest";

let slowSince = -Infinity;

self.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOlder().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path !== null) event.respondWith(answer(event, path));
});

/** Where a file is in the handbook; null for what is none of our business. */
function pathOf(request) {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || !url.pathname.startsWith(HOME)) return null;
  let path;
  try {
    path = decodeURIComponent(url.pathname.slice(HOME.length));
  } catch {
    return null;
  }
  // The preview speaks with its pages under a hidden name.
  return path.startsWith(".") || path === LIST ? null : path;
}

const address = (path) => HOME + path.split("/").map(encodeURIComponent).join("/");

/** Keeps what the list of this edition names. A file that is not of this edition, for one is being published right now or
 * something between alters it, is not kept as such. */
async function keep() {
  const list = await fetchList();
  const cache = await caches.open(CACHE);
  const older = (await names()).filter((name) => name !== CACHE);
  // A reader who saves data has what all pages need, and what was opened.
  const sparing = navigator.connection?.saveData === true;
  const files = Object.entries(list.files).filter(([path]) => !sparing || list.frame.includes(path));
  const next = files[Symbol.iterator]();
  const work = async () => {
    for (const [path, digest] of next) await keepOne(cache, older, path, digest);
  };
  await Promise.all(Array.from({ length: 6 }, work));
  await cache.put(address(LIST), new Response(JSON.stringify(list)));
}

async function fetchList() {
  const answer = await fetch(address(LIST), { cache: "no-store" });
  const list = answer.ok ? await answer.json() : null;
  if (list?.edition !== EDITION) throw new Error("another edition is being published");
  return list;
}

async function keepOne(cache, older, path, digest) {
  for (const name of older) {
    const known = await (await caches.open(name)).match(address(path));
    if (known?.headers.get(DIGEST) === digest) {
      await put(cache, path, await known.arrayBuffer(), known.headers.get("content-type"), digest);
      return;
    }
  }
  const answer = await fetch(address(path), { cache: "no-cache" }).catch(() => null);
  if (!answer?.ok) return;
  const bytes = await answer.arrayBuffer();
  if (isOf(digest, bytes)) await put(cache, path, bytes, answer.headers.get("content-type"), digest);
}

/** Whether these bytes are the file of this edition: its digest ends with their CRC-32. */
function isOf(digest, bytes) {
  let sum = ~0;
  for (const byte of new Uint8Array(bytes)) sum = (sum >>> 8) ^ CRC[(sum ^ byte) & 255];
  return digest.endsWith(`-${(~sum >>> 0).toString(16).padStart(8, "0")}`);
}

const CRC = Int32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

/** The copy is made of bytes, for an answer that was led elsewhere must not be given to a page. */
function put(cache, path, bytes, type, digest) {
  const today = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const day = `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(today.getDate())}`;
  const headers = { "content-type": type || "application/octet-stream", [DAY]: day, [DIGEST]: digest };
  return cache.put(address(path), new Response(bytes, { headers }));
}

async function answer(event, path) {
  const request = event.request;
  const isPage = request.mode === "navigate";
  const copy = await find(path);
  const isSlow = Date.now() - slowSince < SLOW;
  if (copy && isSlow && !isPage) return copy;
  const network = fetch(request).catch(() => null);
  const found = await (copy ? Promise.race([network, late()]) : network);
  if (found && found.status < 500) {
    if (found.ok && !copy) event.waitUntil(note(path, found.clone()));
    slowSince = -Infinity;
    return found;
  }
  if (copy) {
    slowSince = Date.now();
    return isPage ? marked(copy) : copy;
  }
  if (found) return found;
  // What the page links is found from its own place, so the reader is led there.
  return isPage && (await find("offline.html")) ? Response.redirect(address("offline.html")) : Response.error();
}

const late = () => new Promise((done) => setTimeout(done, PATIENCE, null));

/** A kept file. Some servers leave out the ends of names. */
async function find(path) {
  const cache = await caches.open(CACHE);
  const folder = path === "" || path.endsWith("/");
  const ways = folder ? [`${path}index.html`] : [path, `${path}.html`, `${path}/index.html`];
  for (const way of ways) {
    const copy = await cache.match(address(way));
    if (copy) return copy;
  }
  return undefined;
}

/** A kept page says what it is; its script puts that into words. */
async function marked(copy) {
  const day = copy.headers.get(DAY);
  const edition = copy.headers.get(DIGEST) ? EDITION.slice(0, 8) : "";
  const text = (await copy.text()).replace(/<html\b/, `<html data-kept="${day}" data-edition="${edition}"`);
  return new Response(text, { headers: { "content-type": "text/html; charset=utf-8" } });
}

/** Keeps a file that was opened and is not kept yet: of a listed one only the bytes of this edition, of others the newest. */
async function note(path, found) {
  const cache = await caches.open(CACHE);
  const list = await (await cache.match(address(LIST)))?.json();
  if (!list || found.type !== "basic") return;
  const named = path === "" || path.endsWith("/") ? `${path}index.html` : path;
  const bytes = await found.arrayBuffer();
  const digest = list.files[named];
  if (digest ? !isOf(digest, bytes) : list.whole) return;
  await put(cache, named, bytes, found.headers.get("content-type"), digest ?? "");
  if (list.whole) return;
  // What was kept first is dropped first.
  const opened = (await cache.keys()).filter((key) => {
    const path = pathOf(key);
    return path !== null && !list.files[path];
  });
  await Promise.all(opened.slice(0, Math.max(0, opened.length - OPENED)).map((key) => cache.delete(key)));
}

const names = async () => (await caches.keys()).filter((name) => name.startsWith(OURS));

async function dropOlder() {
  await Promise.all((await names()).filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}
