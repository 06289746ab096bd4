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

/* One of the list: what is said of many stands once for all, and is found by its place. */
const clockOf = (minute) => [Math.floor(minute / 60), minute % 60].map((part) => `${part}`.padStart(2, "0")).join(":");
const personOf = ({ kinds, parts, slots, devices }) => ([code, name, kind, part, state, picture, ...came]) => {
  const within = {};
  for (let at = 0; at < came.length; at += 3) within[slots[came[at]]] = { at: clockOf(came[at + 1]), device: devices[came[at + 2]] };
  return { code, name, kind_name: kinds[kind], part: parts[part], state, picture, in: within };
};

/* The list as it stands at the server, and over it what still waits here. */
const refresh = async () => {
  const answer = await fetch(page.people, { cache: "no-store", redirect: "manual" });
  if (answer.status === 404) return forget();
  if (!answer.ok) return;
  const { people: packed, kinds, parts, slots, devices, ...shown } = await answer.json();
  const people = packed.map(personOf({ kinds, parts, slots, devices }));
  const rows = Object.fromEntries(await Promise.all(people.map(rowOf)));
  for (const item of await mine()) {
    if (item.state === keeper.WAITING && rows[item.id]) rows[item.id].in[item.slot] ??= item.first;
  }
  list = { ...shown, of: page.who, until: Date.parse(shown.until), at: Date.now(), device: list?.device || drawn(), rows };
  await save();
  people.filter((one) => one.picture).slice(0, 80).forEach((one) => fetch(one.picture).catch(() => {}));
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
