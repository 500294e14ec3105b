// The types of legs.mjs, which is plain JavaScript so that it runs before anything is installed.

export interface Leg {
    name: string;
    node: string;
    sdk: string;
    isShort: boolean;
}

export declare const legs: readonly Leg[];
export declare const shortForm: readonly string[];
export declare const leftOut: readonly { pattern: string; reason: string }[];
export declare function testFilesOf(repositoryFiles: readonly string[], isShort: boolean): string[];
