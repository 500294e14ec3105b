// Runs the program it is given on the engine, with the SDK that is installed beside it, one operation per message.

const { pathToFileURL } = require("node:url");
const { LocalWorkspace, PulumiCommand, Stack } = require("@pulumi/pulumi/automation");

const { program, isModule, engineRoot, main, folders } = JSON.parse(process.argv[2]);
let loads = 0;

/** The program's exports. It is loaded anew each time, as it is by each command of a user. */
async function load() {
    loads++;
    if (isModule) {
        return { ...(await import(`${pathToFileURL(program)}?load=${loads}`)) };
    }
    delete require.cache[program];
    return { ...require(program) };
}

async function createStack() {
    const workspace = await LocalWorkspace.create({
        workDir: folders.work,
        pulumiCommand: await PulumiCommand.get({ root: engineRoot }),
        pulumiHome: folders.home,
        secretsProvider: "passphrase",
        projectSettings: { name: "installed", runtime: "nodejs", main },
        program: load,
        envVars: {
            PULUMI_BACKEND_URL: pathToFileURL(folders.backend).href,
            PULUMI_CONFIG_PASSPHRASE: "the passphrase of tests",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        },
    });
    const stack = await Stack.create("dev", workspace);
    // The history costs a start of the engine after each operation, and nobody asks for it.
    stack.info = async () => undefined;
    return stack;
}

const created = createStack();

async function run(operation) {
    let output = "";
    let changes = {};
    const append = (text) => {
        output += text;
    };
    const options = {
        color: "never",
        onOutput: append,
        onError: append,
        onEvent: ({ summaryEvent }) => {
            changes = summaryEvent?.resourceChanges ?? changes;
        },
    };
    try {
        const stack = await created;
        const { outputs = {} } = await stack[operation](options);
        const values = Object.entries(outputs).map(([name, { value }]) => [name, value]);
        return { ok: true, output, changes, outputs: Object.fromEntries(values) };
    } catch (error) {
        return { ok: false, output: `${output}\n${error.stack}`, changes, outputs: {} };
    }
}

process.on("message", async (operation) => process.send(await run(operation)));
