// Runs the page's HPKE over the vectors named on the command line; prints what it made as JSON.
// The page never chooses its ephemeral key: here it is the vector's, or nothing could be compared.

import { readFileSync } from "node:fs";

import { page } from "../page_code.mjs";

const bytes = (hex) => new Uint8Array(Buffer.from(hex, "hex"));
const hex = (made) => Buffer.from(made).toString("hex");
const coordinate = (point, from) => Buffer.from(point.slice(from, from + 32)).toString("base64url");

async function ephemeralOf(vector) {
  const point = bytes(vector.pkEm);
  const about = { name: "ECDH", namedCurve: "P-256" };
  const open = { kty: "EC", crv: "P-256", x: coordinate(point, 1), y: coordinate(point, 33) };
  const own = { ...open, d: Buffer.from(bytes(vector.skEm)).toString("base64url") };
  return {
    publicKey: await crypto.subtle.importKey("jwk", open, about, true, []),
    privateKey: await crypto.subtle.importKey("jwk", own, about, false, ["deriveBits"]),
  };
}

async function madeFrom(vector) {
  const ephemeral = await ephemeralOf(vector);
  const { enc, shared } = await page.encapsulated(bytes(vector.pkRm), ephemeral);
  const { key, nonce } = await page.scheduled(shared, bytes(vector.info));
  const [first] = vector.encryptions;
  const { sealed } = await page.hpkeSealed(
    bytes(vector.pkRm), bytes(vector.info), bytes(first.aad), bytes(first.pt), ephemeral);
  return {
    enc: hex(enc), shared_secret: hex(shared), key: hex(key), base_nonce: hex(nonce), ct: hex(sealed),
  };
}

const vectors = JSON.parse(readFileSync(process.argv[2], "utf8"));
process.stdout.write(JSON.stringify(await Promise.all(vectors.map(madeFrom))));
