// The standards that rules go back to, each section once. NIST's are the sections of the final SP 800-63B-4 of August 2025,
// whose drafts counted otherwise (5.1.3.3 for 3.1.3.3); OWASP's are of ASVS 5.0.

/** Sections, as messages and the README cite them. */
export const standards = {
    aal2: "NIST SP 800-63B-4, 2.2.2",
    aal3: "NIST SP 800-63B-4, 2.3.2",
    aal3Types: "NIST SP 800-63B-4, 2.3.1",
    email: "NIST SP 800-63B-4, 3.1.3.1",
    phoneNetwork: "NIST SP 800-63B-4, 3.1.3.3",
    phishingResistance: "NIST SP 800-63B-4, 3.2.5",
    restrictedAuthenticators: "NIST SP 800-63B-4, 3.2.9",
    twoMeans: "NIST SP 800-63B-4, 4.1.2.1",
    phishingResistanceOfAgencies: "OMB M-22-09",
    validation: "OWASP ASVS 5.0, 2.2.1",
    multiFactor: "OWASP ASVS 5.0, 6.3.3",
    noEmail: "OWASP ASVS 5.0, 6.3.6",
    replacement: "OWASP ASVS 5.0, 6.4.4",
    revocation: "OWASP ASVS 5.0, 6.5.6",
    phonesBesideStronger: "OWASP ASVS 5.0, 6.6.1",
    identityNamespace: "OWASP ASVS 5.0, 6.8.1",
    secretsManagement: "OWASP ASVS 5.0, 13.3.1",
    classification: "OWASP ASVS 5.0, 14.1.1",
    protection: "OWASP ASVS 5.0, 14.2.4",
    logInjection: "OWASP ASVS 5.0, 16.4.1",
    objectAuthorization: "OWASP API Security Top 10 2023, API1",
    minimisation: "GDPR, Article 5(1)(c)",
} as const;
