/* Numbers by plus and minus, and what she receives at the price she types. Works without, too. */

const number = (field) => Number.parseFloat(field.value.replace(",", ".")) || 0;

const change = (field, by) => {
  const next = Math.max(0, number(field) + by);
  field.value = next ? String(Math.round(next * 100) / 100) : "";
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

document.querySelectorAll("[data-stepper]").forEach((box) => {
  const field = box.querySelector("input");
  const step = Number(box.dataset.step || 1);
  const set = (name, by) => {
    const button = box.querySelector(`[data-${name}]`);
    button.hidden = false;
    button.addEventListener("click", () => change(field, by));
  };
  set("less", -step);
  set("more", step);
});

const field = document.querySelector("[data-gets-url]");
if (field) {
  const box = document.querySelector("[data-gets]");
  const text = document.querySelector("[data-gets-text]");
  let timer = 0;
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    try {
      const url = `${field.dataset.getsUrl}?amount=${encodeURIComponent(field.value)}`;
      const answer = await (await fetch(url, { headers: { Accept: "application/json" } })).json();
      if (mine !== asked) return;
      box.hidden = !answer.gets;
      text.replaceChildren(Object.assign(document.createElement("bdi"), { textContent: answer.gets }));
    } catch {
      box.hidden = true;
    }
  };
  document.querySelector("[data-look]").hidden = true;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 500);
  });
}
