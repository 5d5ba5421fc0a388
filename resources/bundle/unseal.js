// Reading the sealed part: checks first, then keys, then content. Nothing here touches the page
// except to read its data blocks.

const VERSION = 1;
const ITERATIONS = { least: 600000, most: 5000000 };
const CHUNK_BYTES = { least: 1024, most: 1048576 };
const TAG_BYTES = 16;
const IN_FLIGHT = 4;
const BREATH_MS = 40;
const BETWEEN_WORDS =
  /[\u0009-\u000d\u0020\u0085\u00a0\u00ad\u1680\u2000-\u200b\u2010-\u2015\u2028\u2029\u202f\u205f\u2212\u3000\ufeff-]+/g;

const utf8 = new TextEncoder();
let lastBreath = 0;

class Refused extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

function canOpen() {
  return Boolean(globalThis.crypto && crypto.subtle && globalThis.Blob && globalThis.URL);
}

function normalWords(words) {
  return words.normalize("NFKC").toLowerCase().replace(BETWEEN_WORDS, "-").replace(/^-+|-+$/g, "");
}

function fromBase64(text) {
  try {
    if (Uint8Array.fromBase64) {
      return Uint8Array.fromBase64(text, { lastChunkHandling: "strict" });
    }
    const signs = atob(text);
    const bytes = new Uint8Array(signs.length);
    for (let place = 0; place < signs.length; place += 1) {
      bytes[place] = signs.charCodeAt(place);
    }
    return bytes;
  } catch {
    throw new Refused("damaged");
  }
}

function bytesOf(fields, name, size) {
  if (typeof fields[name] !== "string") throw new Refused("damaged");
  const bytes = fromBase64(fields[name]);
  if (bytes.length !== size) throw new Refused("damaged");
  return bytes;
}

function wholeOf(fields, name, limits, reason) {
  const value = fields[name];
  if (!Number.isSafeInteger(value)) throw new Refused("damaged");
  if (value < limits.least || value > limits.most) throw new Refused(reason);
  return value;
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

function bigEndian(number, size) {
  const bytes = new Uint8Array(size);
  for (let place = size - 1, rest = number; place >= 0; place -= 1, rest = Math.floor(rest / 256)) {
    bytes[place] = rest % 256;
  }
  return bytes;
}

function sameBytes(one, other) {
  let difference = one.length ^ other.length;
  for (let place = 0; place < one.length; place += 1) difference |= one[place] ^ other[place];
  return difference === 0;
}

function parsed(text) {
  try {
    const value = JSON.parse(text);
    if (value && typeof value === "object") return value;
  } catch {
    // Not JSON is damage like any other.
  }
  throw new Refused("damaged");
}

async function openText(id) {
  const element = document.getElementById(id);
  if (!element) throw new Refused("damaged");
  const text = element.textContent;
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8.encode(text)));
  const hex = Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== element.dataset.sha256) throw new Refused("damaged");
  return text;
}

function readHead(text) {
  const fields = parsed(text);
  if (fields.format !== "lawdesk-bundle") throw new Refused("damaged");
  wholeOf(fields, "version", { least: 1, most: VERSION }, "too_new");
  return {
    text,
    chunkBytes: wholeOf(fields, "chunk_bytes", CHUNK_BYTES, "unsafe"),
    chunks: wholeOf(fields, "chunks", { least: 1, most: Infinity }, "damaged"),
    manifestChunks: wholeOf(fields, "manifest_chunks", { least: 1, most: fields.chunks }, "damaged"),
    commitment: bytesOf(fields, "commitment", 32),
  };
}

function readLock(text) {
  const fields = parsed(text);
  return {
    iterations: wholeOf(fields, "iterations", ITERATIONS, "unsafe"),
    salt: bytesOf(fields, "salt", 16),
    nonce: bytesOf(fields, "nonce", 12),
    wrappedKey: bytesOf(fields, "wrapped_key", 32 + TAG_BYTES),
  };
}

function completeBlocks(head) {
  const blocks = document.querySelectorAll('script[type="application/octet-stream"]');
  if (blocks.length < head.chunks) throw new Refused("cut_off");
  if (blocks.length > head.chunks) throw new Refused("damaged");
  return blocks;
}

async function contentKey(words, lock, commitment) {
  const typed = utf8.encode(normalWords(words));
  const base = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const kek = await crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt: lock.salt, iterations: lock.iterations },
    base, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  const wrap = utf8.encode("lawdesk/bundle/v1/wrap");
  const raw = await decrypted(kek, lock.nonce, wrap, lock.wrappedKey, "wrong_words");
  const key = await crypto.subtle.importKey("raw", raw, "HKDF", false, ["deriveBits", "deriveKey"]);
  const found = await crypto.subtle.deriveBits(hkdf(utf8.encode("lawdesk/bundle/v1/commit")), key, 256);
  if (!sameBytes(new Uint8Array(found), commitment)) throw new Refused("damaged");
  return key;
}

function hkdf(info) {
  return { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info };
}

async function decrypted(key, nonce, aad, sealed, reason) {
  try {
    const about = { name: "AES-GCM", iv: nonce, additionalData: aad, tagLength: TAG_BYTES * 8 };
    return new Uint8Array(await crypto.subtle.decrypt(about, key, sealed));
  } catch {
    throw new Refused(reason);
  }
}

// Awaiting a cipher alone lets no painting in between: now and then the page gets its turn.
async function breath() {
  if (performance.now() - lastBreath < BREATH_MS) return;
  await new Promise((resolve) => setTimeout(resolve));
  lastBreath = performance.now();
}

async function openStream(head, key, stream, blocks, tell) {
  const info = joined(utf8.encode("lawdesk/bundle/v1/stream"), bigEndian(stream, 4));
  const own = await crypto.subtle.deriveKey(
    hkdf(info), key, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8.encode(head.text)));
  const aad = joined(sum, bigEndian(stream, 4));
  const pieces = [];
  const waiting = [];
  for (let counter = 0; counter < blocks.length; counter += 1) {
    const last = counter === blocks.length - 1;
    const nonce = joined(bigEndian(counter, 11), [last ? 1 : 0]);
    const sealed = fromBase64(blocks[counter].textContent);
    if (!last && sealed.length !== head.chunkBytes + TAG_BYTES) throw new Refused("damaged");
    const piece = decrypted(own, nonce, aad, sealed, "damaged");
    piece.catch(() => {}); // reported where it is awaited, in order
    waiting.push(piece);
    if (waiting.length >= IN_FLIGHT) pieces.push(await waiting.shift());
    tell();
    await breath();
  }
  return pieces.concat(await Promise.all(waiting));
}

function chunkCount(size, head) {
  return Math.max(1, Math.ceil(size / head.chunkBytes));
}

function checkManifest(manifest, head) {
  const known = Array.isArray(manifest.files) &&
    manifest.files.every((file) => file && Number.isSafeInteger(file.size) && file.size >= 0);
  if (!known) throw new Refused("damaged");
  const counted = manifest.files.reduce((sum, file) => sum + chunkCount(file.size, head), 0);
  if (counted + head.manifestChunks !== head.chunks) throw new Refused("damaged");
}

// Gives the manifest and one Blob a paper, all of them checked; `tell` gets a share from 0 to 1.
async function openBundle(words, tell) {
  if (!document.getElementById("bundle-end")) throw new Refused("cut_off");
  const head = readHead(await openText("bundle-head"));
  const lock = readLock(await openText("bundle-lock"));
  const blocks = Array.from(completeBlocks(head));
  const key = await contentKey(words, lock, head.commitment);
  let done = 0;
  const step = () => tell((done += 1) / head.chunks);
  let next = head.manifestChunks;
  const pieces = await openStream(head, key, 0, blocks.slice(0, next), step);
  const manifest = parsed(new TextDecoder().decode(joined(...pieces)));
  checkManifest(manifest, head);
  const papers = [];
  for (const [place, file] of manifest.files.entries()) {
    const end = next + chunkCount(file.size, head);
    const content = await openStream(head, key, place + 1, blocks.slice(next, end), step);
    const paper = new Blob(content, { type: "application/octet-stream" });
    if (paper.size !== file.size) throw new Refused("damaged");
    papers.push(paper);
    next = end;
  }
  return { manifest, papers };
}
