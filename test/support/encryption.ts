// The engine's own encryption of what is secret in a stack's configuration and state, with a passphrase: PBKDF2 of a million
// rounds, a quarter of a second that each command of the engine spends anew, is spent once here. As pulumi/sdk/v3's
// go/common/resource/config/crypt.go writes it; test/harness.test.ts holds it against the engine.

import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from "node:crypto";

const rounds = 1_000_000;
const [keyBytes, saltBytes, nonceBytes, tagBytes] = [32, 8, 12, 16];
const keys = new Map<string, Buffer>();

/** Encrypts and decrypts as the engine does for a stack. */
export class Encryption {
    readonly #key: Buffer;

    /** @param salt - As a stack's settings and its state hold it: the salt, and a word by which a wrong passphrase is told. */
    constructor(
        passphrase: string,
        readonly salt: string,
    ) {
        this.#key = keyOf(passphrase, Buffer.from(salt.split(":")[1] ?? "", "base64"));
    }

    /** For a new stack. */
    static create(passphrase: string): Encryption {
        const salt = `v1:${randomBytes(saltBytes).toString("base64")}`;
        return new Encryption(passphrase, `${salt}:${new Encryption(passphrase, salt).encrypt("pulumi")}`);
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

function keyOf(passphrase: string, salt: Buffer): Buffer {
    const name = `${salt.toString("base64")} ${passphrase}`;
    const key = keys.get(name) ?? pbkdf2Sync(passphrase, salt, rounds, keyBytes, "sha256");
    keys.set(name, key);
    return key;
}
