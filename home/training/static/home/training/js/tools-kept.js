/* The tools are there without a line, all of them, once their list was seen: the worker fetches them. */

const pages = [...document.querySelectorAll("[data-keep]")].map((link) => new URL(link.href).pathname);
navigator.serviceWorker?.ready.then((worker) => {
  worker.active.postMessage({ hand: [location.pathname, ...pages] });
  document.querySelector("[data-kept-here]").hidden = false;
}).catch(() => {});
