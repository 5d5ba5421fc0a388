// Makes replies with the page's own code. What each says follows from the seed alone; how it is
// sealed does not, because the page draws a new key for each.
//
//   node make_replies.mjs BUNDLE.json COUNT SEED FOLDER
//
// BUNDLE.json is what the page takes from an opened bundle: `bundle` (short name), `reply`
// (`public_key`, `token`, both base64), and optionally `requests` (with `id`) and `invoices` (with
// `number`), which the replies then speak of. Writes FOLDER/reply-000000.lawdesk … and one
// FOLDER/expected.json: a list of what was put in, files with `content` in base64.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { page } from "../page_code.mjs";

const START = Date.UTC(2026, 10, 20, 9, 0, 0);
const TEXTS = [
  "", "Yes.", "Two lines,\nas typed.", "Größe, œuvre, ¿sí?", "</script><img src=x onerror=alert(1)>",
  "\u202etxt.exe", "🙂".repeat(500), '{"quoted": "\\"}', "\ud800 half a pair", "=HYPERLINK(\"x\")",
];
const NAMES = [
  "note.txt", "scan.pdf", "../../etc/passwd", "CON", "x\u202egpj.exe", "a".repeat(300) + ".png",
  "line\nbreak.txt", "", "note.txt", "Übersicht.pdf",
];

// mulberry32: small, and the same everywhere.
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function answerFrom(random, bundle) {
  const one = (choices) => choices[Math.floor(random() * choices.length)];
  const some = (choices) => choices.filter(() => random() < 0.5);
  const fileOf = () => {
    const size = Math.floor(random() ** 4 * 60000);
    const bytes = Uint8Array.from({ length: size }, () => Math.floor(random() * 256));
    const request = random() < 0.5 ? null : one((bundle.requests || []).map((r) => r.id)) ?? null;
    return { name: one(NAMES), type: one(["", "text/plain", "image/png"]), request, bytes };
  };
  const question = () => ({ verdict: "question", amount: one(["", "100.00"]), reason: one(TEXTS) });
  return {
    message: one(TEXTS),
    answers: some(bundle.requests || []).map((r) => ({ request: r.id, text: one(TEXTS) })),
    invoices: some(bundle.invoices || []).map((i) => ({
      number: i.number,
      ...(random() < 0.5 ? { verdict: "agreed", amount: "", reason: "" } : question()),
    })),
    contact: random() < 0.5 ? null : {
      confirmed: random() < 0.5, address: one(TEXTS), mail: one(["", "a@b.example"]), phone: "+1 555",
    },
    files: Array.from({ length: Math.floor(random() * 4) }, fileOf),
  };
}

function forThePage(answer) {
  const readable = (bytes) => ({ arrayBuffer: async () => bytes.buffer });
  return { ...answer, files: answer.files.map((f) => ({ ...f, content: readable(f.bytes) })) };
}

function told(answer) {
  const files = answer.files.map(({ bytes, ...about }) => ({
    ...about, content: Buffer.from(bytes).toString("base64"),
  }));
  return whole({ ...answer, files });
}

// What the page writes where a text holds half of a surrogate pair.
function whole(value) {
  if (typeof value === "string") return page.wellFormed(value);
  if (Array.isArray(value)) return value.map(whole);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, whole(inner)]));
}

const [bundlePath, count, seed, folder] = process.argv.slice(2);
const bundle = JSON.parse(readFileSync(bundlePath, "utf8"));
const random = randomFrom(Number(seed));
const expected = [];
for (let place = 0; place < Number(count); place += 1) {
  const answer = answerFrom(random, bundle);
  const now = START + place * 60000;
  const parts = await page.sealedReply(bundle, forThePage(answer), now, await page.makeEphemeral());
  const name = `reply-${String(place).padStart(6, "0")}.lawdesk`;
  writeFileSync(join(folder, name), Buffer.concat(parts));
  expected.push({ ...told(answer), file: name, sequence: now });
}
writeFileSync(join(folder, "expected.json"), JSON.stringify(expected));
