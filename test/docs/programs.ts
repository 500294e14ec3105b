// The programs that pages show, and what the compiler says of them: of all in one run, which takes as long as that of one.

import path from "node:path";
import ts from "typescript";
import { type Block, blocksOf, repository } from "./blocks";

/** One or several blocks of a page. */
export interface ShownProgram {
    readonly blocks: readonly Block[];
}

/**
 * The programs of a page. A block goes on from the one before it, unless what it declares is declared there already: then it
 * is the beginning of another program.
 */
export function programsOf(page: string): ShownProgram[] {
    const programs: Block[][] = [];
    let declared = new Set<string>();
    for (const block of blocksOf(page).filter(({ language }) => language === "ts")) {
        const names = declaredIn(block.code);
        const current = programs.at(-1);
        if (current === undefined || names.some((name) => declared.has(name))) {
            programs.push([block]);
            declared = new Set(names);
        } else {
            current.push(block);
            names.forEach((name) => {
                declared.add(name);
            });
        }
    }
    return programs.map((blocks) => ({ blocks }));
}

/** What a module declares, imports among it. */
function declaredIn(code: string): string[] {
    const names: string[] = [];
    const bind = (name: ts.BindingName) => {
        if (ts.isIdentifier(name)) {
            names.push(name.text);
        } else {
            name.elements.forEach((element) => {
                if (ts.isBindingElement(element)) {
                    bind(element.name);
                }
            });
        }
    };
    for (const statement of ts.createSourceFile("block.ts", code, ts.ScriptTarget.ES2022).statements) {
        if (ts.isImportDeclaration(statement)) {
            const { name, namedBindings } = statement.importClause ?? {};
            names.push(...(name === undefined ? [] : [name.text]));
            if (namedBindings !== undefined) {
                const bound = ts.isNamespaceImport(namedBindings) ? [namedBindings] : namedBindings.elements;
                names.push(...bound.map((one) => one.name.text));
            }
        } else if (ts.isVariableStatement(statement)) {
            statement.declarationList.declarations.forEach((declaration) => {
                bind(declaration.name);
            });
        } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
            names.push(...(statement.name === undefined ? [] : [statement.name.text]));
        }
    }
    return names;
}

/** What the compiler says of programs that stand where the quickstart's does: a line for each mistake, with its place. */
export function problemsOf(programs: readonly ShownProgram[]): string[] {
    const files = new Map(
        programs.map((program, index) => [
            path.join(repository, `examples/quickstart/documented-${index}.mts`),
            program.blocks,
        ]),
    );
    const { config } = ts.readConfigFile(path.join(repository, "tsconfig.json"), ts.sys.readFile) as { config: object };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, repository);
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists } = host;
    host.fileExists = (name) => files.has(name) || fileExists.call(host, name);
    host.getSourceFile = (name, ...rest) => {
        const blocks = files.get(name);
        return blocks === undefined
            ? getSourceFile.call(host, name, ...rest)
            : // So that one without an import is a module all the same, and its names are its own.
              ts.createSourceFile(name, `${textOf(blocks)}export {};\n`, ts.ScriptTarget.ES2022);
    };
    // Each block is a module of Node's, so a program that exports and awaits is one as well.
    const program = ts.createProgram([...files.keys()], options, host);
    return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
        const blocks = files.get(file?.fileName ?? "") ?? [];
        const line = file?.getLineAndCharacterOfPosition(start).line ?? 0;
        return `${placeOf(blocks, line)}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
}

function textOf(blocks: readonly Block[]): string {
    return blocks.map(({ code }) => code).join("");
}

/** The place on the page of a line of the program, which is counted from 0. */
function placeOf(blocks: readonly Block[], line: number): string {
    let before = 0;
    for (const { page, line: fence, code } of blocks) {
        const length = code.split("\n").length - 1;
        if (line < before + length) {
            return `${page}:${fence + 1 + line - before}`;
        }
        before += length;
    }
    return "elsewhere";
}
