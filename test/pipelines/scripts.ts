// What a runner does for a job, as one script of shell: GitHub's steps with what their actions run, and GitLab's lines.

import { gitLabJob, type Step, workflow } from "./files";

/** What a workflow is started with. */
export interface Context {
    readonly stack: string;
    readonly unlock?: string;
}

/** The script, and what it finds in its environment besides the credentials. */
export interface Script {
    readonly text: string;
    readonly env: Readonly<Record<string, string>>;
}

// What these amount to where there is no service: a checkout, Node, and a login.
const idle = ["actions/checkout", "actions/setup-node", "pulumi/auth-actions"];

/** The one job of a workflow, for one stack of its matrix. */
export function gitHubScript(file: string, context: Context): Script {
    const [job] = Object.values(workflow(file).jobs);
    const steps = (job?.steps ?? []).filter((step) => isToRun(step, context));
    return {
        text: steps.map(textOf).join("\n").replaceAll(stackOfMatrix, context.stack),
        env: { STACK: context.stack },
    };
}

/** A job of GitLab's, for one stack of its matrix. */
export function gitLabScript(name: string, { stack }: Context): Script {
    const { before_script: before, script } = gitLabJob(name);
    return { text: [...before, ...script].join("\n"), env: { STACK: stack, PULUMI_ID_TOKEN: "none" } };
}

const stackOfMatrix = /\$\{\{ matrix\.stack \}\}/g;

/** The one condition that a step has. */
function isToRun({ if: condition }: Step, { stack, unlock }: Context): boolean {
    if (condition !== undefined && condition !== "inputs.unlock == matrix.stack") {
        throw new Error(`Nobody has said here what this condition means: ${condition}`);
    }
    return condition === undefined || unlock === stack;
}

function textOf({ run, uses = "", with: inputs = {} }: Step): string {
    const [action = ""] = uses.split("@");
    if (run !== undefined || idle.includes(action)) {
        return run ?? "";
    }
    if (action !== "pulumi/actions") {
        throw new Error(`Nobody has said here what this action does: ${uses}`);
    }
    // As the action does it, through the Automation API; without a command it installs the CLI.
    const { command, "stack-name": stack } = inputs;
    const flags = command === "up" ? "--yes --skip-preview" : "";
    return command === undefined ? "" : `pulumi ${command} --stack ${stack} --non-interactive ${flags}`;
}
