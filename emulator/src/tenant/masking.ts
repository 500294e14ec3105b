// How Auth0 hides phone numbers and e-mail addresses, after three recorded examples:
// +44207183875044 → XXXXXXXXXXX5044, chuck334@example.com → chuc****@exam*******, foo@example.com → ****@exam*******.
// Characters are whole ones, as those that a schema's limits count.
// What the recording leaves open (other lengths) is the simplest rule that gives all three.

const shown = 4;

/** A phone number with its last four characters alone. */
export function maskPhoneNumber(phoneNumber: string): string {
    const characters = [...phoneNumber];
    const hidden = characters.length > shown ? characters.length - shown : characters.length;
    return "X".repeat(hidden) + characters.slice(hidden).join("");
}

/** An e-mail address with the first four characters of each half, where a half is longer than that. */
export function maskEmail(email: string): string {
    const at = email.lastIndexOf("@");
    return at < 0 ? maskHalf(email) : `${maskHalf(email.slice(0, at))}@${maskHalf(email.slice(at + 1))}`;
}

function maskHalf(text: string): string {
    const characters = [...text];
    const hidden = characters.length - shown;
    return hidden > 0 ? characters.slice(0, shown).join("") + "*".repeat(hidden) : "*".repeat(shown);
}
