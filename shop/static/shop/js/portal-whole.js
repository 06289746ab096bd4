/* A whole product on one page, shown part by part; photos are made small and gathered. Without script it is one form. */

import { small } from "../../producers/js/portal-shrink.js";

const form = document.querySelector("[data-whole]");
const parts = [...form.querySelectorAll("[data-part]")];
const go = document.querySelector("[data-go]");
const send = document.querySelector('[data-role="keep"]');
const steps = document.querySelector("[data-whole-steps]");
const list = form.querySelector("[data-list]");
const none = form.querySelector("[data-none]");
const enough = form.querySelector("[data-enough]");
const photos = [];
let at = 0;
let busy = 0;
let isLeaving = false;

/* Each product has its own key, drawn here: the page itself may have been kept and be shown many times. */
const key = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
  .replaceAll("+", "-").replaceAll("/", "_").slice(0, 22);

const show = (place) => {
  at = place;
  parts.forEach((part, number) => { part.hidden = number !== at; });
  const isLast = at === parts.length - 1;
  [go.hidden, send.hidden] = [isLast, !isLast];
  steps.querySelector("progress").value = at + 1;
  scrollTo(0, 0);
};

const fits = () => {
  const slug = form.elements.category?.value || "";
  form.querySelectorAll("[data-for]").forEach((question) => { question.hidden = !question.dataset.for.split(" ").includes(slug); });
  form.querySelectorAll("[data-when]").forEach((place) => { place.hidden = form.elements.counting.value !== place.dataset.when; });
  const name = form.querySelector("[name=category]:checked")?.closest("label")?.textContent.trim();
  form.dataset.queueLabel = [document.querySelector("h1").textContent.trim(), name].filter(Boolean).join(" · ");
};

/* What was taken is seen at once; an address of the phone's own would be refused by the page's rules. */
const draw = (bitmap, canvas) => {
  const side = Math.min(bitmap.width, bitmap.height);
  canvas.getContext("2d").drawImage(bitmap, (bitmap.width - side) / 2, (bitmap.height - side) / 2, side, side, 0, 0, canvas.width, canvas.height);
};

const take = async (file) => {
  const row = document.querySelector("[data-tile]").content.cloneNode(true).firstElementChild;
  const photo = { file, name: file.name || "photo.jpg" };
  photos.push(photo);
  list.append(row);
  row.querySelector("button").addEventListener("click", () => { photos.splice(photos.indexOf(photo), 1); row.remove(); });
  busy += 1;
  photo.file = await small(file, (bitmap) => draw(bitmap, row.querySelector("canvas")));
  busy -= 1;
  if (!busy && isLeaving) form.requestSubmit(send);
};

form.querySelectorAll('input[type=file][name="photo"]').forEach((input) => input.addEventListener("change", () => {
  const left = Number(form.dataset.most) - photos.length;
  [...input.files].slice(0, left).forEach(take);
  enough.hidden = input.files.length <= left;
  none.hidden = true;
  input.value = "";
}));

form.addEventListener("formdata", ({ formData }) => {
  formData.delete("photo");
  for (const { file, name } of photos) formData.append("photo", file, name);
});

form.addEventListener("change", fits);
form.addEventListener("submit", (event) => {
  if (at < parts.length - 1) { event.preventDefault(); event.stopPropagation(); go.click(); return; }
  if (!busy) return;
  event.preventDefault();
  event.stopPropagation(); /* the queue takes it when the photos are ready */
  isLeaving = true;
});

go.addEventListener("click", () => {
  if (!at && !photos.length) { none.hidden = false; return; }
  show(at + 1);
});

document.querySelector(".portal-back")?.addEventListener("click", (event) => {
  if (!at || form.hidden) return;
  event.preventDefault();
  show(at - 1);
});

/* On the phone an agent says herself for whom it is: without a line she cannot choose anew. */
const whom = form.querySelector("[data-queue-whom]");
if (whom && self.tiwiziKept) {
  whom.disabled = false;
  whom.closest("[data-whom-choice]").hidden = false;
}

form.elements.key.value = key();
form.classList.add("goods-photos");
form.dataset.ready = "";
steps.hidden = false;
fits();
show(Math.max(0, parts.findIndex((part) => part.querySelector(".field-error:not([hidden])"))));
