// The engine from Pulumi's own download site, by the installer that its SDK for Node brings.

import https from "node:https";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { sdkFolder } from "./companions.mjs";
import { engineVersion } from "./pin.mjs";
import { run } from "./run.mjs";

const site = "https://get.pulumi.com/install.sh";
const probeLimitMs = 5_000;
const downloadLimitMs = 120_000;

/**
 * Downloads an engine into `root/bin`. Returns undefined on success and else the reason in words: that the site is out
 * of reach is an ordinary case, with a build from the Go module still to come.
 */
export async function downloadEngine(root, { log, env, signal }) {
    if (!(await answers(site, signal))) {
        return "get.pulumi.com is out of reach";
    }
    log(`Downloading the Pulumi engine v${engineVersion}. This is done once.`);
    // In a process of its own, so that a download that hangs can be ended.
    const { ok, output } = await run(process.execPath, [fileURLToPath(import.meta.url), root], {
        env,
        signal,
        timeoutMs: downloadLimitMs,
    });
    return ok
        ? undefined
        : `the download from get.pulumi.com failed: ${output.split("\n").at(-1) || "it took too long"}`;
}

function answers(url, signal) {
    return new Promise((resolve) => {
        const limit = AbortSignal.any([AbortSignal.timeout(probeLimitMs), ...(signal ? [signal] : [])]);
        const request = https.request(url, { method: "HEAD", signal: limit }, (response) => {
            response.resume();
            resolve(response.statusCode === 200);
        });
        request.on("error", () => resolve(false));
        request.end();
    });
}

async function installWithSdk(root) {
    const automation = path.join(sdkFolder(), "automation", "index.js");
    const { PulumiCommand } = (await import(pathToFileURL(automation).href)).default;
    const { SemVer } = createRequire(automation)("semver");
    await PulumiCommand.install({ root, version: new SemVer(engineVersion) });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    await installWithSdk(process.argv[2]);
}
