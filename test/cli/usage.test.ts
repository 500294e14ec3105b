// What is wrong on a command line, in a file or in the configuration is told before anything is sent.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { ada, adaWithMethods } from "../support/scenario";
import { type Ended, Ground } from "./support";

describe("the command line", () => {
    let ground: Ground;
    before(async () => {
        ground = await Ground.start({ users: [adaWithMethods()] });
    });
    after(() => ground.stop());
    afterEach(() => assert.deepEqual(ground.emulator.requests, []));

    const wrong: readonly [args: readonly string[], message: RegExp][] = [
        [["list"], /^No users are named\. Name them by id or e-mail address, as arguments or with --file/],
        [
            ["list", "ada"],
            /^argument 1: is neither a user id, such as auth0\|507f1f77bcf86cd799439020, nor an e-mail address\.$/m,
        ],
        [["list", ada, "auth0|\u202eada"], /^argument 2: holds characters that cannot be seen/],
        [["list", "--file", "nowhere.txt"], /^Could not read --file "nowhere\.txt": there is no such file\./],
        [["list", "--file", "."], /^Could not read --file "\.": it is a folder\./],
        [
            ["list", ada, "--domain", "https://example.eu.auth0.com"],
            /^--domain is "https:\/\/example\.eu\.auth0\.com", which is not a host name/,
        ],
        [["list", ada, "--client-id", ""], /^--client-id is empty/],
        [["list", ada, "--tenant", "eu", "--domain", "example.eu.auth0.com"], /^--domain and --tenant are both given/],
        [
            ["list", ada, "--requests-per-second", "0"],
            /^--requests-per-second is "0": set it to a number of requests greater than 0/,
        ],
        [["list", ada, "--stack", ""], /^--stack is not the name of a stack/],
        [["list", ada, "--stack", "dev", "--cwd", "nowhere"], /^--cwd is "nowhere", which is no folder/],
        [
            ["list", ada, "--confirmed", "--unconfirmed"],
            /^error: option '--unconfirmed' cannot be used with option '--confirmed'/,
        ],
        [
            ["list", ada, "--colour"],
            /^error: unknown option '--colour'\nSee pulumi-auth0-authentication-methods --help\./,
        ],
        [["generate", ada, "--force"], /^--force is of no use without --out/],
        [["generate", ada, "--partial"], /^--partial is of no use without --out/],
        [["generate"], /^No users are named/],
        [["check", "now"], /^error: too many arguments for 'check'/],
        [["lst"], /^error: unknown command 'lst'\n\(Did you mean list\?\)/],
        [[], /^Usage: pulumi-auth0-authentication-methods \[options\] \[command\]/],
    ];
    for (const [args, message] of wrong) {
        it(`ends with 2 and says what is wrong: ${JSON.stringify(args.join(" "))}`, async () => {
            const { code, stdout, stderr } = await ground.runHere(args);
            assert.match(stderr, message);
            assert.equal(code, 2);
            assert.equal(stdout, "");
        });
    }

    const secrets = [
        "--client-secret",
        "--client-assertion-private-key",
        "--api-token",
        "--clientSecret",
        "--apitoken",
    ];
    for (const flag of secrets) {
        it(`takes no secret, and repeats none: ${flag}`, async () => {
            const secret = "canary-0123456789";
            for (const args of [
                ["list", `${flag}=${secret}`, ada],
                ["check", flag, secret],
                [`${flag}=${secret}`, "list"],
            ]) {
                const { code, stdout, stderr } = await ground.runHere(args);
                assert.equal(code, 2);
                assert.ok(!`${stdout}${stderr}`.includes(secret), stderr);
            }
        });
    }

    it("says where else a secret belongs", async () => {
        const { code, stderr } = await ground.run(["list", ada, "--client-secret", "x"]);
        assert.equal(code, 2);
        assert.match(stderr, /^--client-secret is no option, .* environment variable AUTH0_CLIENT_SECRET/);
    });

    it("names each wrong line of a file, and repeats none of them", async () => {
        ground.file("users.txt", `${ada}\nCANARY one\n\n# comment\nauth0|ada\u0007CANARY\n@CANARY\n`);
        const { code, stderr } = await ground.runHere(["list", "--file", "users.txt"]);
        assert.equal(code, 2);
        assert.deepEqual(stderr.split("\n"), [
            "users.txt:2: is neither a user id, such as auth0|507f1f77bcf86cd799439020, nor an e-mail address.",
            "users.txt:5: holds characters that cannot be seen. Remove them.",
            "users.txt:6: is neither a user id, such as auth0|507f1f77bcf86cd799439020, nor an e-mail address.",
            "",
        ]);
    });

    it("sums up a file that is wrong as a whole, and one that is empty", async () => {
        ground.file("numbers.txt", "1\n".repeat(1_000));
        const { code, stderr } = await ground.runHere(["list", "--file", "numbers.txt"]);
        assert.equal(code, 2);
        assert.equal(stderr.split("\n").length, 22);
        assert.match(stderr, /\nand 980 more\.\n$/);
        ground.file("empty.txt", "\n# nobody\n");
        const empty = await ground.runHere(["list", "--file", "empty.txt"]);
        assert.equal(empty.stderr, "empty.txt names no users. Write one user id or e-mail address on each line.\n");
    });

    it("says that a file is not UTF-8", async () => {
        ground.file("utf16.txt", Buffer.from(`\ufeff${ada}\n`, "utf16le").toString("latin1"));
        const { code, stderr } = await ground.runHere(["list", "--file", "utf16.txt"]);
        assert.equal(code, 2);
        assert.match(stderr, /^utf16\.txt:1: is not UTF-8 text\. Save the file as UTF-8\./);
    });

    const incomplete: readonly [what: string, env: Record<string, string | undefined>, message: RegExp][] = [
        ["no domain", { AUTH0_DOMAIN: undefined }, /^auth0:domain \(or AUTH0_DOMAIN\) is not set/],
        [
            "no credentials",
            { AUTH0_CLIENT_SECRET: undefined },
            /^auth0:clientId \(or AUTH0_CLIENT_ID\) is set without a credential/,
        ],
        [
            "a number that is none",
            { AUTH0_AUTHENTICATION_METHODS_REQUEST_TIMEOUT: "soon" },
            /^AUTH0_AUTHENTICATION_METHODS_REQUEST_TIMEOUT is "soon"/,
        ],
    ];
    for (const [what, env, message] of incomplete) {
        it(`ends with 3 where the configuration has ${what}`, async () => {
            for (const name of ["list", "generate"]) {
                const { code, stdout, stderr } = await ground.runHere([name, ada], { env });
                assert.match(stderr, message);
                assert.equal(code, 3);
                assert.equal(stdout, "");
            }
        });
    }

    it("does not begin to read where a file must not be overwritten, or cannot be", async () => {
        ground.file("own.ts", "// mine\n");
        mkdirSync(path.join(ground.folder, "folder"));
        const own = await ground.runHere(["generate", ada, "--out", "own.ts"]);
        assert.match(own.stderr, /^"own\.ts" is there, and its first line does not say that it was generated\./);
        const folder = await ground.runHere(["generate", ada, "--out", "folder", "--force"]);
        assert.match(folder.stderr, /^Could not write --out "folder": it is a folder\./);
        assert.deepEqual([own.code, folder.code], [2, 2]);
    });

    it("explains itself with --help, and each command with examples and exit codes", async () => {
        const all = await ground.runHere(["--help"]);
        assert.equal(all.code, 0);
        for (const word of ["list", "generate", "check", "emulate"]) {
            // What starts a process of its own writes past the streams that it is handed.
            const run = word === "emulate" ? ground.run : ground.runHere;
            const { code, stdout, stderr }: Ended = await run.call(ground, [word, "--help"]);
            assert.equal(code, 0);
            assert.equal(stderr, "");
            assert.match(all.stdout, new RegExp(`^ {2}${word} `, "m"));
            if (word !== "emulate") {
                assert.match(stdout, /^Examples:\n {2}pulumi-auth0-authentication-methods /m);
                assert.match(stdout, /^Exit codes:\n {2}0 /m);
            }
        }
    });

    it("says its version", async () => {
        const { stdout } = await ground.run(["--version"]);
        assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
    });
});
