// Prints a new TOTP secret: 20 random bytes, as RFC 4226 recommends, in base32.

import { randomBytes } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const bits = [...randomBytes(20)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
const secret = bits.match(/.{5}/g).map((five) => alphabet[Number.parseInt(five, 2)]);

process.stdout.write(`${secret.join("")}\n`);
