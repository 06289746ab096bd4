/* Records a voice into the file field of a form. Without it the field takes a file, as phones offer by themselves. */

const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
const BITS = 24_000;

const kindOf = () => KINDS.find((kind) => MediaRecorder.isTypeSupported(kind)) || "";

const into = (input, blob) => {
  const files = new DataTransfer();
  files.items.add(new File([blob], `voice.${blob.type.includes("mp4") ? "m4a" : blob.type.includes("ogg") ? "ogg" : "webm"}`, { type: blob.type }));
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

const offer = (box) => {
  const input = box.querySelector("input[type=file]");
  const [start, stop] = [box.querySelector("[data-record-start]"), box.querySelector("[data-record-stop]")];
  const player = box.querySelector("audio");
  const most = Number(box.dataset.most || 120) * 1000;
  let recorder, until;

  const end = () => { clearTimeout(until); if (recorder?.state === "recording") recorder.stop(); };

  const keep = (parts, stream) => {
    stream.getTracks().forEach((track) => track.stop());
    const blob = new Blob(parts, { type: recorder.mimeType.split(";")[0] });
    into(input, blob);
    if (player.src) URL.revokeObjectURL(player.src);
    player.src = URL.createObjectURL(blob);
    player.hidden = false;
    start.hidden = false;
    stop.hidden = true;
  };

  const begin = async () => {
    let stream;
    try { stream = await navigator.mediaDevices.getUserMedia({ audio: true }); } catch { box.dataset.denied = "1"; return; }
    const parts = [];
    recorder = new MediaRecorder(stream, { mimeType: kindOf(), audioBitsPerSecond: BITS });
    recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    recorder.addEventListener("stop", () => keep(parts, stream));
    recorder.start();
    until = setTimeout(end, most);
    start.hidden = true;
    stop.hidden = false;
    stop.focus();
  };

  start.addEventListener("click", begin);
  stop.addEventListener("click", end);
  start.hidden = false;
};

if ("MediaRecorder" in window && navigator.mediaDevices && kindOf()) document.querySelectorAll("[data-record]").forEach(offer);
