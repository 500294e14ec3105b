// The part of Mermaid that the diagrams of this repository are written in, line by line. Mermaid itself brings a hundred packages
// of 150 MB and wants a browser's document for flowcharts; this part is small, holds no character that Mermaid reads in two
// ways, and also finds what Mermaid draws without a word: a name that is nowhere declared.

const label = `[A-Za-z0-9][A-Za-z0-9 ,.:/_'-]*`;
const box = `${label}(?:<br/>${label})*`;

/** What a line may be, what it declares, and what it names. */
interface Form {
    readonly pattern: RegExp;
    readonly declares?: readonly number[];
    readonly names?: readonly number[];
    readonly level?: 1 | -1;
    /** Whether it stands only inside what was opened. */
    readonly isInner?: boolean;
}

const close: Form = { pattern: /^end$/, level: -1 };

const kinds: Readonly<Record<string, readonly Form[]>> = {
    "flowchart TB": [
        { pattern: new RegExp(String.raw`^subgraph (\w+)\["${label}"\]$`), level: 1 },
        close,
        { pattern: new RegExp(String.raw`^(\w+)(?:\["${box}"\]|\[\("${box}"\)\])$`), declares: [1] },
        { pattern: new RegExp(String.raw`^(\w+) -->(?:\|${label}\|)? (\w+)$`), names: [1, 2] },
    ],
    sequenceDiagram: [
        { pattern: /^actor (\w+)$/, declares: [1] },
        { pattern: new RegExp(String.raw`^participant (\w+)(?: as ${label})?$`), declares: [1] },
        { pattern: new RegExp(String.raw`^(\w+)--?>>(\w+): ${label}$`), names: [1, 2] },
        { pattern: new RegExp(String.raw`^Note over (\w+): ${label}$`), names: [1] },
        { pattern: new RegExp(`^alt ${label}$`), level: 1 },
        { pattern: new RegExp(`^else ${label}$`), isInner: true },
        close,
    ],
};

/** What is wrong with a diagram: what is not of the part that is known, and names that do not meet. */
export function problemsOfDiagram(diagram: string): string[] {
    const [kind = "", ...lines] = diagram
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "");
    const forms = kinds[kind];
    if (forms === undefined) {
        return [`"${kind}" is none of ${Object.keys(kinds).join(", ")}`];
    }
    const problems: string[] = [];
    const declared = new Set<string>();
    const named = new Set<string>();
    let open = 0;
    for (const line of lines) {
        const form = forms.find(({ pattern }) => pattern.test(line));
        if (form === undefined || (open === 0 && (form.isInner === true || form.level === -1))) {
            problems.push(`not understood: ${line}`);
            continue;
        }
        const groups = form.pattern.exec(line) ?? [];
        form.declares?.forEach((index) => {
            declared.add(groups[index] ?? "");
        });
        form.names?.forEach((index) => {
            named.add(groups[index] ?? "");
        });
        open += form.level ?? 0;
    }
    return [
        ...problems,
        ...(open === 0 ? [] : ["something is not ended"]),
        ...[...named].filter((name) => !declared.has(name)).map((name) => `not declared: ${name}`),
        ...[...declared].filter((name) => !named.has(name)).map((name) => `leads nowhere: ${name}`),
    ];
}
