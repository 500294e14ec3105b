// The pipelines to copy, as files and as what is said in them.

import { readdirSync } from "node:fs";
import { parse } from "yaml";
import { read, repository } from "../docs/blocks";

/** A step of a GitHub workflow: an action or lines of shell. */
export interface Step {
    readonly uses?: string;
    readonly with?: Readonly<Record<string, string | boolean>>;
    readonly run?: string;
    readonly if?: string;
    readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
    readonly if?: string;
    readonly strategy: { readonly matrix: { readonly stack: readonly string[] } };
    readonly concurrency: { readonly group: string; readonly "cancel-in-progress": boolean };
    readonly environment: string;
    readonly permissions: Readonly<Record<string, string>>;
    readonly steps: readonly Step[];
}

export interface Workflow {
    readonly on: Readonly<Record<string, unknown>>;
    readonly permissions: object;
    readonly jobs: Readonly<Record<string, Job>>;
}

/** A job of GitLab's, with what it extends. */
export interface GitLabJob {
    readonly before_script: readonly string[];
    readonly script: readonly string[];
    readonly environment?: { readonly name: string };
    readonly resource_group?: string;
}

const folder = "docs/pipelines";

/** The GitHub workflows, by file. */
export const workflowFiles = readdirSync(`${repository}/${folder}/github`)
    .sort()
    .map((name) => `${folder}/github/${name}`);

export const gitLabFile = `${folder}/gitlab-ci.yml`;

/** Every file that the page offers to copy. */
export const pipelineFiles = readdirSync(`${repository}/${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath.slice(repository.length + 1)}/${name}`)
    .sort();

export function workflow(file: string): Workflow {
    return parse(read(file)) as Workflow;
}

export function gitLabJob(name: string): GitLabJob {
    const jobs = parse(read(gitLabFile)) as Record<string, GitLabJob & { extends?: string }>;
    const { extends: base = "", ...job } = jobs[name] ?? {};
    return { ...jobs[base], ...job } as GitLabJob;
}
