/* The shop without a line: its shell, the last pages seen and their small pictures stay readable.
   What belongs to a person is never kept: cart, checkout, orders, account, back office. */
importScripts("{{ keeper }}");
const LINE = "{{ line }}";
const SHELL = "shell-{{ version }}";
const PAGES = "pages";
const PICTURES = "pictures";
/* Screens of the portal, for the one who is signed in on this phone: they go when she signs out, when
   somebody else comes, and after seven days. Their styles and scripts are anybody's. */
const PORTAL = "portal";
const PARTS = "parts";
const WEEK = 7 * 24 * 3600 * 1000;
/* The door of an event on a helper's phone: its page stays until its key is taken back, or a week. */
const DOOR = "door";
/* Files under open licences that somebody chose to keep, and the page that lists them. */
const SHELF_FILES = "shelf";
const SHELF_LIST = "shelf-list";
const KEPT = { [PAGES]: 30, [PICTURES]: 120, [PORTAL]: 40, [PARTS]: 60, [DOOR]: 4, [SHELF_LIST]: 8 };
const FILES = {{ files|safe }};
const SPARED = (file) => navigator.connection?.saveData && file.endsWith(".woff2");
const LANGUAGES = {{ languages|safe }};
const OPEN = new RegExp(`^/(${LANGUAGES.join("|")})/($|shop/(?!suggest|country|back)|producers/|stories/|pages/|training/|tools/|guides/)`);

/* Where a screen is for a few answers only, another one takes its place without a line. */
const STANDS_IN = [[/\/portal\/add\/$/, "whole/"]];
const HERS = new RegExp(`^/(${LANGUAGES.join("|")})/portal/`);
const DOORS = new RegExp(`^/(${LANGUAGES.join("|")})/portal/door/[^/]+/$`);
const SHELVES = new RegExp(`^/(${LANGUAGES.join("|")})/library/shelf/$`);
const SHELVED = new RegExp(`^/(?:${LANGUAGES.join("|")})(/library/[-\\w]+/file/)$`);
const LEAVING = {{ leaving|safe }};

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(FILES.filter((file) => !SPARED(file)))).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const isOld = (name) => ![SHELL, PAGES, PICTURES, PORTAL, PARTS, DOOR, SHELF_FILES, SHELF_LIST].includes(name);
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name))))
    .then(expire).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.mode === "navigate") event.waitUntil(expire());
  if (request.method === "POST" && LEAVING.some((end) => url.pathname.endsWith(end))) event.waitUntil(caches.delete(PORTAL));
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && DOORS.test(url.pathname)) event.respondWith(door(request, url));
  else if (SHELVED.test(url.pathname)) event.respondWith(shelved(request, url));
  else if (request.mode === "navigate" && SHELVES.test(url.pathname)) event.respondWith(shelf(request, url));
  else if (request.mode === "navigate" && HERS.test(url.pathname)) event.respondWith(screen(request, url));
  else if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (FILES.includes(url.pathname)) event.respondWith(kept(request, SHELL));
  else if (/\/(producers|shop|home\/\w+)\/(css|js)\//.test(url.pathname)) event.respondWith(fresh(request));
  else if (/-240-[0-9a-f]+\.(avif|webp)$/.test(url.pathname)) event.respondWith(kept(request, PICTURES));
});

/* What somebody typed into a tool stands in the address when there is no script: that is never kept. */
const isOpenTo = (url) => OPEN.test(url.pathname) && !(url.search && url.pathname.includes("/tools/"));

/* From the line; without one as it was last seen, if it is anybody's page; else a page that says so. */
async function page(request, url) {
  const isOpen = isOpenTo(url);
  try {
    const answer = await fetch(request);
    if (isOpen && answer.ok && !answer.redirected) await keep(PAGES, url.href, answer.clone());
    return answer;
  } catch {
    const seen = isOpen && await caches.match(url.href, { cacheName: PAGES });
    const lang = LANGUAGES.find((code) => url.pathname.startsWith(`/${code}/`)) || LANGUAGES[0];
    return seen || caches.match(`/${lang}/offline/`, { cacheName: SHELL });
  }
}

/* From the line, and kept for her if the page says for whom; without one as she last saw it. */
async function screen(request, url) {
  try {
    const answer = await fetch(request);
    const who = answer.headers.get("Portal-Keep");
    if (who && answer.ok) await keepHers(url.href, who, answer.clone());
    return answer;
  } catch {
    const seen = await caches.match(url.href, { cacheName: PORTAL }) || await standIn(url);
    return isFresh(seen) ? dated(seen, url) : page(request, url);
  }
}

async function door(request, url) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await keep(DOOR, url.href, answer.clone());
    else if (answer.status === 404) await (await caches.open(DOOR)).delete(url.href);
    return answer;
  } catch {
    const seen = await caches.match(url.href, { cacheName: DOOR });
    return isFresh(seen) ? seen : page(request, url);
  }
}

async function shelf(request, url) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await keep(SHELF_LIST, url.href, answer.clone());
    return answer;
  } catch {
    return await caches.match(url.href, { cacheName: SHELF_LIST }) || page(request, url);
  }
}

/* What is kept is not fetched again. A line, if there is one, is asked whether everybody may still have it. */
async function shelved(request, url) {
  const place = url.origin + SHELVED.exec(url.pathname)[1];
  const found = await caches.match(place, { cacheName: SHELF_FILES });
  if (!found) return request.mode === "navigate" ? page(request, url) : fetch(request);
  const told = await fetch(url.href, { method: "HEAD", signal: AbortSignal.timeout(3000) }).catch(() => null);
  if (!told || ![404, 410].includes(told.status)) return part(found, request.headers.get("Range"));
  await (await caches.open(SHELF_FILES)).delete(place);
  return fetch(request);
}

/* Players ask for pieces. */
async function part(answer, range) {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(range || "");
  if (!asked) return answer;
  const whole = await answer.blob();
  const [from, to] = [Number(asked[1]), Math.min(asked[2] ? Number(asked[2]) : Infinity, whole.size - 1)];
  if (from > to) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${whole.size}` } });
  const headers = new Headers(answer.headers);
  headers.set("Content-Range", `bytes ${from}-${to}/${whole.size}`);
  headers.set("Content-Length", to - from + 1);
  return new Response(whole.slice(from, to + 1), { status: 206, headers });
}

/* A screen that was kept says so, and since when. */
async function dated(answer, url) {
  const at = new Date(answer.headers.get("Date"));
  const lang = url.pathname.split("/")[1];
  const words = at.toLocaleString(lang === "ar" ? "ar-MA" : lang, { dateStyle: "long", timeStyle: "short" });
  const text = (await answer.text()).replace(" data-kept-since hidden>", " data-kept-since>")
    .replace("<time></time>", `<time datetime="${at.toISOString()}">${words}</time>`);
  const { status, statusText, headers } = answer;
  return new Response(text, { status, statusText, headers });
}

const isFresh = (answer) => answer && Date.now() - new Date(answer.headers.get("Date")) < WEEK;

async function standIn(url) {
  const found = STANDS_IN.find(([path]) => path.test(url.pathname));
  return found && caches.match(new URL(found[1], url.origin + url.pathname).href, { cacheName: PORTAL });
}

/* After seven days the phone itself lets go of what it kept, with or without a line. */
async function expire() {
  await self.tiwiziKept?.kept();
  for (const cache of [await caches.open(PORTAL), await caches.open(DOOR)]) {
    for (const one of await cache.keys()) if (!isFresh(await cache.match(one))) await cache.delete(one);
  }
}

/* A screen or a page that somebody will want without a line, with its styles and scripts. */
async function layBy(path) {
  const url = new URL(path, self.location.origin);
  const answer = await fetch(url, { credentials: "same-origin" });
  const [who, isDoor, isOpen] = [answer.headers.get("Portal-Keep"), DOORS.test(url.pathname), isOpenTo(url)];
  const isShelf = SHELVES.test(url.pathname);
  if (!(who || isDoor || isOpen || isShelf) || !answer.ok || answer.redirected) return;
  const text = await answer.clone().text();
  await (who ? keepHers(url.href, who, answer) : keep(isDoor ? DOOR : isShelf ? SHELF_LIST : PAGES, url.href, answer));
  const parts = [...text.matchAll(/(?:href|src)="([^"]+\/(?:producers|shop|home\/\w+)\/(?:css|js)\/[^"]+)"/g)].map((found) => found[1]);
  await Promise.all(parts.map((part) => fresh(new Request(part))));
}

self.addEventListener("message", (event) => {
  if (event.data?.hand) event.waitUntil(Promise.all(event.data.hand.map(layBy)).catch(() => {}));
});
self.addEventListener("periodicsync", (event) => event.waitUntil(expire()));

async function keepHers(url, who, answer) {
  const cache = await caches.open(PORTAL);
  const [first] = await cache.keys();
  const before = first && await cache.match(first);
  if (before && before.headers.get("Portal-Keep") !== who) await caches.delete(PORTAL);
  await keep(PORTAL, url, answer);
}

async function fresh(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await keep(PARTS, request.url, answer.clone());
    return answer;
  } catch {
    return await caches.match(request.url, { cacheName: PARTS }) || Response.error();
  }
}

/* The line is back: the pages that are open send what waits; without any the worker does. */
self.addEventListener("sync", (event) => event.waitUntil(sendAll()));

async function sendAll() {
  const pages = await self.clients.matchAll({ type: "window" });
  pages.forEach((one) => one.postMessage("tiwizi-queue"));
  const kept = pages.length ? [] : await self.tiwiziKept?.kept() ?? [];
  for (const line of new Set(kept.map((item) => item.line || LINE))) await self.tiwiziKept.sendAll(line);
}

async function kept(request, name) {
  const there = await caches.match(request.url, { cacheName: name });
  if (there) return there;
  const answer = await fetch(request);
  if (answer.ok) await keep(name, request.url, answer.clone());
  return answer;
}

/* Read to its end, then put in one step in the place of what was kept: nobody who looks meanwhile, and no line
   that is cut half way, finds nothing. What was put last stands last. */
async function keep(name, url, answer) {
  const { status, statusText, headers } = answer;
  answer = new Response(await answer.blob(), { status, statusText, headers });
  const cache = await caches.open(name);
  await cache.put(url, answer);
  const urls = await cache.keys();
  await Promise.all(urls.slice(0, Math.max(0, urls.length - (KEPT[name] ?? urls.length))).map((one) => cache.delete(one)));
}
