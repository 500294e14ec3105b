// What mocha registers for test files, printed as JSON: for namedTests.ts, which starts it as a process of its own, since in
// the process that runs the tests these files are loaded already and would register nothing.

import path from "node:path";
import Mocha from "mocha";

/** The titles of one file. */
export interface RegisteredTests {
    /** Of its tests and of its suites, each alone and with those of the suites around it. */
    readonly titles: readonly string[];
    /** Those of them that are marked as not to be run. */
    readonly skipped: readonly string[];
}

async function register(file: string): Promise<RegisteredTests> {
    const mocha = new Mocha({ ui: "bdd" });
    await mocha.addFile(path.resolve(file)).loadFilesAsync();
    const [titles, skipped]: [string[], string[]] = [[], []];
    const add = (one: Mocha.Suite | Mocha.Test) => {
        const both = [one.title, one.fullTitle()];
        titles.push(...both);
        if (one.isPending()) {
            skipped.push(...both);
        }
    };
    const walk = (suite: Mocha.Suite) => {
        for (const inner of suite.suites) {
            add(inner);
            walk(inner);
        }
        for (const test of suite.tests) {
            add(test);
        }
    };
    walk(mocha.suite);
    return { titles, skipped };
}

async function main(files: readonly string[]): Promise<void> {
    const found: Record<string, RegisteredTests> = {};
    for (const file of files) {
        found[file] = await register(file);
    }
    // Modules under test may hold the process open.
    process.stdout.write(JSON.stringify(found), () => process.exit());
}

if (require.main === module) {
    void main(process.argv.slice(2));
}
