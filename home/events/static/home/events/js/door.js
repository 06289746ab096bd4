/* The door of one event without a line. The list lies on the phone under digests of its codes; what it says of
   somebody opens with her code alone. Scans wait in the portal's own queue and are sent from there, each once. */

const here = document.querySelector("[data-door]");
const page = here?.dataset;
const keeper = self.tiwiziKept;
const subtle = self.crypto?.subtle;
const part = (name) => here.querySelector(`[data-door-${name}]`);
const text = (value) => new TextEncoder().encode(value);
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const plain = (typed) => typed.toUpperCase().replace(/[^A-Z0-9]/g, "").slice(0, 10);
const LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ";
let list = null;
let turn = Promise.resolve();
/* One after the other: two codes, or a code and a new list, do not overtake each other. */
const inTurn = (act) => turn = turn.then(act).catch(() => {});

/* From a code: where it stands in the list, and what opens that place. */
const lockOf = async (code) => {
  const base = await subtle.importKey("raw", text(code), "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: text(page.event), info: text("door") };
  const bits = new Uint8Array(await subtle.deriveBits(how, base, 384));
  return { id: hex(bits.slice(0, 16)), key: await subtle.importKey("raw", bits.slice(16), "AES-GCM", false, ["encrypt", "decrypt"]) };
};

const rowOf = async ({ code, in: slots, ...person }) => {
  const { id, key } = await lockOf(code);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return [id, { iv, data: await subtle.encrypt({ name: "AES-GCM", iv }, key, text(JSON.stringify(person))), in: slots }];
};

const inLists = (mode, act) => keeper.inStore("lists", mode, act);
const save = () => inLists("readwrite", (store) => store.put(list));
const mine = async () => (await keeper.kept()).filter((item) => item.who === page.who);
const drawn = () => hex(crypto.getRandomValues(new Uint8Array(4))).match(/../g).map((pair) => LETTERS[parseInt(pair, 16) % LETTERS.length]).join("");

const forget = async () => {
  list = null;
  await inLists("readwrite", (store) => store.delete(page.who));
  await caches.delete("door");
  part("closed").hidden = false;
  part("form").hidden = true;
};

/* One of a page: what is said of many stands once for all, and is found by its place; half days are the bits of a number. */
const clockOf = (minute) => [Math.floor(minute / 60), minute % 60].map((part) => `${part}`.padStart(2, "0")).join(":");
const slotsIn = (number, slots) => slots.filter((_slot, place) => (BigInt(`0x${number}`) >> BigInt(place)) & 1n);
const personOf = ({ kinds, parts, opens, slots, devices, today }) => {
  const opened = opens.map((number) => slotsIn(number, slots));
  return ([code, name, kind, part, state, picture, came, ...lately]) => {
    const within = {};
    for (const slot of slotsIn(came, slots)) {
      const [minute, device] = slot.startsWith(today) ? lately.splice(0, 2) : [];
      within[slot] = minute === undefined ? {} : { at: clockOf(minute), device: devices[device] };
    }
    return { code, name, kind_name: kinds[kind], part: parts[part], opens: opened[part], state, picture, in: within };
  };
};

/* The list as it stands at the server, page by page, and over it what still waits here. A download that was cut goes
   on where it stopped; a whole list asks only for what changed since, and is taken anew after half a day. */
const ANEW = 12 * 3600 * 1000;
const START = { since: "", after: "", mark: "" };
const asked = () => list?.going || (list?.mark && Date.now() - list.whole < ANEW ? { ...START, since: list.mark } : START);
const refresh = async () => {
  let going = asked();
  while (going) {
    const answer = await fetch(`${page.people}?since=${going.since}&after=${going.after}`, { cache: "no-store", redirect: "manual" });
    if (answer.status === 404) return forget();
    if (!answer.ok) return;
    going = await merge(await answer.json(), going);
    await show();
  }
};

const merge = async ({ people: packed, next, mark, ...head }, { since, mark: begun }) => {
  const people = packed.map(personOf(head));
  const rows = { ...list?.rows, ...Object.fromEntries(await Promise.all(people.map(rowOf))) };
  for (const item of await mine()) {
    if (item.state === keeper.WAITING && rows[item.id]) rows[item.id].in[item.slot] ??= item.first;
  }
  const going = next ? { since, after: next, mark: begun || mark } : null;
  const [{ days, zone, today }, { whole, mark: known } = {}] = [head, list || undefined];
  list = { of: page.who, days, zone, today, until: Date.parse(head.until), at: Date.now(), device: list?.device || drawn(), rows, going };
  [list.whole, list.mark] = [since || begun ? whole : Date.now(), going ? known : begun || mark];
  await save();
  people.filter((one) => one.picture).slice(0, 80).forEach((one) => fetch(one.picture).catch(() => {}));
  return going;
};

/* Today, as far as this phone knows: its clock may be behind the server's, which it heard last. */
const todayHere = () => {
  const here = new Intl.DateTimeFormat("en-CA", { timeZone: list.zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date());
  return here > list.today ? here : list.today;
};

const clock = (moment) => new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

/* What a code means here and now, as the server will say it later. */
const judged = async (code, day, half) => {
  const { id, key } = await lockOf(code);
  const row = list.rows[id];
  if (!row) return { answer: "unknown" };
  const person = JSON.parse(new TextDecoder().decode(await subtle.decrypt({ name: "AES-GCM", iv: row.iv }, key, row.data)));
  const slot = `${day}${half}`;
  if (person.state === "cancelled") return { answer: "cancelled", person };
  if (person.state !== "seated") return { answer: "no_seat", person };
  if (!list.days.includes(day)) return { answer: "wrong_day", person };
  if (day > todayHere()) return { answer: "too_early", person };
  if (person.opens && !person.opens.includes(slot)) return { answer: "other_part", person };
  if (row.in[slot]) return { answer: "again", person, first: row.in[slot] };
  return { answer: "done", person, id, slot, row };
};

const onCode = async (typed) => {
  const [code, day, half] = [plain(typed), part("form").elements.day.value, part("form").elements.half.value];
  let found = await judged(code, day, half);
  if (found.answer === "unknown" && navigator.onLine) {
    await refresh().catch(() => {}); /* somebody may have registered since */
    if (list) found = await judged(code, day, half);
  }
  if (found.answer === "done") await keepScan(code, day, half, found);
  tell(found);
  await show();
  tryAll();
};

const keepScan = async (code, day, half, { id, slot, row }) => {
  const [key, at] = [keeper.newKey(), Date.now()];
  const first = { at: clock(at), device: `${page.name} · ${list.device}` };
  const fields = [["key", key], ["code", code], ["day", day], ["half", half], ["device", list.device]];
  await keeper.keep({ key, who: page.who, whom: "", name: page.name, label: "", action: page.scan, line: page.line, at, state: keeper.WAITING, id, slot, first, fields });
  row.in[slot] = first;
  await save();
  navigator.serviceWorker?.ready.then((worker) => worker.sync?.register(keeper.TAG)).catch(() => {});
};

const tell = ({ answer, person, first }) => {
  const place = part("answer");
  place.hidden = false;
  place.dataset.answer = answer;
  part("name").textContent = person?.name || "";
  part("part").textContent = [person?.kind_name, person?.part].filter(Boolean).join(" · ");
  const said = here.querySelector(`[data-door-said] [data-answer="${answer}"]`).textContent;
  part("words").textContent = [said, first?.at, first?.device].filter(Boolean).join(" · ");
  const picture = part("picture");
  picture.hidden = !person?.picture;
  if (person?.picture) picture.src = person.picture;
  navigator.vibrate?.(answer === "done" ? 60 : [120, 80, 120]);
};

const show = async () => {
  const items = await mine();
  const waits = items.filter((item) => item.state === keeper.WAITING).length;
  part("state").hidden = !list;
  part("count").textContent = list ? Object.keys(list.rows).length : "";
  part("at").textContent = list ? clock(list.at) : "";
  part("partial").hidden = !list?.going;
  part("waits").hidden = !waits;
  part("waiting").textContent = waits;
  const refused = items.filter((item) => item.state === keeper.REFUSED);
  part("refused").hidden = !refused.length;
  part("refused").querySelector("ul").replaceChildren(...refused.map(card));
};

const card = (item) => {
  const made = part("one").content.cloneNode(true).firstElementChild;
  made.querySelector('[data-part="why"]').textContent = item.why || "";
  made.querySelector('[data-part="at"]').textContent = item.first.at;
  made.querySelector('[data-part="seen"]').addEventListener("click", () => keeper.drop(item.key).then(show));
  return made;
};

/* Send what waits, then take the list anew: what others wrote meanwhile is seen here too. */
const tryAll = async () => {
  const now = await keeper.sendAll(page.line).catch(() => null);
  if (now?.who === "") await forget();
  await show();
};
const again = () => tryAll().then(() => inTurn(refresh)).then(show);

/* The camera, where the browser reads codes by itself. */
const scan = async () => {
  const video = part("video");
  if (video.srcObject) return stop(video);
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.hidden = false;
  await video.play();
  const reader = new BarcodeDetector({ formats: ["qr_code"] });
  let last = "";
  const look = async () => {
    if (!video.srcObject) return;
    const [seen] = await reader.detect(video).catch(() => []);
    if (seen && seen.rawValue !== last) await inTurn(() => onCode(last = seen.rawValue));
    setTimeout(look, 250);
  };
  look();
};
const stop = (video) => {
  video.srcObject.getTracks().forEach((track) => track.stop());
  video.srcObject = null;
  video.hidden = true;
};

const begin = async () => {
  list = await inLists("readonly", (store) => store.get(page.who)) || null;
  if (list && list.until < Date.now()) list = null;
  await refresh().catch(() => {});
  if (!list) return show();
  if (!await keeper.lockOf(page.who)) await keeper.line(page.line).catch(() => {});
  part("form").addEventListener("submit", (event) => {
    if (!list) return;
    event.preventDefault();
    event.stopPropagation(); /* the next code comes at once: nothing is busy */
    const field = part("form").elements.code;
    inTurn(() => onCode(field.value)).then(() => { field.value = ""; field.focus(); });
  });
  const camera = part("camera");
  camera.hidden = !("BarcodeDetector" in self && navigator.mediaDevices);
  camera.addEventListener("click", () => scan().catch(() => { camera.hidden = true; }));
  here.dataset.ready = "1";
  await again();
};

if (page && keeper) {
  addEventListener("online", again);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) again(); });
  navigator.serviceWorker?.addEventListener("message", (event) => { if (event.data === keeper.TAG) tryAll(); });
  navigator.serviceWorker?.ready.then((worker) => worker.active.postMessage({ hand: [location.pathname] })).catch(() => {});
  begin();
}
