// A recording of the demonstration, in the form of asciinema (asciicast, version 2): what was printed, and when.

/** What was printed at one moment. */
export interface Printed {
    /** Seconds since the start. */
    readonly at: number;
    readonly text: string;
}

/** The columns and rows that a player is to show. */
export const screen = { width: 110, height: 40 };

/** As a file. Source of the form: https://docs.asciinema.org/manual/asciicast/v2/ */
export function toCast(printed: readonly Printed[]): string {
    const header = { version: 2, ...screen, title: "npm run demo" };
    const events = printed.map(({ at, text }) => [at, "o", text.replaceAll("\n", "\r\n")]);
    return [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** From a file. */
export function readCast(cast: string): Printed[] {
    const [, ...events] = cast.trimEnd().split("\n");
    return events.map((line) => {
        const [at, , text] = JSON.parse(line) as [number, string, string];
        return { at, text: text.replaceAll("\r\n", "\n") };
    });
}

/**
 * What of a run is the same in every other: our own lines, and what the provider says in the engine's. Which rows the engine shows
 * meanwhile, and in which words, is its own affair; ports and seconds are chance.
 */
export function lasting(text: string): string[] {
    return text
        .split("\n")
        .filter((line) => !line.startsWith("   | ") || /^ {3}\| {5}(?:drift|error): /.test(line))
        .map((line) => line.replace(/127\.0\.0\.1:\d+/, "127.0.0.1:PORT").replace(/in \d+ s\./, "in N s."));
}
