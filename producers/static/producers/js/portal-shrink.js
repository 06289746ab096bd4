/* Makes a photo small before it leaves the phone, right side up and without its position. */

const MOST_BYTES = 190_000;
const TRIES = [[1600, .8], [1600, .7], [1600, .6], [1280, .6], [1024, .55], [800, .5]];

const drawn = async (bitmap, longest, quality) => {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
};

/* A format that this phone cannot read is sent as it is: the server reads it. What is drawn is shown first. */
export const small = async (file, show = () => {}) => {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    show(bitmap);
    let best = null;
    for (const [longest, quality] of TRIES) {
      best = await drawn(bitmap, longest, quality) || best;
      if (best && best.size <= MOST_BYTES) break;
    }
    bitmap.close();
    const isSmall = file.size <= MOST_BYTES && file.type === "image/jpeg" && best && file.size <= best.size;
    return best && !isSmall ? best : file;
  } catch {
    return file;
  }
};
