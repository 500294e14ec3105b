// A dynamic provider as https://www.pulumi.com/docs/iac/guides/building-extending/providers/dynamic-providers/ shows it in
// its complete example: a class that reads its credentials in `configure`, and makes a client and one call in each method,
// with no pacing and no retry. JavaScript, since what the TypeScript loader makes of an import cannot be serialized.

const pulumi = require("@pulumi/pulumi");
const axios = require("axios");

class SettingsProvider {
    async configure(request) {
        this.domain = request.config.require("auth0:domain");
        this.clientId = request.config.require("auth0:clientId");
        this.clientSecret = request.config.require("auth0:clientSecret");
    }

    async getToken() {
        const { data } = await axios.post(`${this.domain}/oauth/token`, {
            grant_type: "client_credentials",
            client_id: this.clientId,
            client_secret: this.clientSecret,
            audience: `${this.domain}/api/v2/`,
        });
        return data.access_token;
    }

    async write(inputs) {
        const [user, method] = [inputs.userId, inputs.authenticationMethodId].map(encodeURIComponent);
        const { data } = await axios.patch(
            `${this.domain}/api/v2/users/${user}/authentication-methods/${method}`,
            { name: inputs.name, preferred_authentication_method: inputs.preferredAuthenticationMethod },
            { headers: { Authorization: `Bearer ${await this.getToken()}` } },
        );
        return { ...inputs, ...data };
    }

    async create(inputs) {
        return { id: inputs.authenticationMethodId, outs: await this.write(inputs) };
    }

    async update(_id, _olds, news) {
        return { outs: await this.write(news) };
    }
}

class DocumentedSettings extends pulumi.dynamic.Resource {
    constructor(name, args, opts) {
        super(new SettingsProvider(), name, { type: undefined, confirmed: undefined, ...args }, opts);
    }
}

module.exports = { DocumentedSettings };
