/* What a phone keeps of the portal while there is no line: for its pages, and for the worker that sends when none
   is open. What was pressed is sealed: the phone alone can close it, not open it again. Opening needs a secret that
   the server gives to whom is signed in, and that is never written down here. A phone that is lost holds no more
   than a list: what waits, for whom, since when. After seven days that goes too. */

self.tiwiziKept = (() => {
  const DAYS = 7 * 24 * 3600 * 1000;
  const WAITING = "waiting", REFUSED = "refused", MET = "met";
  const CURVE = { name: "ECDH", namedCurve: "P-256" };
  const TAG = "tiwizi-queue";
  const subtle = self.crypto?.subtle;
  if (!subtle || !("indexedDB" in self)) return null;

  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

  const opened = () => {
    const request = indexedDB.open("tiwizi-portal", 3);
    request.onupgradeneeded = () => {
      const base = request.result;
      for (const [name, keyPath] of [["items", "key"], ["locks", "who"], ["lists", "of"]]) {
        if (!base.objectStoreNames.contains(name)) base.createObjectStore(name, { keyPath });
      }
    };
    return asked(request);
  };

  const inStore = async (name, mode, act) => {
    const base = await opened();
    try { return await asked(act(base.transaction(name, mode).objectStore(name))); } finally { base.close(); }
  };

  const random = (length) => crypto.getRandomValues(new Uint8Array(length));
  const newKey = () => [...random(16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  /* Fields and their files as one piece: a length, the fields as text, the files behind it. */
  const packed = (content) => {
    const files = [];
    const mark = (_, value) => value instanceof Blob ? { file: files.push(value), type: value.type, size: value.size } : value;
    const head = new TextEncoder().encode(JSON.stringify(content, mark));
    return new Blob([new Uint32Array([head.length]), head, ...files]).arrayBuffer();
  };

  const unpacked = (bytes) => {
    const length = new Uint32Array(bytes.slice(0, 4))[0];
    let at = 4 + length;
    const cut = (size) => bytes.slice(at, at += size);
    return JSON.parse(new TextDecoder().decode(bytes.slice(4, at)), (_, value) =>
      Number.isInteger(value?.file) ? new Blob([cut(value.size)], { type: value.type }) : value);
  };

  const agreed = (mine, theirs, use) =>
    subtle.deriveKey({ name: "ECDH", public: theirs }, mine, { name: "AES-GCM", length: 256 }, false, [use]);

  const sealed = async (lock, content) => {
    const [pair, iv] = [await subtle.generateKey(CURVE, false, ["deriveKey"]), random(12)];
    const key = await agreed(pair.privateKey, lock, "encrypt");
    return { from: pair.publicKey, iv, data: await subtle.encrypt({ name: "AES-GCM", iv }, key, await packed(content)) };
  };

  const secretKey = (hex) => subtle.importKey("raw", Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16)), "AES-GCM", false, ["wrapKey", "unwrapKey"]);
  const lockOf = (who) => inStore("locks", "readonly", (store) => store.get(who));

  /* The half that opens, for this moment; a phone without a lock for her makes one. */
  const handOf = async (who, secrets) => {
    const there = await lockOf(who);
    for (const secret of there ? secrets : []) {
      try {
        return await subtle.unwrapKey("pkcs8", there.hidden, await secretKey(secret), { name: "AES-GCM", iv: there.iv }, CURVE, false, ["deriveKey"]);
      } catch { /* another secret of the server's, from before it changed */ }
    }
    const [pair, iv] = [await subtle.generateKey(CURVE, true, ["deriveKey"]), random(12)];
    const hidden = await subtle.wrapKey("pkcs8", pair.privateKey, await secretKey(secrets[0]), { name: "AES-GCM", iv });
    await inStore("locks", "readwrite", (store) => store.put({ who, lock: pair.publicKey, iv, hidden }));
    return pair.privateKey;
  };

  /* Before the server has given the first secret nothing can be sealed: then it lies open until it is sent. */
  const closed = async ({ fields, met, sealed: _, ...shown }) => {
    const there = await lockOf(shown.who);
    return { ...shown, ...there ? { sealed: await sealed(there.lock, { fields, met }) } : { fields, met } };
  };
  const keep = async (item) => {
    const value = await closed(item);
    await inStore("items", "readwrite", (store) => store.put(value));
  };

  /* How far one has come, or what became of it. What another tab has sent and dropped meanwhile stays dropped. */
  const note = async (item) => {
    const value = await closed(item);
    await inStore("items", "readwrite", (store) => {
      const there = store.openCursor(item.key);
      there.addEventListener("success", () => there.result?.update(value));
      return there;
    });
  };

  const open = async (item, hand) => {
    if (!item.sealed) return item;
    const { from, iv, data } = item.sealed;
    return { ...item, ...unpacked(await subtle.decrypt({ name: "AES-GCM", iv }, await agreed(hand, from, "decrypt"), data)) };
  };

  const drop = (key) => inStore("items", "readwrite", (store) => store.delete(key));

  /* All that is kept, oldest first; what is too old goes at this moment, and so does the list of an event that is over.
     Some may last longer: cash that was taken. */
  const kept = async () => {
    const all = await inStore("items", "readonly", (store) => store.getAll());
    for (const list of await inStore("lists", "readonly", (store) => store.getAll())) {
      if (list.until < Date.now()) await inStore("lists", "readwrite", (store) => store.delete(list.of));
    }
    const old = all.filter((item) => Date.now() - item.at > (item.lasts || DAYS));
    await Promise.all(old.map((item) => drop(item.key)));
    return all.filter((item) => !old.includes(item)).sort((one, other) => one.at - other.at);
  };

  /* Nobody is let in any more: a phone that was revoked, or left alone. What it kept of the screens goes. */
  const lock = () => caches.delete("portal");

  /* Who is signed in now, the token of a form, and what opens; nothing without a line. */
  const line = async (address) => {
    const answer = await fetch(address, { redirect: "manual", cache: "no-store", credentials: "same-origin" });
    if (answer.type === "opaqueredirect" || answer.status === 401) { await lock(); return { who: "" }; }
    if (!answer.ok) return null;
    const now = await answer.json();
    return now.who ? { ...now, hand: await handOf(now.who, now.secrets) } : now;
  };

  const post = async (item, token, address, key, fields) => {
    const body = new FormData();
    for (const field of fields) body.append(...field);
    body.append("sent_end", "1"); /* a body that was cut off lacks it */
    const headers = { "X-CSRFToken": token, "X-Sent-Key": key, "X-Sent-For": item.whom, Accept: "application/json" };
    const answer = await fetch(address, { method: "POST", body, headers, redirect: "manual", credentials: "same-origin" });
    if (answer.ok) return { done: true, location: (await answer.json()).location };
    if (answer.status === 401 || answer.status === 0 || answer.status >= 500) return { later: true };
    const isData = answer.headers.get("Content-Type")?.startsWith("application/json");
    const told = isData ? await answer.json() : { message: said(await answer.text()) };
    return { status: answer.status, ...told };
  };

  /* What a page says is wrong, where there is something that reads pages. */
  const said = (page) => self.DOMParser
    && new DOMParser().parseFromString(page, "text/html").querySelector(".field-error, .portal-error, .errors li")?.textContent.trim() || "";

  /* Photos go one by one and are crossed off as they arrive, so that a weak line goes on where it was cut. */
  const sendEach = async (item, token) => {
    for (let field; item.each && (field = item.fields.find(([name]) => name === item.each.name));) {
      const answer = await post(item, token, item.each.to, `${item.key}-${item.each.sent}`, [field]);
      if (answer.later || answer.status === 404) return answer;
      if (!answer.done) item.why = [item.why, answer.message || answer.why || answer.status].filter(Boolean).join(" ");
      item.each.sent += 1;
      item.fields = item.fields.filter((one) => one !== field);
      await note(item);
    }
    return null;
  };

  /* Send one; what comes of it is written beside it before anything else happens. */
  const deliver = async (item, token) => {
    const answer = await sendEach(item, token) || await post(item, token, item.action, item.key, item.fields);
    if (answer.done && item.why) await note({ ...item, state: REFUSED, fields: [], each: undefined, goes: answer.location });
    else if (answer.done) await drop(item.key);
    else if (answer.conflict) await note({ ...item, state: MET, met: answer });
    else if (answer.status) await note({ ...item, state: REFUSED, status: answer.status, why: answer.message || item.why });
    return answer;
  };

  const readAndDeliver = async (item, now) => {
    let whole;
    try { whole = await open(item, now.hand); } catch { await note({ ...item, state: REFUSED, fields: [] }); return {}; }
    return deliver(whole, now.token);
  };

  /* One tab at a time; the server does each key once even so. */
  const alone = (act) => navigator.locks ? navigator.locks.request(TAG, act) : act();

  /* Send what waits for whom is signed in; return who that is. */
  const sendAll = (address) => alone(async () => {
    const all = (await kept()).filter((item) => item.state === WAITING);
    const now = all.length && navigator.onLine ? await line(address) : null;
    for (const item of now ? all : []) {
      if (item.who === now.who && (await readAndDeliver(item, now)).later) break;
    }
    return now;
  });

  return { WAITING, REFUSED, MET, TAG, alone, deliver, drop, inStore, keep, kept, line, lock, lockOf, newKey, open, sendAll };
})();
