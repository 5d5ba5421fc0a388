// HPKE (RFC 9180), base mode, one message: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
// Ciphers and curve are the browser's; here is only how the RFC puts them together.

const HPKE = { kem: 0x0010, kdf: 0x0001, aead: 0x0002 };
const HASH_BYTES = 32;
const KEM_SUITE = joined(utf8.encode("KEM"), bigEndian(HPKE.kem, 2));
const HPKE_SUITE = joined(
  utf8.encode("HPKE"), bigEndian(HPKE.kem, 2), bigEndian(HPKE.kdf, 2), bigEndian(HPKE.aead, 2));

async function hmac(keyBytes, data) {
  const about = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", keyBytes, about, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, data));
}

// No salt is as many zero bytes as the hash has; a browser refuses a key of no bytes at all.
function labeledExtract(suite, salt, label, ikm) {
  const whole = joined(utf8.encode("HPKE-v1"), suite, utf8.encode(label), ikm);
  return hmac(salt.length ? salt : new Uint8Array(HASH_BYTES), whole);
}

// HKDF-Expand of at most one block, which is all that this suite asks for.
async function labeledExpand(suite, prk, label, info, size) {
  const whole = joined(
    bigEndian(size, 2), utf8.encode("HPKE-v1"), suite, utf8.encode(label), info, [1]);
  return (await hmac(prk, whole)).slice(0, size);
}

function makeEphemeral() {
  return crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
}

// The shared secret and the point that tells it to the owner of `publicKey` (65 bytes). A point
// that is not on the curve is refused by importKey.
async function encapsulated(publicKey, ephemeral) {
  const about = { name: "ECDH", namedCurve: "P-256" };
  const theirs = await crypto.subtle.importKey("raw", publicKey, about, false, []);
  const secret = { name: "ECDH", public: theirs };
  const dh = new Uint8Array(await crypto.subtle.deriveBits(secret, ephemeral.privateKey, 256));
  const enc = new Uint8Array(await crypto.subtle.exportKey("raw", ephemeral.publicKey));
  const prk = await labeledExtract(KEM_SUITE, [], "eae_prk", dh);
  const context = joined(enc, publicKey);
  const shared = await labeledExpand(KEM_SUITE, prk, "shared_secret", context, HASH_BYTES);
  return { enc, shared };
}

async function scheduled(shared, info) {
  const idHash = await labeledExtract(HPKE_SUITE, [], "psk_id_hash", []);
  const infoHash = await labeledExtract(HPKE_SUITE, [], "info_hash", info);
  const context = joined([0], idHash, infoHash);
  const secret = await labeledExtract(HPKE_SUITE, shared, "secret", []);
  return {
    key: await labeledExpand(HPKE_SUITE, secret, "key", context, 32),
    nonce: await labeledExpand(HPKE_SUITE, secret, "base_nonce", context, 12),
  };
}

// Seals one message to `publicKey`: the encapsulated key and the ciphertext with its tag.
async function hpkeSealed(publicKey, info, aad, plain, ephemeral) {
  const { enc, shared } = await encapsulated(publicKey, ephemeral);
  const { key, nonce } = await scheduled(shared, info);
  const cipher = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const about = { name: "AES-GCM", iv: nonce, additionalData: aad, tagLength: TAG_BYTES * 8 };
  return { enc, sealed: new Uint8Array(await crypto.subtle.encrypt(about, cipher, plain)) };
}
