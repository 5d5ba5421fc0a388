// The page's own code under Node, taken from the very files that go into a bundle.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const BUNDLE = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "resources", "bundle");
const PARTS = ["unseal.js", "hpke.js", "reply.js"];
const NAMES = [
  "encapsulated", "hpkeSealed", "makeEphemeral", "replyName", "scheduled", "sealedReply", "wellFormed",
];

const text = PARTS.map((name) => readFileSync(join(BUNDLE, name), "utf8")).join("\n");

export const page = new Function(`"use strict";\n${text}\nreturn { ${NAMES.join(", ")} };`)();
