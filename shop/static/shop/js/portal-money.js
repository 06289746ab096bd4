/* Reads a receipt aloud when she asks: by the phone's voice, else by the recorded words of the amount. */

const lang = document.documentElement.lang;
let playing = null;

const speaks = () =>
  "speechSynthesis" in window &&
  speechSynthesis.getVoices().some((voice) => voice.lang.toLowerCase().startsWith(lang));

const stop = () => {
  if ("speechSynthesis" in window) speechSynthesis.cancel();
  playing?.pause();
  playing = null;
  document.querySelectorAll("[data-receipt]").forEach((button) => button.setAttribute("aria-pressed", "false"));
};

const play = (sounds) => {
  const [first, ...rest] = sounds;
  if (!first) return stop();
  playing = new Audio(first);
  playing.addEventListener("ended", () => play(rest));
  return playing.play().catch(stop);
};

const read = (button) => {
  const again = button.getAttribute("aria-pressed") === "true";
  stop();
  if (again) return;
  button.setAttribute("aria-pressed", "true");
  if (!speaks()) return void play(button.dataset.sounds.split(" "));
  const words = new SpeechSynthesisUtterance(button.dataset.receipt);
  words.lang = lang;
  words.rate = 0.9;
  words.addEventListener("end", stop);
  speechSynthesis.speak(words);
};

const offer = () => document.querySelectorAll("[data-receipt]").forEach((button) => {
  button.hidden = !(speaks() || button.dataset.sounds);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-receipt]");
  if (button) read(button);
});
if ("speechSynthesis" in window) speechSynthesis.addEventListener?.("voiceschanged", offer);
offer();
