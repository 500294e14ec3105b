// The provider that does nothing, and reads what ours reads, when ours reads it, with as little code as it takes: what
// live reads cost whoever makes them.

const http = require("node:http");
const empty = require("./empty.cjs");

const agent = new http.Agent({ keepAlive: true });
const lists = new Map();
let config;
let token;

function send(method, path, headers, body) {
    return new Promise((resolve, reject) => {
        const request = http.request(
            new URL(path, config.get("auth0:domain")),
            { agent, method, headers },
            (answer) => {
                let text = "";
                answer.setEncoding("utf8");
                answer.on("data", (part) => {
                    text += part;
                });
                answer.on("end", () =>
                    answer.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(text)),
                );
            },
        );
        request.on("error", reject);
        request.end(body);
    });
}

async function fetchToken() {
    const form = new URLSearchParams({
        grant_type: "client_credentials",
        client_id: config.get("auth0:clientId"),
        client_secret: config.get("auth0:clientSecret"),
        audience: new URL("/api/v2/", config.get("auth0:domain")).href,
    });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return (await send("POST", "/oauth/token", headers, form.toString())).access_token;
}

async function fetchMethods(userId) {
    token ??= fetchToken();
    const path = `/api/v2/users/${encodeURIComponent(userId)}/authentication-methods`;
    const headers = { authorization: `Bearer ${await token}` };
    return send("GET", `${path}?page=0&per_page=50&include_totals=true`, headers);
}

async function observe({ userId, authenticationMethodId }) {
    const list = lists.get(userId) ?? fetchMethods(userId);
    lists.set(userId, list);
    const { authenticators } = await list;
    if (!authenticators.some(({ id }) => id === authenticationMethodId)) {
        throw new Error(`${userId} has no ${authenticationMethodId}.`);
    }
}

exports.configure = async (request) => {
    config = request.config;
};
exports.check = async (olds, inputs) => {
    await observe(inputs);
    return empty.check(olds, inputs);
};
exports.diff = empty.diff;
exports.create = empty.create;
exports.read = async (id, props) => {
    await observe(props);
    return empty.read(id, props);
};
exports.update = empty.update;
exports.delete = empty.delete;
