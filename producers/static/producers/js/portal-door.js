/* Sends the four taps at once instead of one by one. Without it every tap is sent by itself. */

const LENGTH = 4;

for (const pad of document.querySelectorAll("[data-pad]")) {
  const marks = pad.querySelectorAll("[data-mark]");
  let taps = [];
  const show = () => marks.forEach((mark, place) => mark.classList.toggle("door-mark-set", place < taps.length));
  const send = () => {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "taps";
    field.value = taps.join("-");
    pad.append(field);
    pad.submit();
  };
  show();
  pad.addEventListener("submit", (event) => {
    const button = event.submitter;
    event.preventDefault();
    if (taps.length >= LENGTH) return;
    taps = button?.name === "tap" ? [...taps, button.value] : [];
    show();
    if (taps.length === LENGTH) send();
  });
  /* Coming back by the arrow of the browser: nothing that was tapped is left. */
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    taps = [];
    pad.querySelectorAll("[name=taps]").forEach((field) => field.remove());
    show();
  });
}
