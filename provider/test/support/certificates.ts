// Certificates for tests of TLS, made anew each time, so that none expires in the repository.

import { generateKeyPairSync } from "node:crypto";
import tls, { type SecureContext, type SecureContextOptions } from "node:tls";
import { md, pki } from "node-forge";

/** A certificate and its key, in PEM form. */
export interface Certificate {
    readonly cert: string;
    readonly key: string;
}

/** Who signs certificates. */
export interface Authority {
    /** Its own certificate, in PEM form. */
    readonly cert: string;
    /** Makes a certificate for a host, good from and for so many days from now on. */
    issue(host: string, good?: { from: number; to: number }): Certificate;
}

const day = 86_400_000;

function makeKey(): { pem: string; forge: pki.rsa.PrivateKey } {
    // The engine's own key generator is much faster than the library's.
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
    return { pem, forge: pki.privateKeyFromPem(pem) };
}

const nameOf = (commonName: string) => [{ name: "commonName", value: commonName }];

/** Makes an authority that nobody trusts yet. */
export function createAuthority(name = "An authority of the tests"): Authority {
    const own = makeKey();
    const subjects = makeKey();
    let serial = 1;

    function sign(subject: string, key: pki.rsa.PrivateKey, good: { from: number; to: number }, extensions: object[]) {
        const certificate = pki.createCertificate();
        certificate.publicKey = pki.setRsaPublicKey(key.n, key.e);
        certificate.serialNumber = `0${serial.toString(16)}`;
        serial += 1;
        certificate.validity.notBefore = new Date(Date.now() + good.from * day);
        certificate.validity.notAfter = new Date(Date.now() + good.to * day);
        certificate.setSubject(nameOf(subject));
        certificate.setIssuer(nameOf(name));
        certificate.setExtensions(extensions);
        certificate.sign(own.forge, md.sha256.create());
        return pki.certificateToPem(certificate);
    }

    const usual = { from: -1, to: 1 };
    return {
        cert: sign(name, own.forge, usual, [
            { name: "basicConstraints", cA: true, critical: true },
            { name: "keyUsage", keyCertSign: true, critical: true },
        ]),
        issue: (host, good = usual) => ({
            cert: sign(host, subjects.forge, good, [{ name: "subjectAltName", altNames: [{ type: 2, value: host }] }]),
            key: subjects.pem,
        }),
    };
}

/**
 * Lets this process trust an authority as if it had been started with NODE_EXTRA_CA_CERTS.
 *
 * @returns What takes it back.
 */
export function trust({ cert }: Authority): () => void {
    const { createSecureContext } = tls;
    tls.createSecureContext = (options?: SecureContextOptions): SecureContext => {
        const made = createSecureContext(options);
        (made.context as { addCACert(pem: string): void }).addCACert(cert);
        return made;
    };
    return () => {
        tls.createSecureContext = createSecureContext;
    };
}
