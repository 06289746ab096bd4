/* Photos are made small on the phone, sent one by one in the background, and tried again over a weak line.
   Without script the plain form sends them as they are. */

import { small } from "../../producers/js/portal-shrink.js";

const WAITS = [2, 4, 8, 15, 30];

const form = document.querySelector("[data-photos]");
const list = form.querySelector("[data-list]");
const problems = form.querySelector("[data-problems]");
const next = document.querySelector("[data-next]");
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const queue = [];
let isSending = false;
let isLeaving = false;

/* What is on its way is seen at once; an address of the phone's own would be refused by the page's rules. */
const show = (bitmap, { canvas }) => {
  const side = Math.min(bitmap.width, bitmap.height);
  const [x, y] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  canvas.getContext("2d").drawImage(bitmap, x, y, side, side, 0, 0, canvas.width, canvas.height);
};

const sent = (file, tile) => new Promise((done) => {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", token);
  data.append("photo", file, file.name || "photo.jpg");
  const call = new XMLHttpRequest();
  call.open("POST", location.pathname);
  call.setRequestHeader("Accept", "application/json");
  call.responseType = "json";
  call.timeout = 180_000;
  call.upload.onprogress = (event) => { tile.bar.value = event.lengthComputable ? 100 * event.loaded / event.total : 0; };
  call.onload = () => done({ status: call.status, answer: call.response || {} });
  call.onerror = call.ontimeout = () => done({ status: 0, answer: {} });
  call.send(data);
});

const tileFor = () => {
  const row = document.querySelector("[data-tile]").content.cloneNode(true).firstElementChild;
  const tile = { row, bar: row.querySelector("progress"), state: row.querySelector("[data-state]"), canvas: row.querySelector("canvas"), remove: row.querySelector("button") };
  tile.state.textContent = form.dataset.sending;
  list.querySelector("[data-none]")?.remove();
  list.append(row);
  return tile;
};

const tell = (words) => {
  problems.replaceChildren(Object.assign(document.createElement("p"), { className: "field-error", textContent: words }));
  problems.firstChild.dataset.role = "error";
};

const pause = (seconds) => new Promise((done) => {
  const go = () => { clearTimeout(timer); removeEventListener("online", go); done(); };
  const timer = setTimeout(go, seconds * 1000);
  addEventListener("online", go);
});

const send = async ({ file, tile }) => {
  const ready = await small(file, (bitmap) => show(bitmap, tile));
  for (let tried = 0; ; tried += 1) {
    const { status, answer } = await sent(ready, tile);
    if (status >= 200 && status < 300) {
      tile.row.dataset.photo = answer.id;
      tile.bar.remove();
      tile.state.remove();
      tile.remove.value = answer.id;
      tile.remove.hidden = false;
      return;
    }
    if (status >= 400 && status < 500) {
      tile.row.remove();
      isLeaving = false;
      next.querySelector("button").removeAttribute("aria-busy");
      if (answer.message) tell(answer.message);
      return;
    }
    tile.state.textContent = form.dataset.waiting;
    await pause(WAITS[Math.min(tried, WAITS.length - 1)]);
    tile.state.textContent = form.dataset.sending;
  }
};

const work = async () => {
  if (isSending) return;
  isSending = true;
  while (queue.length) await send(queue.shift());
  isSending = false;
  if (isLeaving) next.querySelector("button").click();
};

form.querySelectorAll("input[type=file]").forEach((input) => input.addEventListener("change", () => {
  problems.replaceChildren();
  for (const file of input.files) {
    if (list.querySelectorAll(".goods-photo:not([data-none])").length >= Number(form.dataset.most)) {
      tell(form.dataset.enough);
      break;
    }
    queue.push({ file, tile: tileFor() });
  }
  input.value = "";
  work();
}));

/* One tap goes on: what is still on its way is waited for. */
next.addEventListener("submit", (event) => {
  if (!isSending && !queue.length) return;
  event.preventDefault();
  event.stopPropagation(); // it is not sent yet: the page's rule of one press counts the next one
  isLeaving = true;
  next.querySelector("button").setAttribute("aria-busy", "true");
});

form.dataset.ready = "";
