// Who runs, compiles or compares each fenced block of the repository's pages. A test fails where a block, or a line of one for
// a shell, has nobody. A new page's blocks are claimed here, each by the test that does it, or with the reason why none can.
//
// Programs in TypeScript need no claim: programs.test.ts compiles those of every page. Neither does JSON, which claims.test.ts
// parses on every page.

/** Blocks of pages that somebody sees to. */
export interface Claim {
    readonly pages: readonly string[];
    readonly language: string;
    /** Those of a shell's lines that are meant. Without it: whole blocks, by a test that reads the page. */
    readonly lines?: readonly string[] | RegExp;
    /** The test, as namedTests.ts has it. */
    readonly by?: string;
    /** A page on which the same lines stand, where they are claimed: they need not be run twice. */
    readonly as?: string;
    /** Why no test can run them, and what is done instead. */
    readonly reason?: string;
}

const ownCommand = "npx pulumi-auth0-authentication-methods";
const leads = '`test/docs/commands.test.ts` › "lead from a new stack to a tenant as declared and back: …"';
const installs = '`test/packages/run.test.ts` › "runs …"';
const startsEmulator =
    '`emulator/test/cli.test.ts` › "prints the configuration to paste, with which its tenant is reached"';

/** An example whose page a test types line by line, and whose outputs it compares. */
function walked(example: string, by: string): Claim[] {
    const pages = [`examples/${example}/README.md`];
    return [
        { pages, language: "sh", lines: /^(pulumi|node|export) /, by },
        { pages, language: "text", by },
    ];
}

export const claims: readonly Claim[] = [
    // The first pages.
    {
        pages: ["README.md", "provider/README.md", "examples/quickstart/README.md"],
        language: "sh",
        lines: new RegExp(`^(pulumi|${ownCommand}) `),
        by: leads,
    },
    {
        pages: ["README.md"],
        language: "sh",
        lines: ["npm run demo", "npm cit"],
        reason: ".ci/run types both, on a clean checkout",
    },
    {
        pages: ["README.md"],
        language: "sh",
        lines: ["npm ci", "npm run build"],
        reason: "they are what the `npm cit` of .ci/run does",
    },
    {
        pages: ["provider/README.md"],
        language: "sh",
        lines: ["npm install pulumi-auth0-authentication-methods @pulumi/pulumi"],
        by: installs,
    },
    {
        pages: ["README.md", "policy/README.md"],
        language: "sh",
        lines: ["npm install --save-dev auth0-authentication-methods-policies"],
        by: '`test/packages/policies.test.ts` › "judges a stack that is given its folder"',
    },
    {
        pages: ["policy/README.md"],
        language: "sh",
        lines: ["pulumi preview --policy-pack node_modules/auth0-authentication-methods-policies"],
        by: leads,
    },
    { pages: ["docs/installation-configuration.md"], language: "sh", lines: /^pulumi config set /, as: "README.md" },
    { pages: ["docs/installation-configuration.md"], language: "sh", lines: /^npm install /, as: "provider/README.md" },
    // The emulator.
    {
        pages: ["emulator/README.md"],
        language: "sh",
        lines: ["npm install --save-dev auth0-authentication-methods-emulator"],
        by: '`test/packages/emulator.test.ts` › "is what npx runs under its name"',
    },
    {
        pages: ["emulator/README.md"],
        language: "sh",
        lines: ["npx auth0-authentication-methods-emulator --port 4010 --users 25 --plan free"],
        by: startsEmulator,
    },
    // The security page.
    {
        pages: ["SECURITY.md"],
        language: "sh",
        lines: /^auth0 (apps create|api post client-grants) /,
        reason: "Auth0's own command line, which needs a tenant; test/docs/security.test.ts looks at the scopes that it grants",
    },
    // The command line.
    {
        pages: ["docs/command-line.md"],
        language: "sh",
        lines: /^(?!export |.* emulate )/,
        by: '`test/docs/commandLine.test.ts` › "shows what is printed: …"',
    },
    {
        pages: ["docs/command-line.md"],
        language: "sh",
        lines: /^export AUTH0_/,
        by: '`test/docs/commandLine.test.ts` › "tells a shell of the tenant what the emulator prints of it"',
    },
    {
        pages: ["docs/command-line.md"],
        language: "sh",
        lines: [`${ownCommand} emulate --port 4010 --users 25`],
        by: '`test/cli/emulate.test.ts` › "starts the emulator with what it is told, and ends it on SIGINT"',
    },
    {
        pages: ["docs/command-line.md"],
        language: "text",
        by: '`test/docs/commandLine.test.ts` › "shows every block of output below the commands that print it", "names every command"',
    },
    ...["sh", "text"].map((language) => ({
        pages: ["docs/migration.md"],
        language,
        by: '`test/docs/migration.test.ts` › "leads from a script and a command to a program without a change, …"',
    })),
    // The examples.
    {
        pages: ["by-type", "component", "enrol-totp", "policy", "roster", "two-tenants"].map(
            (example) => `examples/${example}/README.md`,
        ),
        language: "sh",
        lines: ["npm ci", "npm run build"],
        reason: "they are what the `npm cit` of .ci/run does",
    },
    {
        pages: ["by-type", "component", "enrol-totp", "policy", "two-tenants"].map(
            (example) => `examples/${example}/README.md`,
        ),
        language: "sh",
        lines: /^npx auth0-authentication-methods-emulator --port 401[01]( --users 25 --plan unlimited)?$/,
        by: startsEmulator,
    },
    {
        pages: ["examples/roster/README.md"],
        language: "sh",
        lines: /^npx auth0-authentication-methods-emulator /,
        by: '`test/roster/readme.test.ts` › "leads from a new stack to the roster\'s tenant and back"',
    },
    ...walked("by-type", "`test/examples/by-type.test.ts`"),
    ...walked("component", "`test/examples/component.test.ts`"),
    ...walked("enrol-totp", "`test/examples/enrol-totp.test.ts`"),
    ...walked("two-tenants", "`test/examples/two-tenants.test.ts`"),
    ...walked("roster", "`test/roster/readme.test.ts`"),
    ...walked("by-email", "`test/by-email/readme.test.ts`"),
    ...walked("policy", "`test/policy/example.test.ts`"),
    // Pipelines.
    {
        pages: ["docs/pipelines.md"],
        language: "yaml",
        by: '`test/docs/pipelines.test.ts` › "shows what stands in the file that it last named: …"',
    },
    {
        pages: ["docs/pipelines.md"],
        language: "sh",
        lines: /^(?!pulumi login 'postgres:)/,
        by: '`test/docs/pipelines.test.ts` › "shows what stands in the file that it last named: …"',
    },
    {
        pages: ["docs/pipelines.md"],
        language: "sh",
        lines: /^pulumi login 'postgres:/,
        reason: "test/pipelines/race.test.ts types it, wherever PostgreSQL's own server is to be had",
    },
    {
        pages: ["docs/pipelines.md"],
        language: "text",
        by: '`test/docs/pipelines.test.ts` › "shows a line of drift as it is printed, by the form that a test on the engine holds"',
    },
    // For maintainers.
    {
        pages: ["README.md", "ARCHITECTURE.md"],
        language: "mermaid",
        by: '`test/docs/architecture.test.ts` › "can be drawn: …"',
    },
    {
        pages: ["ARCHITECTURE.md"],
        language: "text",
        by: '`test/docs/architecture.test.ts` › "show the text that states hold"',
    },
    {
        pages: ["CONTRIBUTING.md"],
        language: "text",
        by: '`test/docs/release.test.ts` › "takes the example of a changeset into one package, …"',
    },
    {
        pages: ["CONTRIBUTING.md"],
        language: "sh",
        lines: /^(npm (ci|test|run (build|demo|lint))$|npx mocha )/,
        reason: ".ci/run types all but the last, which is how every file of tests is run by itself",
    },
    {
        pages: ["docs/layouts.md"],
        language: "yaml",
        reason: "an option of the Node.js language host, which is none of the engine built here; npm run test:layouts compiles and runs the program",
    },
];
