// What plots have in common: colours that read on a light and a dark page, and texts that are safe in an SVG.

/** For what is not data. */
export const ink = "#64748b";
/** One for each of what is told apart; the first is ours. */
export const shades = ["#2563eb", "#0891b2", "#65a30d", "#7c3aed"] as const;
/** For what is refused or lost. */
export const wrongColour = "#dc2626";
/** For what ours is held against. */
export const otherColour = "#94a3b8";

export function round(value: number): number {
    return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** A text that begins or ends at a point. */
export function label(text: string, x: number, y: number, anchor = "start", colour: string = ink): string {
    return `<text x="${x}" y="${y}" fill="${colour}" text-anchor="${anchor}">${escapeXml(text)}</text>`;
}

/** The whole, with a title for those who do not see it. */
export function picture(title: string, width: number, height: number, parts: readonly string[]): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img">
<title>${escapeXml(title)}</title>
${parts.join("\n")}
</svg>
`;
}
