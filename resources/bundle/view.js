// Looking at a paper in the page, where that is safe in any browser: plain text as text, and
// pictures decoded to pixels on a canvas. Never markup, and never a browser's document viewer: it
// would need a frame or another page, which the policy of this one rightly forbids.

const VIEW = {
  pictureBytes: 40000000, pixels: 50000000, side: 20000, shownWidth: 1600, shownHeight: 16000,
  textBytes: 2000000, textSigns: 200000, headBytes: 4000000,
};
const PICTURES = { PNG: "image/png", JPG: "image/jpeg", JPEG: "image/jpeg" };
const TEXTS = ["TXT", "TEXT", "LOG", "CSV", "MD"];

function startsWith(bytes, signature) {
  return signature.every((byte, place) => bytes[place] === byte);
}

function numberAt(bytes, place, size) {
  return bytes.slice(place, place + size).reduce((sum, byte) => sum * 256 + byte, 0);
}

// Width and height as the file says them, before anything is decoded; null for no such picture.
function pngSize(bytes) {
  if (!startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return null;
  return { width: numberAt(bytes, 16, 4), height: numberAt(bytes, 20, 4) };
}

function isFrame(marker) {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function jpegSize(bytes) {
  if (!startsWith(bytes, [0xff, 0xd8, 0xff])) return null;
  let place = 2;
  while (place + 9 < bytes.length && bytes[place] === 0xff) {
    const marker = bytes[place + 1];
    if (isFrame(marker)) {
      return { width: numberAt(bytes, place + 7, 2), height: numberAt(bytes, place + 5, 2) };
    }
    place += marker === 0xff ? 1 : 2 + numberAt(bytes, place + 2, 2);
  }
  return null;
}

function isBearable(size) {
  const { width, height } = size || {};
  return width > 0 && height > 0 && width <= VIEW.side && height <= VIEW.side &&
    width * height <= VIEW.pixels;
}

function drawn(bitmap) {
  const share = Math.min(1, VIEW.shownWidth / bitmap.width, VIEW.shownHeight / bitmap.height);
  const canvas = made("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * share));
  canvas.height = Math.max(1, Math.round(bitmap.height * share));
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function pictureView(paper, type, title) {
  const head = new Uint8Array(await paper.slice(0, VIEW.headBytes).arrayBuffer());
  const size = type === "image/png" ? pngSize(head) : jpegSize(head);
  if (!isBearable(size)) throw new Refused("show_failed");
  const bitmap = await createImageBitmap(new Blob([paper], { type }));
  const canvas = drawn(bitmap);
  bitmap.close();
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", title);
  return [canvas];
}

async function textView(paper, title) {
  const whole = new TextDecoder("utf-8", { fatal: true }).decode(await paper.arrayBuffer());
  if (whole.includes("\u0000")) throw new Refused("show_failed");
  const text = made("pre", whole.slice(0, VIEW.textSigns));
  text.tabIndex = 0;
  text.setAttribute("role", "region");
  text.setAttribute("aria-label", title);
  return whole.length > VIEW.textSigns ? [text, made("p", texts.show_cut, "quiet")] : [text];
}

function viewOf(file, paper) {
  const ending = endingOf(file.name);
  const type = PICTURES[ending];
  if (type && paper.size <= VIEW.pictureBytes && globalThis.createImageBitmap) {
    return (title) => pictureView(paper, type, title);
  }
  const isText = TEXTS.includes(ending) && paper.size > 0 && paper.size <= VIEW.textBytes;
  return isText ? (title) => textView(paper, title) : null;
}

function offerView(row, file, paper, title) {
  const view = viewOf(file, paper);
  if (!view) return;
  const button = row.querySelector(".show");
  const place = row.querySelector(".view");
  const name = (shown) => {
    button.textContent = shown ? texts.hide : texts.show;
    button.setAttribute("aria-label", filled(shown ? "hide_paper" : "show_paper", { title }));
    button.setAttribute("aria-expanded", String(shown));
  };
  button.hidden = false;
  name(false);
  button.addEventListener("click", async () => {
    const shown = button.getAttribute("aria-expanded") === "true";
    name(!shown);
    place.hidden = shown;
    place.replaceChildren();
    if (shown) return;
    const found = await view(title).catch(() => [made("p", texts.show_failed, "quiet")]);
    if (!place.hidden) place.replaceChildren(...found);
  });
}
