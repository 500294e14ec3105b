// Empty projects into which the packed tarballs are installed, as a user installs what was published. They stand in
// temporary folders, outside of this repository, so that nothing is found that was not installed.

import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run, tryToRun } from "./command";
import { install, type Manager } from "./managers";

export type Workspace = "provider" | "emulator" | "policy";
export type Dependencies = Readonly<Record<string, string>>;

/** Those that the tests install with, besides those of layouts.ts. */
export const managers = ["npm", "pnpm"] as const;
export const providerName = "pulumi-auth0-authentication-methods";
export const emulatorName = "auth0-authentication-methods-emulator";
export const policiesName = "auth0-authentication-methods-policies";

const repository = path.resolve(__dirname, "../../..");
const folders: string[] = [];
const made = new Map<string, Promise<unknown>>();

process.on("exit", () => {
    for (const folder of folders) {
        rmSync(folder, { recursive: true, force: true });
    }
});

/** A folder that is removed when this process ends. */
export function temporaryFolder(name: string): string {
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), `${name}-`)));
    folders.push(folder);
    return folder;
}

/** The version of a package that this repository is developed with. */
export function lockedVersion(packageName: string): string {
    const lock = JSON.parse(readFileSync(path.join(repository, "package-lock.json"), "utf8")) as {
        packages: Record<string, { version: string }>;
    };
    return lock.packages[`node_modules/${packageName}`]?.version ?? "missing in package-lock.json";
}

/** What a Pulumi program in TypeScript that uses the provider depends on. */
export async function programDependencies(): Promise<Dependencies> {
    return {
        [providerName]: `file:${await pack("provider")}`,
        "@pulumi/pulumi": lockedVersion("@pulumi/pulumi"),
        typescript: lockedVersion("typescript"),
    };
}

/**
 * A project with the provider and the Pulumi SDK, and the programs of ../project beside them. Made once in this process
 * for each package manager.
 */
export function projectWithProvider(manager: Manager): Promise<string> {
    return once(`project ${manager}`, async () => {
        const folder = emptyProject(manager, await programDependencies());
        await install(manager, folder);
        addPrograms(folder);
        return folder;
    });
}

/** Puts the programs of ../project into a folder. */
export function addPrograms(folder: string): void {
    cpSync(path.join(__dirname, "../project"), folder, { recursive: true });
}

/** A project with the emulator and nothing else. Made once in this process. */
export function projectWithEmulator(): Promise<string> {
    return once("project emulator", async () => {
        const folder = emptyProject("emulator", { [emulatorName]: `file:${await pack("emulator")}` });
        await install("npm", folder);
        return folder;
    });
}

/** A project with the policy pack and the Pulumi SDK. Made once in this process. */
export function projectWithPolicies(): Promise<string> {
    return once("project policies", async () => {
        const folder = emptyProject("policies", {
            [policiesName]: `file:${await pack("policy")}`,
            "@pulumi/pulumi": lockedVersion("@pulumi/pulumi"),
        });
        await install("npm", folder);
        return folder;
    });
}

/** The files of an installed package, sorted, without what was installed into it. */
export function filesOf(project: string, packageName: string): string[] {
    const root = path.join(project, "node_modules", packageName);
    return readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
        .filter((file) => !file.startsWith("node_modules/"))
        .sort();
}

/** Compiles a project of this one, or files, with this repository's compiler, and answers what it complains about. */
export async function compile(cwd: string, ...args: string[]): Promise<string[]> {
    const { output } = await tryToRun(cwd, process.execPath, require.resolve("typescript/bin/tsc"), ...args);
    return output.split("\n").filter((line) => line.trim() !== "");
}

/** A folder with nothing but a manifest. */
export function emptyProject(name: string, dependencies: Dependencies): string {
    const folder = temporaryFolder(`project-${name}`);
    writeManifest(folder, { dependencies });
    return folder;
}

/** Writes a package.json for what is never published. */
export function writeManifest(folder: string, fields: Readonly<Record<string, unknown>>): void {
    const manifest = { name: path.basename(folder).toLowerCase(), version: "1.0.0", private: true, ...fields };
    writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest));
}

/** The tarball of a workspace, as `npm publish` would send it. */
function pack(workspace: Workspace): Promise<string> {
    return once(`tarball ${workspace}`, async () => {
        const folder = temporaryFolder("tarball");
        await run(repository, "npm", "pack", `./${workspace}`, "--pack-destination", folder, "--ignore-scripts");
        return path.join(folder, ...readdirSync(folder));
    });
}

function once<T>(key: string, make: () => Promise<T>): Promise<T> {
    const promise = made.get(key) ?? make();
    made.set(key, promise);
    return promise as Promise<T>;
}
