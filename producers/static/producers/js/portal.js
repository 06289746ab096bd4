/* Makes the portal's screens speak. Everything else on them works without. */

const page = document.documentElement;
const asked = { button: null, sound: null };

const stop = () => {
  if ("speechSynthesis" in window) speechSynthesis.cancel();
  asked.sound?.pause();
  asked.button?.setAttribute("aria-pressed", "false");
  asked.button = asked.sound = null;
};

const byPhone = (button) => {
  const words = new SpeechSynthesisUtterance(button.dataset.say);
  words.lang = button.dataset.lang || page.lang;
  words.rate = 0.9;
  words.addEventListener("end", stop);
  speechSynthesis.speak(words);
};

const byRecording = (button) => {
  asked.sound = new Audio(button.dataset.sound);
  asked.sound.addEventListener("ended", stop);
  asked.sound.play().catch(stop);
};

const say = (button) => {
  const again = asked.button === button;
  stop();
  if (again) return;
  asked.button = button;
  button.setAttribute("aria-pressed", "true");
  if (button.dataset.sound) byRecording(button);
  else byPhone(button);
};

const speaks = (lang) => speechSynthesis.getVoices().some((voice) => voice.lang.toLowerCase().startsWith(lang));

/* A phone without a voice for the language, and no recording: then there is nothing to press. */
const offer = () => document.querySelectorAll("[data-say]").forEach((button) => {
  button.hidden = !(button.dataset.sound || ("speechSynthesis" in window && speaks(button.dataset.lang || page.lang)));
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-say]");
  if (button) say(button);
});
if ("speechSynthesis" in window) speechSynthesis.addEventListener?.("voiceschanged", offer);
offer();
