/* The shared screen: back to its start when nobody touches it, and no trail of pages to go back through. */

const { start, idle, ask } = document.body.dataset;
const asked = document.querySelector("[data-ask-here]");
let first, last;

const plays = () => [...document.querySelectorAll("audio, video")].some((one) => !one.paused && !one.ended);

const leave = () => (plays() ? wait() : location.replace(start));

function wait() {
  clearTimeout(first);
  clearTimeout(last);
  asked.hidden = true;
  first = setTimeout(() => (asked.hidden = plays()), (idle - ask) * 1000);
  last = setTimeout(leave, idle * 1000);
}

for (const sign of ["pointerdown", "pointermove", "keydown", "scroll", "wheel"]) {
  addEventListener(sign, wait, { passive: true });
}
document.addEventListener("pause", wait, true);
document.addEventListener("ended", wait, true);

/* A page takes the place of the one before it: the next reader finds no way back to what this one read. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || link.hash || event.defaultPrevented) return;
  event.preventDefault();
  location.replace(link.href);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  event.preventDefault();
  location.replace(`${form.action}?${new URLSearchParams(new FormData(form))}`);
});
document.addEventListener("contextmenu", (event) => event.preventDefault());
wait();
