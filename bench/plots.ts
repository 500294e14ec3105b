// `npm run docs:plots`: draws the charts of docs/performance.md anew, of the figures that stand there. Measures nothing.

import { writeCharts } from "./report/page";

writeCharts();
process.stderr.write("Drawn anew, of what docs/performance.md says.\n");
