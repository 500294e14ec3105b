// Rules about names of methods: they stand in states, in logs and on login pages. No message repeats a name.

import { resourceRule } from "../rule";
import { texts, wholeNumber } from "../settings";
import { personalDataIn } from "../text/personal";
import { isPrintable, withoutUnprintable } from "../text/printable";
import { standards } from "./standards";

/** `name-holds-no-personal-data`: a name says what a device is, not who has it. */
export const nameHoldsNoPersonalData = resourceRule({
    name: "name-holds-no-personal-data",
    description:
        "Checks whether names are without e-mail addresses, phone, payment card and social security numbers, and other " +
        "words that are refused.",
    enforcementLevel: "mandatory",
    severity: "high",
    standards: [standards.classification, standards.protection, standards.minimisation],
    mending: 'Name the device, such as "Work phone": a name stands in the state and in logs in the clear.',
    settings: {
        words: texts("More that no name may hold, whatever its case: surnames, project names.", "\\S"),
    },
    judge: (resource, { config: { words } }, report) => {
        for (const method of resource.methods) {
            const { name } = method;
            if (typeof name !== "string") {
                continue;
            }
            const kinds: string[] = personalDataIn(name);
            if (words.some((word) => folded(name).includes(folded(word)))) {
                kinds.push("a word that is refused");
            }
            if (kinds.length > 0) {
                report(`the name holds ${kinds.join(" and ")}`, method);
            }
        }
    },
});

/** `name-is-printable`: a name shows as what it is, wherever it is shown. */
export const nameIsPrintable = resourceRule({
    name: "name-is-printable",
    description: "Checks whether names are short and without control characters, invisible characters and HTML.",
    enforcementLevel: "mandatory",
    severity: "medium",
    standards: [standards.logInjection, standards.validation],
    mending: "Choose a name of letters, digits, spaces and punctuation, no longer than maxLength.",
    settings: {
        maxLength: wholeNumber("How many characters a name has at most.", 1, 50),
    },
    judge: (resource, { config: { maxLength } }, report) => {
        for (const method of resource.methods) {
            const { name } = method;
            if (typeof name !== "string") {
                continue;
            }
            const length = [...name].length;
            if (!isPrintable(name)) {
                report("the name holds control, direction or invisible characters", method);
            }
            if (/<[a-z!/?]|&(?:[a-z]{2,}|#x?[0-9a-f]+);/i.test(name)) {
                report("the name holds HTML", method);
            }
            if (length > maxLength) {
                report(`the name has ${length} characters of the ${maxLength} that it may have`, method);
            }
        }
    },
    remedy: (resource) => {
        let isMended = false;
        for (const { name, source } of resource.methods) {
            const clean = typeof name === "string" && !isPrintable(name) ? withoutUnprintable(name) : "";
            // Of a name that holds nothing else, nothing would be left: that is for its author to mend.
            if (clean !== "") {
                (source as Record<string, unknown>)["name"] = clean;
                isMended = true;
            }
        }
        return isMended;
    },
});

function folded(text: string): string {
    return text.normalize("NFKC").toLowerCase();
}
