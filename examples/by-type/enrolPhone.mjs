// Plays the user of an emulated tenant who loses a phone and enrols another: `node enrolPhone.mjs http://127.0.0.1:4010`.

const [domain = "", userId = "auth0|507f1f77bcf86cd799439020"] = process.argv.slice(2);
// It deletes a user's phones.
if (!/^http:\/\/127\.0\.0\.1:\d+$/.test(domain)) {
    throw new Error("Give the address of an emulated tenant, such as http://127.0.0.1:4010.");
}

async function ask(method, path, token, body) {
    const response = await fetch(domain + path, {
        method,
        headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
        ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) {
        throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
    return response.status === 204 ? undefined : response.json();
}

const { access_token: token } = await ask("POST", "/oauth/token", undefined, {
    grant_type: "client_credentials",
    // Of every emulated tenant.
    client_id: "emulatorClient0123456789ABCDEFGH",
    client_secret: "emulator-client-secret-0123456789abcdefghijklmnopqrstuvwxyz",
    audience: `${domain}/api/v2/`,
});
const methods = `/api/v2/users/${encodeURIComponent(userId)}/authentication-methods`;
for (const { id, type } of await ask("GET", methods, token)) {
    if (type === "phone") {
        await ask("DELETE", `${methods}/${encodeURIComponent(id)}`, token);
        process.stdout.write(`${userId} has lost ${id}.\n`);
    }
}
const phone = await ask("POST", methods, token, { type: "phone", name: "New phone", phone_number: "+442079460123" });
process.stdout.write(`${userId} has enrolled ${phone.id}.\n`);
