export const layers: Record<"unit" | "engine" | "thorough", string>;
export function layerOf(file: string): keyof typeof layers;
export function testFiles(repository: string): string[];
export const thorough: readonly RegExp[];
