// Ids as they stand in messages: quoted, escaped, cut, and cleaned of personal data, since the id of a user may be an e-mail
// address. Names and other values are not shown at all.

import { withoutPersonalData } from "./personal";
import { escaped } from "./printable";

const limit = 200;

/** An id in a message. */
export function quote(id: string): string {
    const clean = withoutPersonalData(id);
    return escaped(JSON.stringify(clean.length > limit ? `${clean.slice(0, limit)}…` : clean));
}
