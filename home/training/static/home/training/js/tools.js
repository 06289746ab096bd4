/* The tools reckon on the phone: what is typed is kept there and sent to nobody. Without this they are forms. */

const form = document.querySelector("form[data-tool]");
const kept = `tiwizi-tool-${form.dataset.tool}`;
const result = document.querySelector("[data-result]");
const forget = form.querySelector("[data-forget]");
const lang = document.documentElement.lang;
const numbers = new Intl.NumberFormat(lang === "ar" ? "ar-MA-u-nu-latn" : lang, { minimumFractionDigits: 0, maximumFractionDigits: 2 });
const DIGITS = "٠١٢٣٤٥٦٧٨٩";

const storage = (act) => { try { return act(localStorage); } catch { return null; } };
const show = (name, text) => result.querySelectorAll(`[data-out="${name}"]`).forEach((spot) => { spot.textContent = text; });
const money = (amount) => `${numbers.format(amount)}\u00a0${form.dataset.currency}`;

/* What cannot be reckoned: in which field, and why, as the form has the words for it. */
class Wrong extends Error {
  constructor(field, why) { super(why); Object.assign(this, { field, why }); }
}
const clear = () => {
  form.querySelectorAll("[aria-invalid]").forEach((field) => { field.removeAttribute("aria-invalid"); field.removeAttribute("aria-describedby"); });
  form.querySelectorAll(".field-error").forEach((words) => words.remove());
};
const refuse = ({ field: name, why }) => {
  const [field, words] = [form.elements[name], document.createElement("p")];
  Object.assign(words, { className: "field-error", id: `wrong-${name}`, textContent: form.dataset[why] });
  words.dataset.role = "error";
  field.before(words);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", words.id);
  field.focus();
};

/* A number in digits of any script; nothing is zero. */
const read = (name) => {
  const typed = form.elements[name].value.replace(/[٠-٩]/g, (sign) => DIGITS.indexOf(sign)).replace(/[\s\u00a0\u202f٬]/g, "").replace(/[,٫]/, ".");
  if (!typed) return 0;
  const value = /^\d{1,7}(\.\d{1,2})?$/.test(typed) ? Number(typed) : NaN;
  if (Number.isNaN(value)) throw new Wrong(name, "number");
  return value;
};
const sum = (names) => names.reduce((total, name) => total + read(name), 0);

const price = () => {
  const [material, hours, share] = ["material", "hours", "share"].map(read);
  if (share > 50) throw new Wrong("share", "share");
  const work = hours * Number(form.dataset.floor);
  const owed = material + work;
  if (owed <= 0) return false;
  const least = Math.ceil((owed / (1 - share / 100) - 1e-9) / 5) * 5;
  Object.entries({ price: least, material, work, share: least - owed }).forEach(([name, amount]) => show(name, money(amount)));
  return true;
};

const budget = () => {
  const jars = {
    work: [read("sales"), sum(["material", "transport", "tools", "pay", "saving"])],
    home: [read("others") + read("pay"), sum(["food", "school", "health", "housing", "other"])],
  };
  for (const [jar, [comes, goes]] of Object.entries(jars)) {
    Object.entries({ comes, goes, left: comes - goes }).forEach(([part, amount]) => show(`${jar}-${part}`, money(amount)));
    result.querySelector(`[data-short="${jar}"]`).hidden = comes >= goes;
  }
  return true;
};

const later = (first, number, isWeek) => {
  if (isWeek) return new Date(first.getFullYear(), first.getMonth(), first.getDate() + 7 * number);
  const last = new Date(first.getFullYear(), first.getMonth() + number + 1, 0).getDate();
  return new Date(first.getFullYear(), first.getMonth() + number, Math.min(first.getDate(), last));
};

const repayment = () => {
  const [total, each] = ["total", "each"].map(read);
  const [year, month, day] = form.elements.first.value.split("-").map(Number);
  if (!day) throw new Wrong("first", "day");
  if (each <= 0 || total > each * 120) throw new Wrong("each", "long");
  const days = new Intl.DateTimeFormat(lang === "ar" ? "ar-MA-u-nu-latn" : lang, { dateStyle: "long" });
  const list = result.querySelector("[data-out-list]");
  list.replaceChildren();
  for (let number = 0, left = total; left > 0; number += 1) {
    const part = Math.min(each, left);
    left = Math.round((left - part) * 100) / 100;
    const row = result.querySelector("[data-out-row]").content.cloneNode(true);
    row.querySelector("[data-day]").textContent = days.format(later(new Date(year, month - 1, day), number, form.elements.every.value === "week"));
    row.querySelector("[data-amount]").textContent = money(part);
    row.querySelector("[data-left]").textContent = money(left);
    list.append(row);
  }
  return total > 0;
};

const RECKON = { price, budget, repayment };
const keep = () => {
  storage((box) => box.setItem(kept, JSON.stringify(Object.fromEntries(new FormData(form)))));
  forget.hidden = false;
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clear();
  try {
    result.hidden = !RECKON[form.dataset.tool]();
    keep();
  } catch (reason) {
    if (!(reason instanceof Wrong)) throw reason;
    result.hidden = true;
    refuse(reason);
  }
});
form.addEventListener("input", keep);
forget.addEventListener("click", () => {
  storage((box) => box.removeItem(kept));
  form.querySelectorAll("input").forEach((field) => { field.value = ""; });
  clear();
  result.hidden = forget.hidden = true;
});

document.querySelector("[data-on-phone]").hidden = false;
const before = storage((box) => JSON.parse(box.getItem(kept)));
if (before) {
  forget.hidden = false;
  if (!location.search) {
    Object.entries(before).forEach(([name, value]) => { if (form.elements[name]) form.elements[name].value = value; });
  }
}
