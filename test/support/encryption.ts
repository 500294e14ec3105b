// The engine's own encryption of what is secret in a stack's configuration and state, as pulumi/sdk/v3 writes it in
// go/common/resource/config/crypt.go; test/harness.test.ts holds it against the engine.

import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const [nonceBytes, tagBytes] = [12, 16];

/** Encrypts and decrypts with a key of 32 bytes. */
export class Encryption {
    readonly #key: Buffer;

    constructor(key: Buffer) {
        this.#key = key;
    }

    encrypt(text: string): string {
        const nonce = randomBytes(nonceBytes);
        const cipher = createCipheriv("aes-256-gcm", this.#key, nonce);
        const encrypted = [cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()];
        return `v1:${nonce.toString("base64")}:${Buffer.concat(encrypted).toString("base64")}`;
    }

    decrypt(ciphertext: string): string {
        const [, nonce = "", encrypted = ""] = ciphertext.split(":");
        const bytes = Buffer.from(encrypted, "base64");
        const decipher = createDecipheriv("aes-256-gcm", this.#key, Buffer.from(nonce, "base64"));
        decipher.setAuthTag(bytes.subarray(-tagBytes));
        return decipher.update(bytes.subarray(0, -tagBytes), undefined, "utf8") + decipher.final("utf8");
    }
}
