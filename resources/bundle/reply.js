// The client's answer as one sealed file; docs/formats/reply.md says each byte. Nothing here
// touches the page.

const REPLY_VERSION = 1;
const MOST_REPLY_BYTES = 50000000;
const MOST_MANIFEST_BYTES = 1000000;
const MOST_REPLY_FILES = 100;
const POINT_BYTES = 65;
const TOKEN_BYTES = 32;

let lastSequence = 0;

// Half of a surrogate pair cannot be written as UTF-8; a text may hold one all the same.
function wellFormed(text) {
  return String(text).replace(/[\ud800-\udfff]/gu, "\ufffd");
}

function replyName(bundle) {
  return `reply-${bundle}.lawdesk`;
}

function nextSequence(now) {
  lastSequence = Math.max(now, lastSequence + 1);
  return lastSequence;
}

function hexOf(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function sealedFileEntry(file, bytes) {
  return {
    name: wellFormed(file.name),
    type: wellFormed(file.type),
    size: bytes.length,
    sha256: hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))),
    request: file.request,
  };
}

function replyManifest(bundle, token, answer, files, sequence) {
  return {
    format: "lawdesk-reply",
    version: REPLY_VERSION,
    bundle,
    token,
    sequence,
    written_at: `${new Date(sequence).toISOString().slice(0, 19)}Z`,
    message: wellFormed(answer.message),
    answers: answer.answers.map(({ request, text }) => ({ request, text: wellFormed(text) })),
    invoices: answer.invoices.map(({ number, verdict, amount, reason }) => ({
      number, verdict, amount: wellFormed(amount), reason: wellFormed(reason),
    })),
    contact: answer.contact && {
      confirmed: answer.contact.confirmed,
      address: wellFormed(answer.contact.address),
      mail: wellFormed(answer.contact.mail),
      phone: wellFormed(answer.contact.phone),
    },
    files,
  };
}

async function replyInfo(bundle, publicKey) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", publicKey));
  return joined(utf8.encode("lawdesk/reply/v1"), utf8.encode(bundle), sum);
}

function replyHead(bundle) {
  const name = utf8.encode(bundle);
  return joined(
    utf8.encode("LDREPLY\n"), [REPLY_VERSION],
    bigEndian(HPKE.kem, 2), bigEndian(HPKE.kdf, 2), bigEndian(HPKE.aead, 2),
    [name.length], name);
}

// A file can be moved, changed or a folder by the time it is read.
async function readFile(file) {
  try {
    return new Uint8Array(await file.content.arrayBuffer());
  } catch {
    throw new Refused("reply_unreadable");
  }
}

// Files one at a time: where the whole is in memory once, no file needs to be there twice.
async function replyPlain(bundle, token, answer, sequence) {
  const entries = [];
  const contents = [];
  for (const file of answer.files) {
    const bytes = await readFile(file);
    entries.push(await sealedFileEntry(file, bytes));
    contents.push(bytes);
  }
  const manifest = utf8.encode(
    JSON.stringify(replyManifest(bundle, token, answer, entries, sequence)));
  if (manifest.length > MOST_MANIFEST_BYTES) throw new Refused("reply_too_long");
  return joined(bigEndian(manifest.length, 4), manifest, ...contents);
}

// Gives the sealed file. `to` is the opened bundle's manifest; `answer` holds message, answers,
// invoices, contact (or null) and files (name, type, request, content with arrayBuffer). Refused
// "reply_too_large" when the file would be over its limit, "reply_too_long" when the texts are.
async function sealedReply(to, answer, now, ephemeral) {
  const publicKey = bytesOf(to.reply, "public_key", POINT_BYTES);
  bytesOf(to.reply, "token", TOKEN_BYTES);
  const head = replyHead(to.bundle);
  const plain = await replyPlain(to.bundle, to.reply.token, answer, nextSequence(now));
  if (head.length + POINT_BYTES + plain.length + TAG_BYTES > MOST_REPLY_BYTES) {
    throw new Refused("reply_too_large");
  }
  const info = await replyInfo(to.bundle, publicKey);
  const { enc, sealed } = await hpkeSealed(publicKey, info, new Uint8Array(0), plain, ephemeral);
  return [head, enc, sealed];
}
