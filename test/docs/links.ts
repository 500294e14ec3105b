// The links of Markdown pages, and which of them lead nowhere: to a file that is not there, to a heading that no page has.

import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { read, repository } from "./blocks";

/** What is wrong with the links of a page: a line for each. Addresses of the web are not asked for. */
export function brokenLinks(page: string, markdown = read(page)): string[] {
    return linksIn(markdown).flatMap((target) => {
        const reason = problemOf(page, markdown, target);
        return reason === undefined ? [] : [`${page}: ${target}: ${reason}`];
    });
}

/** Where the links and images of a text lead. */
function linksIn(markdown: string): string[] {
    const text = withoutCode(markdown);
    const patterns = [
        /\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g,
        /^\[[^\]]+\]:\s+(\S+)/gm,
        /\b(?:href|src)="([^"]+)"/g,
    ];
    return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, target = ""]) => target));
}

function withoutCode(markdown: string): string {
    return markdown
        .replaceAll(/^( *)(```+|~~~+)[\s\S]*?^ *\2 *$/gm, "")
        .replaceAll(/(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "`");
}

function problemOf(page: string, markdown: string, target: string): string | undefined {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) {
        return /^(https:\/\/|mailto:|http:\/\/(127\.0\.0\.1|localhost)\b)/.test(target) ? undefined : "is not https";
    }
    const [file = "", anchor] = target.split("#");
    const linked = file === "" ? page : path.posix.join(path.posix.dirname(page), decodeURIComponent(file));
    const absolute = path.join(repository, linked);
    if (linked.startsWith("..") || !existsSync(absolute)) {
        return "there is no such file";
    }
    if (anchor === undefined) {
        return undefined;
    }
    if (!linked.endsWith(".md") || statSync(absolute).isDirectory()) {
        return "only Markdown pages have headings";
    }
    const anchors = anchorsOf(linked === page ? markdown : read(linked));
    return anchors.has(anchor) ? undefined : "there is no such heading";
}

/** What GitHub makes of headings, and anchors that a page sets itself. */
export function anchorsOf(markdown: string): Set<string> {
    const text = markdown.replaceAll(/^( *)(```+|~~~+)[\s\S]*?^ *\2 *$/gm, "");
    const anchors = new Set([...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id = ""]) => id));
    const counts = new Map<string, number>();
    for (const [, heading = ""] of text.matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
        const shown = heading.replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll(/<[^>]+>|[`*]|\\(?=[_<>])/g, "");
        const slug = shown
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
            .replaceAll(" ", "-");
        const count = counts.get(slug) ?? 0;
        counts.set(slug, count + 1);
        anchors.add(count === 0 ? slug : `${slug}-${count}`);
    }
    return anchors;
}
