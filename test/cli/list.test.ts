import assert from "node:assert/strict";
import { makeUsers } from "../../emulator/src/tenant/seeds";
import { ada, adaPhone, adaTotp, adaWithMethods, canaries } from "../support/scenario";
import { Ground } from "./support";

const grace = "auth0|507f1f77bcf86cd799439021";

function methodOf(id: string, more: object = {}) {
    const created_at = "2026-01-05T08:00:00.000Z";
    return { id, type: id.split("|")[0] ?? "", confirmed: true, created_at, ...more };
}

function graceWith(...authentication_methods: ReturnType<typeof methodOf>[]) {
    return { user_id: grace, email: "grace@example.com", authentication_methods };
}

describe("list", () => {
    let ground: Ground;
    afterEach(() => ground.stop());

    it("prints a table of a user's methods, and reads them with one request beside the token", async () => {
        ground = await Ground.start();
        const { code, stdout, stderr } = await ground.run(["list", ada]);
        assert.equal(code, 0);
        assert.deepEqual(stdout.split("\n"), [
            "USER                            METHOD                        TYPE     NAME         PREFERENCE  CONFIRMED  CREATED",
            `${ada}  email|dev_f0O81fTcftc0kN2v    email    -            -           yes        2026-01-05T08:00:00.000Z`,
            `${ada}  passkey|dev_2VbE9mQxT4sLw8Zn  passkey  "Laptop"     -           yes        2026-01-05T08:00:00.000Z`,
            `${ada}  phone|dev_kXVq4drj3Mw6uCF5    phone    "Old phone"  sms         yes        2026-01-05T08:00:00.000Z`,
            `${ada}  totp|dev_F9T7cy0hM0IgHjwP     totp     -            -           yes        2026-01-05T08:00:00.000Z`,
            "",
        ]);
        assert.equal(stderr, "1 user, 4 authentication methods\n");
        assert.equal(ground.emulator.requests.length, 2);
    });

    it("prints JSON without phone numbers, e-mail addresses and keys", async () => {
        ground = await Ground.start();
        const { code, stdout } = await ground.runHere(["list", ada, "--json", "--type", "phone", "--type", "totp"]);
        assert.equal(code, 0);
        const dates = { createdAt: "2026-01-05T08:00:00.000Z", enrolledAt: "2026-01-05T08:01:00.000Z" };
        assert.deepEqual(JSON.parse(stdout), {
            tenant: ground.emulator.url,
            users: [
                {
                    userId: ada,
                    authenticationMethods: [
                        {
                            authenticationMethodId: adaPhone,
                            type: "phone",
                            name: "Old phone",
                            preferredAuthenticationMethod: "sms",
                            confirmed: true,
                            ...dates,
                        },
                        { authenticationMethodId: adaTotp, type: "totp", confirmed: true, ...dates },
                    ],
                },
            ],
            failures: [],
        });
    });

    it("finds users by e-mail address, of one connection where it is told, and tells each user once", async () => {
        ground = await Ground.start({ users: [adaWithMethods(), graceWith(methodOf("totp|dev_1"))] });
        const both = await ground.runHere(["list", "grace@example.com", grace, ada, canaries.email, "--json"]);
        assert.equal(both.code, 0, both.stderr);
        const users = (JSON.parse(both.stdout) as { users: { userId: string }[] }).users.map(({ userId }) => userId);
        assert.deepEqual(users, [grace, ada]);
        const reads = ground.asked.filter((line) =>
            line.endsWith("authentication-methods?page=0&per_page=50&include_totals=true"),
        );
        assert.equal(reads.length, 2);
        const elsewhere = await ground.runHere(["list", "grace@example.com", "--connection", "nowhere"]);
        assert.equal(elsewhere.code, 1);
        assert.match(
            elsewhere.stderr,
            /^no user of tenant \S+ has the e-mail address "g\*\*\*@example\.com" in connection "nowhere"\. Those who have it are in "Username-Password-Authentication"\.\n/,
        );
        assert.match(
            (await ground.runHere(["list", "Grace@example.com"])).stderr,
            /\. Check the address: upper and lower case count/,
        );
    });

    it("means all users with an e-mail address, or the one of a connection", async () => {
        const social = { user_id: "google-oauth2|1", email: "grace@example.com", authentication_methods: [] };
        ground = await Ground.start({ users: [graceWith(methodOf("totp|dev_1")), social] });
        const ids = async (...args: string[]) => {
            const { stdout } = await ground.runHere(["list", "grace@example.com", "--json", ...args]);
            return (JSON.parse(stdout) as { users: { userId: string }[] }).users.map(({ userId }) => userId);
        };
        assert.deepEqual(await ids(), [grace, "google-oauth2|1"]);
        assert.deepEqual(await ids("--connection", "google-oauth2"), ["google-oauth2|1"]);
        assert.deepEqual(await ids("--connection", "Username-Password-Authentication"), [grace]);
    });

    it("shows what is not confirmed, and what is", async () => {
        const unconfirmed = methodOf("phone|dev_2", { confirmed: false });
        ground = await Ground.start({ users: [adaWithMethods(), graceWith(methodOf("totp|dev_1"), unconfirmed)] });
        const open = await ground.runHere(["list", ada, grace, "--unconfirmed"]);
        assert.match(open.stdout, /^USER.*\nauth0\|507f1f77bcf86cd799439021 {2}phone\|dev_2 .* no .*\n$/);
        const done = await ground.runHere(["list", grace, "--confirmed"]);
        assert.match(done.stdout, /^USER.*\n.*totp\|dev_1.* yes .*\n$/);
    });

    it("takes for confirmed what the tenant says nothing of, as everything here does", async () => {
        const { confirmed: _, ...untold } = methodOf("totp|dev_1");
        ground = await Ground.start({
            users: [{ user_id: grace, email: "g@example.com", authentication_methods: [untold] }],
        });
        const done = await ground.runHere(["list", grace, "--confirmed"]);
        assert.match(done.stdout, /^USER.*\n.*totp\|dev_1.* - .*\n$/);
        const open = await ground.runHere(["list", grace, "--unconfirmed", "--json"]);
        assert.match(open.stdout, /"users": \[\]/);
    });

    it("says what types there are where no method is of the one that is asked for", async () => {
        ground = await Ground.start({
            users: [
                graceWith(methodOf("totp|dev_1"), methodOf("phone|dev_2"), methodOf("totp|dev_3")),
                { user_id: ada, email: "ada@example.com", authentication_methods: [] },
            ],
        });
        const { code, stdout, stderr } = await ground.runHere(["list", grace, ada, "--type", "phon"]);
        assert.deepEqual([code, stdout], [0, ""]);
        assert.equal(stderr, '2 users, no such authentication method. The types there are: "phone", "totp".\n');
        const none = await ground.runHere(["list", ada, "--unconfirmed"]);
        assert.equal(
            none.stderr,
            "1 user, no such authentication method. There are no authentication methods at all.\n",
        );
    });

    it("prints a user without methods as such, and a name as it is, safe for a terminal", async () => {
        const name = 'ключ 電話 "x"\u001b[2J\u202eevil\n';
        ground = await Ground.start({
            users: [
                { user_id: ada, email: "a@example.com", authentication_methods: [] },
                graceWith(methodOf("totp|dev_1", { name })),
            ],
        });
        const { stdout } = await ground.runHere(["list", ada, grace]);
        const [, none, named, end] = stdout.split("\n");
        assert.match(none ?? "", /^auth0\|507f1f77bcf86cd799439020 {2}- +- +- +-/);
        assert.ok(named?.includes('"ключ 電話 \\"x\\"\\u001b[2J\\u202eevil\\n"'), named);
        assert.equal(end, "");
    });

    it("reads the others where some fail, says which by file and line, and ends with 1", async () => {
        ground = await Ground.start();
        const file = ground.file("users.txt", `\ufeff# staff\r\n\r\nauth0|nobody\r\n${ada}\r\nnoone@example.com\r\n`);
        const { code, stdout, stderr } = await ground.runHere(["list", "--file", "users.txt"]);
        assert.equal(code, 1);
        assert.equal(stdout.split("\n").length, 6);
        const { url } = ground.emulator;
        const [first, second, summary] = stderr.split("\n");
        assert.equal(
            first,
            `users.txt:3: user "auth0|nobody" does not exist in tenant ${url}. Check the id and the tenant.`,
        );
        assert.match(
            second ?? "",
            /^users\.txt:5: no user of tenant \S+ has the e-mail address "n\*\*\*@example\.com"\. Check the address: /,
        );
        assert.equal(summary, "1 user, 4 authentication methods");

        const { stdout: json } = await ground.runHere(["list", "--file", file, "--json"]);
        const { failures } = JSON.parse(json) as { failures: object[] };
        assert.equal(failures.length, 2);
        assert.deepEqual(failures[0], {
            where: `${file}:3`,
            message: `user "auth0|nobody" does not exist in tenant ${url}. Check the id and the tenant.`,
        });
    });

    it("reads the names of users from its standard input", async () => {
        ground = await Ground.start();
        const { code, stdout, stderr } = await ground.run(["list", "--file", "-", "--json"], {
            input: `${ada}\n\nx|y\n`,
        });
        assert.equal(code, 1);
        assert.ok(stdout.includes(adaPhone));
        assert.match(stderr, /^stdin:3: user "x\|y" does not exist/);
    });

    it("reads many users side by side within the tenant's rate limit, and refuses none", async () => {
        const users = makeUsers(120);
        ground = await Ground.start({ users, plan: { burst: 100, perSecond: 100, refill: "drip" } });
        const file = ground.file("users.txt", users.map(({ user_id }) => user_id).join("\n"));
        const { code, stdout, stderr } = await ground.runHere(["list", "--file", file, "--json"]);
        assert.equal(code, 0, stderr);
        assert.equal((JSON.parse(stdout) as { users: object[] }).users.length, 120);
        assert.equal(ground.asked.length, 120);
    });

    it("keeps below the requests per second that it is told", async () => {
        ground = await Ground.start({ users: makeUsers(4), plan: "unlimited" });
        const named = makeUsers(4).map(({ user_id }) => user_id);
        const { code } = await ground.runHere(["list", ...named, "--requests-per-second", "5"]);
        assert.equal(code, 0);
        const times = ground.emulator.requests.map(({ at }) => Number(at));
        const spent = (times.at(-1) ?? 0) - (times[0] ?? 0);
        assert.ok(spent >= 500, `${times.length} requests in ${spent} ms`);
    });

    it("names the scope that e-mail addresses need, and reads those who are named by id all the same", async () => {
        ground = await Ground.start();
        const token = await ground.emulator.issueToken({ scopes: ["read:authentication_methods"] });
        const env = { AUTH0_API_TOKEN: token };
        const both = await ground.runHere(["list", "ada@example.com", ada], { env });
        assert.equal(both.code, 1);
        assert.match(
            both.stderr,
            /look up the users with the e-mail address "a\*\*\*@example\.com".*Grant the scope read:users/,
        );
        assert.ok(both.stdout.includes(adaPhone));
        const alone = await ground.runHere(["list", "ada@example.com"], { env });
        assert.deepEqual([alone.code, alone.stdout], [3, ""]);
    });

    it("stops asking where no user can be read, and ends with 3", async () => {
        const users = makeUsers(100);
        ground = await Ground.start({ users, plan: "unlimited" });
        const token = await ground.emulator.issueToken({ scopes: ["read:users"] });
        const file = ground.file("users.txt", users.map(({ user_id }) => user_id).join("\n"));
        const env = { AUTH0_API_TOKEN: token, AUTH0_CLIENT_ID: undefined, AUTH0_CLIENT_SECRET: undefined };
        const { code, stdout, stderr } = await ground.runHere(["list", "--file", file], { env });
        assert.equal(code, 3);
        assert.equal(stdout, "");
        assert.match(stderr, /403 \(insufficient_scope\).*Grant the scope read:authentication_methods/);
        assert.match(stderr, /\nand 80 more could not be read; --json lists them all\.\n$/);
        assert.ok(ground.asked.length < 50, String(ground.asked.length));
    });
});
