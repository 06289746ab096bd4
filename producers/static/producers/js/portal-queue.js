/* Forms marked data-queue are kept on the phone first, then sent: once, in their order, when there is a line.
   What is kept belongs to who was signed in; nobody else sees or sends it, and after seven days it goes. */

import { small } from "./portal-shrink.js";

const here = document.querySelector("[data-queue-here]")?.dataset;
const DAYS = 7 * 24 * 3600 * 1000;
const WAITING = "waiting", REFUSED = "refused", MET = "met";

const asked = (request) => new Promise((done, failed) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});

const opened = () => {
  const request = indexedDB.open("tiwizi-portal", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("items", { keyPath: "key" });
  return asked(request);
};

const inStore = async (mode, act) => {
  const base = await opened();
  try { return await asked(act(base.transaction("items", mode).objectStore("items"))); } finally { base.close(); }
};
const put = (item) => inStore("readwrite", (store) => store.put(item));
const drop = (key) => inStore("readwrite", (store) => store.delete(key));

/* All that is kept, oldest first; what is too old goes at this moment. */
const kept = async () => {
  const all = await inStore("readonly", (store) => store.getAll());
  const old = all.filter((item) => Date.now() - item.at > DAYS);
  await Promise.all(old.map((item) => drop(item.key)));
  return all.filter((item) => !old.includes(item)).sort((one, other) => one.at - other.at);
};

const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/* A file is copied: what it points to on the phone may be gone when the line returns. Photos are made small. */
const fieldOf = async (form, [name, value]) => {
  if (!(value instanceof File)) return [name, value];
  const kept = form.elements[name]?.dataset?.shrink ? await small(value) : value;
  return [name, new Blob([await kept.arrayBuffer()], { type: kept.type }), value.name];
};

const fieldsOf = (form, submitter) => Promise.all([...new FormData(form, submitter)]
  .filter(([name, value]) => !["csrfmiddlewaretoken", "sent_key"].includes(name) && !(value instanceof File && !value.size))
  .map((field) => fieldOf(form, field)));

const itemOf = async (form, submitter) => ({
  key: form.dataset.key ||= newKey(),
  who: here.who, whom: here.whom, name: here.name,
  label: form.dataset.queueLabel || document.querySelector("h1").textContent.trim(),
  action: form.action, at: Date.now(), state: WAITING,
  fields: await fieldsOf(form, submitter),
});

/* Who is signed in now, and the token of a form; nothing without a line, or with another person. */
const line = async () => {
  const answer = await fetch(here.line, { redirect: "manual", cache: "no-store" });
  if (!answer.ok) return null;
  const now = await answer.json();
  return now.who === here.who ? now : null;
};

const send = async (item, token) => {
  const body = new FormData();
  for (const field of item.fields) body.append(...field);
  body.append("sent_end", "1"); /* a body that was cut off lacks it */
  const headers = { "X-CSRFToken": token, "X-Sent-Key": item.key, "X-Sent-For": item.whom };
  const answer = await fetch(item.action, { method: "POST", body, headers, redirect: "manual" });
  if (answer.ok) return { done: true, location: (await answer.json()).location };
  if (answer.status === 401 || answer.status === 0 || answer.status >= 500) return { later: true };
  const isData = answer.headers.get("Content-Type")?.startsWith("application/json");
  return { status: answer.status, ...(isData ? await answer.json() : {}) };
};

/* Send one; what comes of it is written beside it before anything else happens. */
const deliver = async (item, token) => {
  const answer = await send(item, token);
  if (answer.done) await drop(item.key);
  else if (answer.conflict) await put({ ...item, state: MET, met: answer });
  else if (answer.status) await put({ ...item, state: REFUSED, status: answer.status });
  return answer;
};

const sendAll = async () => {
  const mine = (await kept()).filter((item) => item.who === here.who && item.state === WAITING);
  const now = mine.length && navigator.onLine && await line();
  for (const item of now ? mine : []) if ((await deliver(item, now.token)).later) break;
};

/* One tab at a time; the server does each key once even so. */
const alone = (act) => navigator.locks ? navigator.locks.request("tiwizi-queue", act) : act();
const tryAll = () => alone(sendAll).catch(() => {}).finally(show);

const onSubmit = async (form, submitter) => {
  const item = await itemOf(form, submitter);
  await put(item);
  navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("tiwizi-queue")).catch(() => {});
  const answer = await alone(async () => {
    const now = await line();
    return now ? deliver(item, now.token) : { later: true };
  }).catch(() => ({ later: true }));
  if (answer.done) return location.assign(answer.location || here.home);
  if (answer.conflict) return location.assign(here.waiting);
  if (answer.status === 422) { await drop(item.key); form.dataset.plain = "1"; return form.requestSubmit(submitter); }
  document.querySelector("[data-queue-kept]").hidden = false;
  form.hidden = true;
  document.querySelectorAll(`[form="${form.id}"]`).forEach((button) => { button.hidden = true; });
  return show();
};

/* How much waits, on every screen; what it is, on the screen that lists it. */
async function show() {
  const all = await kept();
  const mine = all.filter((item) => item.who === here.who);
  document.querySelectorAll("[data-queue-count]").forEach((place) => {
    place.hidden = !mine.length;
    place.querySelector("bdi").textContent = mine.length;
  });
  const list = document.querySelector("[data-queue-list]");
  if (!list) return;
  list.replaceChildren(...mine.map(card));
  document.querySelector("[data-queue-none]").hidden = mine.length > 0;
  document.querySelector("[data-queue-locked]").hidden = all.length === mine.length;
}

const rows = (place, pairs) => place.replaceChildren(...pairs.flatMap(([label, value]) => {
  const [term, said] = [document.createElement("dt"), document.createElement("dd")];
  [term.textContent, said.textContent, said.dir] = [label, value, "auto"];
  return [term, said];
}));

const card = (item) => {
  const made = document.getElementById("queue-item").content.cloneNode(true).firstElementChild;
  const part = (name) => made.querySelector(`[data-part="${name}"]`);
  made.dataset.state = item.state;
  part("label").textContent = item.met?.conflict || item.label;
  part("name").textContent = item.name;
  part("at").textContent = new Date(item.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  for (const name of [WAITING, REFUSED, MET]) part(name).hidden = item.state !== name;
  if (item.status === 404) part("not-allowed").hidden = false;
  if (item.met) { rows(part("mine"), item.met.mine); rows(part("theirs"), item.met.theirs); }
  part("drop").addEventListener("click", () => drop(item.key).then(show));
  part("leave").addEventListener("click", () => drop(item.key).then(show));
  part("keep").addEventListener("click", async () => {
    const fields = [...item.fields.filter(([name]) => name !== "seen"), ["seen", item.met.seen]];
    await put({ ...item, fields, key: newKey(), state: WAITING, met: undefined });
    await drop(item.key);
    tryAll();
  });
  return made;
};

/* Nobody is signed in, or another than before: what was kept of the pages goes. */
const forgetPages = () => { if (!here.who && "caches" in window) caches.delete("portal"); };

if (here && "indexedDB" in window) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-queue]") || form.dataset.plain || !here.who || event.submitter?.matches("[data-at-once]")) return;
    event.preventDefault();
    if (form.getAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    onSubmit(form, event.submitter).catch(() => { form.dataset.plain = "1"; form.requestSubmit(event.submitter); })
      .finally(() => form.removeAttribute("aria-busy"));
  });
  addEventListener("online", tryAll);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tryAll(); });
  navigator.serviceWorker?.addEventListener("message", (event) => { if (event.data === "tiwizi-queue") tryAll(); });
  document.querySelector("[data-queue-again]")?.addEventListener("click", tryAll);
  forgetPages();
  tryAll();
}
