/* Only makes better what works without: every action below is a link or a form already. */

const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

/* The fonts come once the page stands; at once where this visit has fetched them before. */
const visit = { get: () => { try { return sessionStorage.fonts; } catch { return ""; } }, set: () => { try { sessionStorage.fonts = "1"; } catch { /* not allowed to: they come late again */ } } };
each("link[data-late]", (sheet) => {
  const take = () => { sheet.media = "all"; visit.set(); };
  if (visit.get() || document.readyState === "complete") take();
  else addEventListener("load", take, { once: true });
});

/* Share with the phone's own sheet, or copy the address. */
each("[data-share]", (button) => {
  if (!navigator.share && !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const { title, url } = button.dataset;
    try {
      if (navigator.share) await navigator.share({ title, url });
      else {
        await navigator.clipboard.writeText(url);
        button.querySelector("span").textContent = button.dataset.copied || url;
      }
    } catch { /* closed by the person: nothing to do */ }
  });
});

/* Arrow keys go from picture to picture, in the direction in which one reads. */
each("[data-gallery]", (gallery) => {
  let place = 0;
  gallery.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const forward = getComputedStyle(gallery).direction === "rtl" ? -step : step;
    place = Math.min(Math.max(place + forward, 0), gallery.children.length - 1);
    gallery.children[place].scrollIntoView({ block: "nearest", inline: "start", behavior: "smooth" });
    event.preventDefault();
  });
});

/* Filters stand open where there is room for them. */
const wide = matchMedia("(min-width: 60rem)");
const openFilters = () => each("[data-open-wide]", (filters) => { filters.open = wide.matches; });
if (wide.matches) openFilters();
wide.addEventListener("change", openFilters);

/* A button says that it is busy, and one press is sent once. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return; /* a program has taken it */
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  const button = event.submitter;
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  const label = button.querySelector("span") || button;
  if (button.dataset.busy) {
    button.dataset.label = label.textContent;
    label.textContent = button.dataset.busy;
  }
});

/* Coming back with the back button finds the form ready again. */
addEventListener("pageshow", () => {
  each("form[data-sent]", (form) => delete form.dataset.sent);
  each("[aria-busy]", (button) => {
    button.removeAttribute("aria-busy");
    const label = button.querySelector("span") || button;
    if (button.dataset.label) label.textContent = button.dataset.label;
  });
});

/* What is missing is read out first. */
document.querySelector("[data-focus]")?.focus();

/* The search box proposes what begins as what is being typed; without an answer it stays a box. */
each("[data-suggest]", (box) => {
  let waiting, asked;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const typed = box.value.trim();
      if (typed.length < 2 || typed === asked) return;
      asked = typed;
      try {
        const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(typed)}`);
        const { suggestions } = await answer.json();
        if (typed !== asked) return;
        box.list.replaceChildren(...suggestions.map((text) => new Option(text, text)));
      } catch { /* the line is gone: nothing is proposed */ }
    }, 150);
  });
});

/* Pages that were seen can be read again without a line. */
if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
}
