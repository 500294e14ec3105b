// Where the key comes from that a stack's secrets are encrypted with. From a passphrase, as most users of a file backend have
// it, the engine works it out in a million rounds, which is a third of what it does in a command of a test. So the stacks of
// tests have theirs from a vault, unless a test asks for a passphrase.

import { pbkdf2Sync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Encryption } from "./encryption";

export interface SecretsProvider {
    /** What Pulumi.STACK.yaml says of it. */
    readonly settings: Record<string, string>;
    /** What the state says of it. */
    readonly recorded: RecordedProvider;
    readonly encryption: Encryption;
    /** What the engine needs in its environment. */
    readonly env: Record<string, string>;
}

/** In the engine's own words, and no more of them than are needed here. */
export type RecordedProvider =
    | { readonly type: "passphrase"; readonly state: { readonly salt: string } }
    | { readonly type: "cloud"; readonly state: { readonly url: string; readonly encryptedkey: string } };

/** What the secrets of some stacks are encrypted with. */
export const passphrase = "the passphrase of tests";
/** What the engine shows the vault. */
export const vaultToken = "the-token-of-the-vault-of-tests";

const rounds = 1_000_000;
const [keyBytes, saltBytes] = [32, 8];
const keys = new Map<string, Buffer>();

let byPassphrase: SecretsProvider | undefined;
let byVault: Promise<SecretsProvider> | undefined;

/** The one of all stacks of this process with a passphrase. */
export function passphraseProvider(): SecretsProvider {
    byPassphrase ??= makePassphraseProvider();
    return byPassphrase;
}

/** The one of all other stacks of this process. */
export function vaultProvider(): Promise<SecretsProvider> {
    byVault ??= startVault();
    return byVault;
}

/** What decrypts a state. */
export async function encryptionOf({ type, state }: RecordedProvider): Promise<Encryption> {
    return type === "passphrase" ? new Encryption(keyOf(state.salt)) : (await vaultProvider()).encryption;
}

function makePassphraseProvider(): SecretsProvider {
    const start = `v1:${randomBytes(saltBytes).toString("base64")}`;
    const encryption = new Encryption(keyOf(start));
    // The word after the salt is how the engine knows a wrong passphrase.
    const salt = `${start}:${encryption.encrypt("pulumi")}`;
    return {
        settings: { encryptionsalt: salt },
        recorded: { type: "passphrase", state: { salt } },
        encryption,
        env: {},
    };
}

function keyOf(salt: string): Buffer {
    const bytes = Buffer.from(salt.split(":")[1] ?? "", "base64");
    const name = bytes.toString("hex");
    const key = keys.get(name) ?? pbkdf2Sync(passphrase, bytes, rounds, keyBytes, "sha256");
    keys.set(name, key);
    return key;
}

/** All that the engine asks of HashiCorp's Vault: to decrypt the key of a stack, which is in its settings. */
async function startVault(): Promise<SecretsProvider> {
    const key = randomBytes(keyBytes);
    const server = createServer((request, response) => {
        const isAllowed = request.headers["x-vault-token"] === vaultToken;
        response.writeHead(isAllowed ? 200 : 403, { "content-type": "application/json" });
        response.end(JSON.stringify(isAllowed ? { data: { plaintext: key.toString("base64") } } : { errors: [] }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    server.unref();
    const url = "hashivault://tests";
    const encryptedkey = Buffer.from("vault:v1:tests").toString("base64");
    return {
        settings: { secretsprovider: url, encryptedkey },
        recorded: { type: "cloud", state: { url, encryptedkey } },
        encryption: new Encryption(key),
        env: {
            VAULT_SERVER_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
            VAULT_SERVER_TOKEN: vaultToken,
        },
    };
}
