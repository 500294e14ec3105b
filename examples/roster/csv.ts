// A CSV text as records that know their lines, which is what a message about a mistake has to name.

// csv-parse is kept up, depends on nothing, is strict about quotes, and hands out the raw text of each record.
import { CsvError, parse } from "csv-parse/sync";

/** One record, which goes over several lines where a value in quotes does. */
export interface CsvRecord {
    /** The first of its lines, as an editor counts them: from 1, with the header and with empty lines. */
    readonly line: number;
    /** Without the spaces around them. */
    readonly cells: readonly string[];
}

interface RawRecord {
    readonly record: readonly string[];
    readonly raw: string;
}

/** The records that have anything in them, and the line of the record whose quotes are wrong, where reading ended. */
export function readRecords(text: string): { records: CsvRecord[]; brokenLine?: number } {
    // The parser's raw texts are a character off where lines end with two.
    const lines = text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
    const records: CsvRecord[] = [];
    let position = 0;
    let line = 1;
    const firstLineOf = (raw: string) => line + breaksIn(/^\s*/.exec(raw)?.[0] ?? "");
    const keep = ({ record, raw }: RawRecord): null => {
        const cells = record.map((cell) => cell.trim());
        // A spreadsheet saves rows that were emptied as a row of commas.
        if (cells.some((cell) => cell !== "")) {
            records.push({ line: firstLineOf(raw), cells });
        }
        position += raw.length;
        line += breaksIn(raw);
        return null;
    };
    try {
        parse(lines, {
            on_record: (record: unknown) => keep(record as RawRecord),
            raw: true,
            record_delimiter: "\n",
            relax_column_count: true,
            skip_empty_lines: true,
            trim: true,
        });
    } catch (error) {
        if (error instanceof CsvError) {
            return { records, brokenLine: firstLineOf(lines.slice(position)) };
        }
        throw error;
    }
    return { records };
}

function breaksIn(text: string): number {
    return text.split("\n").length - 1;
}
