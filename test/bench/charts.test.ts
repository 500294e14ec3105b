// That what a reader sees drawn is what stands beside it in figures.

import assert from "node:assert/strict";
import { drawRuns } from "../../bench/rates/plots";
import { toBars } from "../../bench/report/bars";
import { toFigure, withCharts } from "../../bench/report/page";
import { read } from "../docs/blocks";

describe("the charts of the benchmark", () => {
    it("are those of the figures on the page, and stand below them", () => {
        const page = read("docs/performance.md");
        const { text, images } = withCharts(page);
        assert.deepEqual(
            images.map(({ file }) => file),
            ["first-up.svg", "side-by-side.svg", "state-size.svg"],
        );
        assert.equal(text, page);
        for (const { file, svg } of images) {
            assert.equal(read(`docs/plots/${file}`), svg, file);
        }
    });

    it("change with a figure", () => {
        const page = read("docs/performance.md");
        const row = /^\| ours, one group \| (?<seconds>[\d.]+) \|/m;
        const [before, after] = [page, page.replace(row, "| ours, one group | 99.9 |")].map(
            (text) => withCharts(text).images.find(({ file }) => file === "side-by-side.svg")?.svg ?? "",
        );
        assert.ok(!before?.includes("99.9 s") && after?.includes("99.9 s"));
    });

    it("are left out where the page does not have the figures yet", () => {
        const page = "# Performance\n\n<!-- sizes -->\n\n## Size\n\n<!-- end of sizes -->\n";
        assert.deepEqual(withCharts(page).images, []);
    });

    it("of the rate limits are on the page of every cell too", () => {
        const page = read("docs/rate-limits.md");
        for (const image of drawRuns()) {
            assert.ok(page.includes(toFigure(image)), image.file);
        }
    });

    it("have bars as long as their values, and say what is wrong in red", () => {
        const bar = (name: string, value: number, wrong?: string) => {
            return { name, value, text: String(value), isOurs: true, ...(wrong !== undefined && { wrong }) };
        };
        const svg = toBars({ title: "t", groups: [{ bars: [bar("<one>", 10), bar("two", 5, "3 lost")] }] });
        const lengths = [...svg.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, length]) => Number(length));
        assert.equal(lengths[0], 2 * (lengths[1] ?? 0));
        assert.match(svg, /&lt;one>/);
        assert.match(svg, /<tspan fill="#dc2626"[^>]*>3 lost<\/tspan>/);
    });
});
