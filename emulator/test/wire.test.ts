import assert from "node:assert/strict";
import { creatableTypes, createdFields, readFields, settableTypes, writtenFields } from "../src/wire";
import { Contract, type Schema } from "./support/contract";

const contract = new Contract("management-api.openapi.json");

function fields({ properties = {} }: Schema): string[] {
    return Object.keys(properties).sort();
}

describe("the wire's lists of fields and types", () => {
    it("have all that is documented for GET", () => {
        assert.deepEqual([...readFields].sort(), fields(contract.schema("UserAuthenticationMethod")));
        assert.deepEqual([...readFields].sort(), fields(contract.schema("GetUserAuthenticationMethodResponseContent")));
    });

    // The secret is in all three schemas and in no recorded answer; `confirmed` is in PATCH's schema alone, and likewise.
    it("have all that is documented for POST, PUT and PATCH, but for what recorded answers leave out", () => {
        const created = fields(contract.schema("CreateUserAuthenticationMethodResponseContent"));
        const replaced = fields(contract.schema("SetUserAuthenticationMethodResponseContent"));
        const patched = fields(contract.schema("UpdateUserAuthenticationMethodResponseContent"));
        assert.deepEqual([...createdFields, "totp_secret"].sort(), created);
        assert.deepEqual([...writtenFields, "totp_secret"].sort(), replaced);
        assert.deepEqual([...writtenFields, "totp_secret", "confirmed"].sort(), patched);
    });

    it("have the types that POST and PUT take", () => {
        assert.deepEqual(creatableTypes, contract.schema("CreatedUserAuthenticationMethodTypeEnum").enum);
        assert.deepEqual(settableTypes, contract.schema("AuthenticationTypeEnum").enum);
    });
});
