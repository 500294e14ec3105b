// The project that a test's stack belongs to: one of the test's own, or one that the repository has.

import { readFileSync } from "node:fs";
import path from "node:path";

const repository = path.resolve(__dirname, "../..");

/** What says which project it is. */
export interface ProjectOptions {
    readonly projectName?: string;
    readonly project?: string;
    readonly cwd?: string;
}

/** Its name, and its Pulumi.yaml for a folder elsewhere. */
export function projectOf({ project, projectName = "test", cwd = repository }: ProjectOptions) {
    // `main` becomes the provider's working directory; else it would be that folder, which has no node_modules.
    if (project === undefined) {
        return { name: projectName, file: JSON.stringify({ name: projectName, runtime: "nodejs", main: cwd }) };
    }
    const text = readFileSync(path.join(project, "Pulumi.yaml"), "utf8");
    const [, name = ""] = /^name: (.*)$/m.exec(text) ?? [];
    return { name, file: `${text}main: ${JSON.stringify(project)}\n` };
}
