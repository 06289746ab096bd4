/* A till that sells without a line. Each sale is one receipt with the next number of this device: it is written into
   the phone's queue before anybody is told that it is done, and sent when there is a line, once for the server. */

const form = document.querySelector("[data-till]");
const here = document.querySelector("[data-queue-here]")?.dataset;
const keeper = self.tiwiziKept;
const A_SEASON = 90 * 24 * 3600 * 1000;

if (form && here && form.querySelector("[data-good]")) {
  const { label, to } = form.dataset;
  const lang = document.documentElement.lang;
  const numbers = new Intl.NumberFormat(lang === "ar" ? "ar-MA" : lang, { minimumFractionDigits: 0, maximumFractionDigits: 2, numberingSystem: "latn" });
  const money = (minor) => form.dataset.money.replace("{}", numbers.format(minor / 100));
  const goods = [...form.querySelectorAll("[data-good]")];
  const show = (place, value) => document.querySelectorAll(place).forEach((one) => { one.textContent = value; });
  const field = (name) => form.elements[name];
  const count = (good) => Math.max(0, Math.min(999, Math.trunc(Number(field(`q-${good.dataset.good}`).value)) || 0));
  const lines = () => goods.filter(count).map((good) => ({ variant: Number(good.dataset.good), quantity: count(good), unit: Number(good.dataset.unit) }));
  const total = () => lines().reduce((sum, line) => sum + line.quantity * line.unit, 0);
  const way = () => form.querySelector('[name="way"]:checked').value;

  /* In minor units; nothing typed is nothing said, nonsense is no amount. */
  const given = () => {
    const typed = field("given").value.trim().replace(",", ".");
    if (!typed) return null;
    return /^\d{1,9}(\.\d{1,2})?$/.test(typed) ? Math.round(Number(typed) * 100) : NaN;
  };

  const look = () => {
    form.dataset.way = way();
    goods.forEach((good) => good.toggleAttribute("data-on", count(good) > 0));
    document.querySelector("[data-till-total]").hidden = false;
    show("[data-till-total] [data-part=total]", money(total()));
    const back = way() === "cash" && given() !== null ? given() - total() : -1;
    form.querySelector("[data-till-back]").hidden = !(back >= 0 && total());
    show("[data-till-back] [data-part=change]", money(Math.max(0, back) || 0));
    form.querySelector("[data-till-short]").hidden = true;
  };

  const step = (good, by) => {
    const input = field(`q-${good.dataset.good}`);
    input.value = Math.max(0, count(good) + by) || "";
    look();
  };

  goods.forEach((good) => {
    const less = good.querySelector("[data-less]");
    less.hidden = false;
    less.addEventListener("click", () => step(good, -1));
    good.querySelector(".till-face").addEventListener("click", (event) => { event.preventDefault(); step(good, 1); });
  });

  const fits = () => lines().length
    && (way() === "reference" ? field("reference").value.trim() : given() === null || given() >= total());

  /* The number is used up before the sale is kept: a gap tells nothing wrong, a number used twice does. */
  const nextNumber = () => {
    const key = `tiwizi-till-${label}`;
    const next = Math.max(Number(localStorage.getItem(key)) || 0, Number(form.dataset.last)) + 1;
    localStorage.setItem(key, next);
    return next;
  };

  const itemOf = (sequence) => {
    const number = `${label}-${String(sequence).padStart(4, "0")}`;
    const said = { till: label, sequence, sold_at: new Date().toISOString(), way: way(), lines: JSON.stringify(lines()) };
    if (way() === "reference") said.reference = field("reference").value.trim();
    else if (given() !== null) said.given = given();
    return {
      key: keeper.newKey(), who: here.who, whom: here.whom, name: here.name, label: number, state: keeper.WAITING,
      action: new URL(to, location).href, at: Date.now(), lasts: A_SEASON,
      fields: Object.entries(said).map(([name, value]) => [name, String(value)]),
    };
  };

  const done = document.querySelector("[data-till-done]");
  /* Nothing is touched while a sale is being kept, and what was said of the last one is not taken for this one. */
  const busy = (is) => {
    form.toggleAttribute("inert", is);
    form.setAttribute("aria-busy", String(is));
    if (is) done.hidden = true;
  };

  const sold = async () => {
    const write = async () => { const item = itemOf(nextNumber()); await keeper.keep(item); return item; };
    const item = await (navigator.locks ? navigator.locks.request("tiwizi-till", write) : write());
    const back = way() === "cash" && given() !== null ? given() - total() : 0;
    show("[data-till-done] [data-part=number]", item.label);
    show("[data-till-done] [data-part=total]", money(total()));
    show("[data-till-done] [data-part=change]", money(back));
    done.querySelector("[data-part=back]").hidden = !back;
    done.hidden = false;
    form.reset();
    goods.forEach((good) => { field(`q-${good.dataset.good}`).value = ""; });
    look();
    done.scrollIntoView({ block: "center" });
    navigator.serviceWorker?.ready.then((worker) => worker.sync?.register(keeper.TAG)).catch(() => {});
    dispatchEvent(new Event("online")); /* the queue looks whether there is a line */
  };

  form.addEventListener("input", look);
  form.addEventListener("change", look);
  form.addEventListener("submit", (event) => {
    if (!fits()) {
      event.preventDefault();
      const short = form.querySelector("[data-till-short]");
      short.hidden = false;
      short.scrollIntoView({ block: "center" });
      return;
    }
    if (!keeper || !here.who || form.dataset.plain) return;
    event.preventDefault();
    if (form.inert) return;
    busy(true);
    sold().finally(() => busy(false)).catch(() => { form.dataset.plain = "1"; delete form.dataset.sent; form.requestSubmit(); });
  });
  look();
}
