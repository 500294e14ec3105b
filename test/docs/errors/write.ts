// Writes docs/errors.md: `npm run docs:errors`.

import { writeFileSync } from "node:fs";
import path from "node:path";
import { repository } from "../blocks";
import { errorsPage, kindsOfErrors } from "./page";
import { met } from "./situation";
import { situations } from "./situations";

async function write(): Promise<void> {
    const messages = [];
    for (const situation of situations) {
        messages.push(await met(situation));
    }
    writeFileSync(path.join(repository, "docs/errors.md"), errorsPage(kindsOfErrors(), messages));
}

write().then(
    () => process.exit(0),
    (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
    },
);
