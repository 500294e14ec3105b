import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ground } from "./support";

const count = 10_000;
const created_at = "2026-01-05T08:00:00.000Z";

function user(index: number) {
    const name = `Phone ${index}`;
    const phone = { id: `phone|dev_${index}`, type: "phone", confirmed: true, created_at, name };
    return { user_id: `auth0|${index}`, email: `user-${index}@example.com`, authentication_methods: [phone] };
}

describe("ten thousand users", function () {
    this.timeout(300_000);
    let ground: Ground;
    before(async () => {
        const users = Array.from({ length: count }, (_, index) => user(index));
        ground = await Ground.start({ users, plan: "unlimited" });
        ground.file("users.txt", users.map(({ user_id }) => user_id).join("\n"));
    });
    after(() => ground.stop());

    it("are read in little memory, with one request each, and become one program", async () => {
        const { code, stdout, stderr } = await ground.run(
            ["generate", "--file", "users.txt", "--group", "--out", "index.ts"],
            {
                env: { NODE_OPTIONS: "--max-old-space-size=128" },
            },
        );
        assert.equal(code, 0, stderr);
        assert.equal(stdout, "");
        assert.match(stderr, /^10000 users, 10000 methods declared, 0 left out; wrote "index\.ts"$/m);
        assert.equal(ground.asked.length, count);
        const program = readFileSync(path.join(ground.folder, "index.ts"), "utf8");
        assert.equal(program.match(/^ {12}authenticationMethodId: /gm)?.length, count);
    });
});
