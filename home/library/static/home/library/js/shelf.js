/* Open files that somebody keeps on this device, to be read without a line. The worker hands them out. */

const SHELF = "shelf";
const HEADERS = ["Content-Type", "Content-Disposition", "Content-Security-Policy", "X-Content-Type-Options", "ETag"];
const lang = document.documentElement.lang;
const box = document.querySelector("[data-shelf]");

/* A file is the same in every language: its place on the shelf has none. */
const placeOf = (address) => location.origin + new URL(address, location.href).pathname.replace(/^\/\w+(?=\/)/, "");
const written = (bytes) => {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return value.toLocaleString(lang === "ar" ? "ar-MA" : lang, { style: "unit", unit, maximumFractionDigits: 1 });
};

async function all() {
  const cache = await caches.open(SHELF);
  const answers = await Promise.all((await cache.keys()).map(async (key) => [key.url, await cache.match(key)]));
  return answers.map(([place, { headers }]) => ({
    place,
    title: decodeURIComponent(headers.get("Shelf-Title") || ""),
    lang: headers.get("Shelf-Language") || "",
    size: Number(headers.get("Content-Length")),
  }));
}

/* What everybody may no longer have goes, as soon as a line says so. */
async function letGo({ place }) {
  const told = await fetch(`/${lang}${new URL(place).pathname}`, { method: "HEAD" }).catch(() => null);
  if (told && [404, 410].includes(told.status)) await (await caches.open(SHELF)).delete(place);
}

const total = (kept) => kept.reduce((sum, one) => sum + one.size, 0);
const say = (name) => box.querySelectorAll("[data-says]").forEach((one) => { one.hidden = one.dataset.says !== name; });

/* Read to its end before it is put in its place: half a file is never kept. */
async function keep({ url, title, language, size, most }) {
  if (total(await all()) + Number(size) > Number(most)) return "full";
  const answer = await fetch(url, { credentials: "omit", cache: "no-store" });
  if (!answer.ok || answer.redirected) return "failed";
  const whole = await answer.blob();
  if (whole.size !== Number(size)) return "failed";
  const headers = new Headers(HEADERS.filter((name) => answer.headers.has(name)).map((name) => [name, answer.headers.get(name)]));
  headers.set("Content-Length", whole.size);
  headers.set("Shelf-Title", encodeURIComponent(title));
  headers.set("Shelf-Language", language);
  await (await caches.open(SHELF)).put(placeOf(url), new Response(whole, { headers }));
  navigator.storage?.persist?.().catch(() => {});
  return "kept";
}

async function offer(worker) {
  const isKept = await caches.match(placeOf(box.dataset.url), { cacheName: SHELF });
  say(isKept ? "kept" : "offer");
  box.hidden = false;
  box.querySelector("[data-keep-it]").addEventListener("click", async () => {
    say("busy");
    const found = await keep(box.dataset).catch((reason) => (reason.name === "QuotaExceededError" ? "full" : "failed"));
    if (found === "kept") worker.active.postMessage({ hand: [box.dataset.shelf] });
    say(found);
  });
}

async function list() {
  const [kept, rows, row] = [await all(), box.querySelector("[data-rows]"), box.querySelector("template").content];
  rows.replaceChildren(...kept.map((one) => {
    const item = row.cloneNode(true);
    const link = item.querySelector("a");
    link.href = `/${lang}${new URL(one.place).pathname}`;
    link.textContent = one.title;
    if (one.lang) link.lang = one.lang;
    item.querySelector("[data-size]").textContent = written(one.size);
    item.querySelector("button").addEventListener("click", async () => {
      await (await caches.open(SHELF)).delete(one.place);
      await list();
    });
    return item;
  }));
  box.querySelector("[data-total]").textContent = `${written(total(kept))} / ${written(Number(box.dataset.most))}`;
  say(kept.length ? "some" : "none");
  box.hidden = false;
}

/* Without a worker nothing could be read later: the button stays away, and the download remains. */
if (box && "caches" in window) {
  navigator.serviceWorker?.ready.then((worker) => {
    if (box.dataset.url) return offer(worker);
    worker.active.postMessage({ hand: [location.pathname] });
    return list().then(all).then((kept) => Promise.all(kept.map(letGo))).then(list);
  }).catch(() => {});
}
