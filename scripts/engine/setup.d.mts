// The types of setup.mjs, which is plain JavaScript so that it runs before anything is installed.

export declare class EngineError extends Error {}

export interface Engine {
    /** The folder that holds `bin/pulumi`, as `PulumiCommand.get({ root })` takes it. */
    root: string;
    /** The absolute path of the binary. */
    command: string;
    /** The engine's version, without a leading "v". */
    version: string;
    /** Where it came from in this run. */
    source: "path" | "cache" | "download" | "build";
}

export interface EngineMakerContext {
    log: (line: string) => void;
    env: NodeJS.ProcessEnv;
    signal: AbortSignal;
}

export interface EngineMaker {
    source: "download" | "build";
    /** Puts an engine into `root/bin`; answers undefined, or in words why it could not. */
    make: (root: string, context: EngineMakerContext) => Promise<string | undefined>;
}

/** What makes an engine where none is found, in the order in which they are tried. */
export declare const engineMakers: readonly EngineMaker[];

export declare function findOrBuildEngine(options?: {
    /** Takes each line of progress. Default: writes it to stderr. */
    log?: (line: string) => void;
    /** Where PATH, HOME and the cache folder are looked up. Default: `process.env`. */
    env?: NodeJS.ProcessEnv;
    /** Default: all of `engineMakers`. */
    makers?: readonly EngineMaker[];
}): Promise<Engine>;
