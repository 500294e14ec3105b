// Bisection: the first moment at which something is so that stays so. Pure.

/**
 * To half a millisecond, not before `start`; the last moment that was looked at when it is further away than `furthest`.
 *
 * @param isSo - False up to some moment, true from then on.
 */
export function firstMoment(
    start: number,
    furthest: number,
    isSo: (time: number) => boolean,
): { readonly at: number; readonly isFound: boolean } {
    if (isSo(start)) {
        return { at: start, isFound: true };
    }
    let [no, yes] = [start, start + 1];
    for (let step = 2; !isSo(yes); step *= 2) {
        if (yes - start > furthest) {
            return { at: yes, isFound: false };
        }
        no = yes;
        yes += step;
    }
    while (yes - no > 0.5) {
        const middle = (no + yes) / 2;
        if (isSo(middle)) {
            yes = middle;
        } else {
            no = middle;
        }
    }
    return { at: yes, isFound: true };
}
