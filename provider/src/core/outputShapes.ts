// What outputs and look-ups tell of a method that is more than a text: shapes that programs read.

/** A part of an authentication method, such as the voice and the sms part of a phone. */
export interface AuthenticationMethodPart {
    /** The part's id, such as `sms|dev_kXVq4drj3Mw6uCF5`. */
    id?: string;
    /** The kind of part, such as `voice` or `sms`. */
    type?: string;
}

/** The settings of a method when it was adopted: what `onDelete: "restore"` goes back to. */
export interface OriginalSettings {
    /** The name, where the method had one. */
    name?: string;
    /** `voice` or `sms`, where the method had a preference. */
    preferredAuthenticationMethod?: string;
}
