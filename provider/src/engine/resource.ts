// What every resource of this package is to the engine: its calls, and what holds for each of them, whichever resource it is.
// The configuration comes before all others, the shape of inputs is checked before the tenant is asked, and nothing but plain
// JSON and messages crosses the border.

import type {
    CheckResult,
    ConfigureRequest,
    CreateResult,
    DiffResult,
    ReadResult,
    ResourceProvider,
    UpdateResult,
} from "@pulumi/pulumi/dynamic";
import type { RawInputs } from "./arguments";
import { acrossBorder } from "./border";
import { type Checks, check } from "./check";
import { providerText, type ResourceName } from "./permanentTexts";
import type { Runtime } from "./runtime";

/** The calls that every resource answers in its own way. What a state holds may be of any release, or of none. */
interface Calls<Outputs extends object> {
    diff(id: string, olds: object, news: RawInputs): Promise<DiffResult>;
    create(inputs: RawInputs): Promise<CreateResult<Outputs>>;
    /** @param props - The outputs in the state; of a resource that is only read, what the program gave besides the id. */
    read(id: string, props?: unknown): Promise<ReadResult>;
    update(id: string, olds: object, news: RawInputs): Promise<UpdateResult<Outputs>>;
    delete(id: string, props: object): Promise<void>;
}

/** What a resource does when the engine calls. */
export interface Resource<Outputs extends object> extends Checks, Calls<Outputs> {}

/** What the engine's server calls. */
export interface Provider<Outputs extends object> extends Calls<Outputs> {
    configure(request: ConfigureRequest): Promise<void>;
    check(olds: RawInputs, news: RawInputs): Promise<CheckResult<RawInputs>>;
}

/** The provider of a resource, as the engine's server runs it. */
export function providerOf<Outputs extends object>(
    name: ResourceName,
    runtime: Runtime,
    resource: Resource<Outputs>,
): Provider<Outputs> {
    const across = <T extends object>(task: () => Promise<T>) =>
        acrossBorder(providerText(name), () => runtime.isDebug(), task);
    return {
        configure: async ({ config }) => runtime.configure(config),
        check: (_olds, news) => across(() => check(runtime, news, resource)),
        diff: (id, olds, news) => across(() => resource.diff(id, olds, news)),
        create: (inputs) => across(() => resource.create(inputs)),
        read: (id, props) => across(() => resource.read(id, props)),
        update: (id, olds, news) => across(() => resource.update(id, olds, news)),
        delete: async (id, props) => {
            await across(async () => {
                await resource.delete(id, props);
                return {};
            });
        },
    } satisfies ResourceProvider;
}
