// What is sent to the token endpoint, and what it answers.

import * as z from "zod";
import { text, wrongUnless } from "./fields";

/** The answer of the token endpoint. */
export const tokenSchema = z.object({
    access_token: text.regex(/^[\x21-\x7e]+$/, { error: "not a text that a header can carry" }),
    expires_in: z
        .number({ error: wrongUnless("a number") })
        .positive({ error: "not above 0, so the token has expired already" })
        .nullish(),
    token_type: text.regex(/^bearer$/i, { error: "not Bearer" }).nullish(),
});

/** The form of a request for a token. Source: https://auth0.com/docs/api/authentication/client-credential-flow/get-token */
export function toTokenForm(
    clientId: string,
    audience: string,
    proof: { readonly clientSecret: string } | { readonly clientAssertion: string },
): Record<string, string> {
    return {
        grant_type: "client_credentials",
        client_id: clientId,
        audience,
        ...("clientSecret" in proof
            ? { client_secret: proof.clientSecret }
            : {
                  client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                  client_assertion: proof.clientAssertion,
              }),
    };
}
