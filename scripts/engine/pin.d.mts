// The types of pin.mjs, as far as tests need them.

/** The folder of one engine, in this repository's folder of the user's cache. */
export declare function engineFolder(env: NodeJS.ProcessEnv): string;
