// The environment in which a stack's program and its engine run: this process's, without what the surroundings say
// about Auth0 or Pulumi, and with what the test says instead.
//
// An inline program runs in this very process and reads process.env, so that is what has to change; the engine and
// the provider inherit it. As there is one process.env, operations whose environments differ run one after another,
// while those with the same one may run side by side.

const foreign = /^(AUTH0|PULUMI)_/;

interface Turn {
    key: string;
    users: number;
    restore: () => void;
    ended: Promise<void>;
    end: () => void;
}

let current: Turn | undefined;

/** Runs `action` in an environment without foreign settings and with those of `env`. */
export async function withEnvironment<T>(env: Record<string, string>, action: () => Promise<T>): Promise<T> {
    const key = JSON.stringify(Object.entries(env).sort());
    while (current !== undefined && current.key !== key) {
        await current.ended;
    }
    current ??= begin(key, env);
    const turn = current;
    turn.users++;
    try {
        return await action();
    } finally {
        turn.users--;
        if (turn.users === 0) {
            turn.restore();
            current = undefined;
            turn.end();
        }
    }
}

function begin(key: string, env: Record<string, string>): Turn {
    const before = { ...process.env };
    const changed = new Set([...Object.keys(before).filter((name) => foreign.test(name)), ...Object.keys(env)]);
    for (const name of changed) {
        setVariable(name, env[name]);
    }
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
        end = resolve;
    });
    const restore = () => {
        for (const name of changed) {
            setVariable(name, before[name]);
        }
    };
    return { key, users: 0, restore, ended, end };
}

function setVariable(name: string, value: string | undefined): void {
    if (value === undefined) {
        delete process.env[name];
    } else {
        process.env[name] = value;
    }
}
