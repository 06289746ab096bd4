/* The shop without a line: its shell, the last pages seen and their small pictures stay readable.
   What belongs to a person is never kept: cart, checkout, orders, account, back office. */
const SHELL = "shell-{{ version }}";
const PAGES = "pages";
const PICTURES = "pictures";
const KEPT = { [PAGES]: 30, [PICTURES]: 120 };
const FILES = {{ files|safe }};
const SPARED = (file) => navigator.connection?.saveData && file.endsWith(".woff2");
const LANGUAGES = {{ languages|safe }};
const OPEN = new RegExp(`^/(${LANGUAGES.join("|")})/($|shop/(?!suggest|country|back)|producers/|stories/|pages/)`);

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(FILES.filter((file) => !SPARED(file)))).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const isOld = (name) => ![SHELL, PAGES, PICTURES].includes(name);
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (FILES.includes(url.pathname)) event.respondWith(kept(request, SHELL));
  else if (/-240-[0-9a-f]+\.(avif|webp)$/.test(url.pathname)) event.respondWith(kept(request, PICTURES));
});

/* From the line; without one as it was last seen, if it is anybody's page; else a page that says so. */
async function page(request, url) {
  const isOpen = OPEN.test(url.pathname);
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

async function kept(request, name) {
  const there = await caches.match(request.url, { cacheName: name });
  if (there) return there;
  const answer = await fetch(request);
  if (answer.ok) await keep(name, request.url, answer.clone());
  return answer;
}

async function keep(name, url, answer) {
  const cache = await caches.open(name);
  await cache.delete(url);
  await cache.put(url, answer);
  const urls = await cache.keys();
  await Promise.all(urls.slice(0, Math.max(0, urls.length - (KEPT[name] ?? urls.length))).map((one) => cache.delete(one)));
}
