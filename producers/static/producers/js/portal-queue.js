/* Forms marked data-queue are kept on the phone first, then sent: once, in their order, when there is a line.
   What is kept belongs to who was signed in; nobody else sees or sends it, and after seven days it goes. */

import { small } from "./portal-shrink.js";

const here = document.querySelector("[data-queue-here]")?.dataset;
const keeper = self.tiwiziKept;
let hand = null; /* what opens, while this page stands */

/* A file is copied: what it points to on the phone may be gone when the line returns. Photos are made small. */
const fieldOf = async (form, [name, value]) => {
  if (!(value instanceof File)) return [name, value];
  const made = form.elements[name]?.dataset?.shrink ? await small(value) : value;
  return [name, new Blob([await made.arrayBuffer()], { type: made.type }), value.name];
};

const fieldsOf = (form, submitter) => Promise.all([...new FormData(form, submitter)]
  .filter(([name, value]) => !["csrfmiddlewaretoken", "sent_key"].includes(name) && !(value instanceof File && !value.size))
  .map((field) => fieldOf(form, field)));

/* What is sent piece by piece before the rest: data-queue-each names the field, data-queue-to where it goes. */
const eachOf = (form) => form.dataset.queueEach
  ? { name: form.dataset.queueEach, to: form.dataset.queueTo.replace("KEY", form.elements.key.value), sent: 0 }
  : undefined;

/* For whom it is: who is acted for on this screen, or whom the form names. */
const whomOf = (form) => {
  const chosen = form.querySelector("[data-queue-whom]:enabled");
  return chosen ? { whom: chosen.value, name: chosen.selectedOptions[0].textContent } : { whom: here.whom, name: here.name };
};

const itemOf = async (form, submitter) => ({
  key: form.dataset.key ||= keeper.newKey(),
  who: here.who, ...whomOf(form),
  label: form.dataset.queueLabel || document.querySelector("h1").textContent.trim(),
  action: form.action, at: Date.now(), state: keeper.WAITING, each: eachOf(form),
  fields: await fieldsOf(form, submitter),
});

/* Whoever the server does not know any more sees nothing of what is kept, also on a screen that is open still. */
const heard = (now) => {
  if (now?.hand && now.who === here.who) hand = now.hand;
  if (now && now.who !== here.who) here.who = "";
  return now && now.who === here.who ? now : null;
};

const tryAll = () => keeper.sendAll(here.line).then(heard).catch(() => {}).finally(show);

const onSubmit = async (form, submitter) => {
  const item = await itemOf(form, submitter);
  await keeper.keep(item);
  navigator.serviceWorker?.ready.then((worker) => worker.sync?.register(keeper.TAG)).catch(() => {});
  const answer = await keeper.alone(async () => {
    const now = heard(await keeper.line(here.line));
    return now ? keeper.deliver(item, now.token) : { later: true };
  }).catch(() => ({ later: true }));
  if (answer.done && !item.why) return location.assign(answer.location || here.home);
  if (answer.done || answer.conflict) return location.assign(here.waiting);
  if (answer.status === 422) { await keeper.drop(item.key); form.dataset.plain = "1"; return form.requestSubmit(submitter); }
  form.hidden = true;
  document.querySelectorAll("[data-queue-kept], [data-queue-after]").forEach((part) => { part.hidden = false; });
  document.querySelectorAll(`[form="${form.id}"]`).forEach((button) => { button.hidden = true; });
  document.querySelector("[data-queue-kept]").scrollIntoView({ block: "center" });
  return show();
};

/* Where somebody chooses between two versions, both are opened; without a line they stay closed. */
const opened = async (item) => {
  if (item.state !== keeper.MET) return item;
  try { hand ||= heard(await keeper.line(here.line))?.hand; return await keeper.open(item, hand); } catch { return item; }
};

/* How much waits, on every screen; what it is, on the screen that lists it. */
async function show() {
  const all = await keeper.kept();
  const mine = all.filter((item) => here.who && item.who === here.who);
  document.querySelectorAll("[data-queue-count]").forEach((place) => {
    place.hidden = !mine.length;
    place.querySelector("bdi").textContent = mine.length;
  });
  const list = document.querySelector("[data-queue-list]");
  if (!list) return;
  const cards = (await Promise.all(mine.map(opened))).map(card);
  list.replaceChildren(...here.who ? cards : []);
  document.querySelector("[data-queue-none]").hidden = mine.length > 0 || !here.who;
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
  for (const name of [keeper.WAITING, keeper.REFUSED, keeper.MET]) part(name).hidden = item.state !== name;
  if (item.status === 404) part("not-allowed").hidden = false;
  part("why").textContent = item.why || "";
  if (item.goes) { part("goes").href = item.goes; part("goes").hidden = false; }
  part("sides").hidden = !item.met;
  if (item.met) { rows(part("mine"), item.met.mine); rows(part("theirs"), item.met.theirs); }
  part("drop").addEventListener("click", () => keeper.drop(item.key).then(show));
  part("leave").addEventListener("click", () => keeper.drop(item.key).then(show));
  part("keep").addEventListener("click", async () => {
    const fields = [...item.fields.filter(([name]) => name !== "seen"), ["seen", item.met.seen]];
    await keeper.keep({ ...item, fields, key: keeper.newKey(), state: keeper.WAITING, met: undefined });
    await keeper.drop(item.key);
    tryAll();
  });
  return made;
};

/* Once for each person: the lock that her things are closed with, while there is a line to get it. */
const prepare = async () => {
  if (!here.who || !navigator.onLine || await keeper.lockOf(here.who)) return;
  heard(await keeper.line(here.line));
  await keeper.alone(async () => {
    for (const item of await keeper.kept()) if (item.who === here.who && !item.sealed) await keeper.keep(item);
  });
};

/* Screens that are wanted without a line are fetched while there is one. */
const layBy = () => {
  const wanted = document.querySelector("[data-queue-hand]")?.dataset.queueHand.split(" ").filter(Boolean);
  if (wanted?.length && navigator.onLine) navigator.serviceWorker?.ready.then((worker) => worker.active.postMessage({ hand: wanted })).catch(() => {});
};

if (here && keeper) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-queue]") || form.dataset.plain || !here.who || event.submitter?.matches("[data-at-once]")) return;
    event.preventDefault();
    if (form.getAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    onSubmit(form, event.submitter).catch(() => { form.dataset.plain = "1"; delete form.dataset.sent; form.requestSubmit(event.submitter); })
      .finally(() => form.removeAttribute("aria-busy"));
  });
  addEventListener("online", tryAll);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tryAll(); });
  navigator.serviceWorker?.addEventListener("message", (event) => { if (event.data === keeper.TAG) tryAll(); });
  document.querySelector("[data-queue-again]")?.addEventListener("click", tryAll);
  if (!here.who) keeper.lock();
  prepare().catch(() => {}).finally(tryAll);
  layBy();
  navigator.serviceWorker?.ready.then((worker) => worker.periodicSync?.register(keeper.TAG, { minInterval: 24 * 3600 * 1000 })).catch(() => {});
}
