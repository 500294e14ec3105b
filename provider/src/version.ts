// The version of this package, from the one place where it stands.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const manifest = JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8")) as { version: string };

/** Such as "1.2.3". */
export const version: string = manifest.version;
