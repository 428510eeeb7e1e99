/**
 * Which flows a rehearsal plays: those of the file, and what they call, from there or from the files beside it. What the
 * rehearsed flow needs must be valid; what it does not need is left out with a word, if it is not.
 */
import { readdir } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { flowIdOf } from '@/saga/bpmn/model/ids';
import { compile } from '@/saga/compile/compile';
import type { FlowDefinition } from '@/saga/flow/definition';
import { importProblems } from '@/saga/flow/kept';
import { CommandError } from './command';
import { type FileFlow, type FlowFile, isBpmnFile, readFlowFile } from './flow-file';

export interface RehearsedFlows {
	/** Null: the file has several, and none is named. */
	readonly main: FileFlow | null;
	/** The main one first. */
	readonly flows: readonly FileFlow[];
	/** What was left out, for people. */
	readonly notes: readonly string[];
}

/** `started`: flows that the trace names. Throws CommandError where something that is needed is missing or invalid. */
export async function loadRehearsal(file: string, started: readonly string[]): Promise<RehearsedFlows> {
	const given = await readFlowFile(file);
	const isStarted = ({ processId, definition }: FileFlow) =>
		started.includes(processId) || started.includes(definition.id);
	const wanted = [...(given.main === null ? [] : [given.main]), ...given.flows.filter(isStarted)];
	const needed = await withCalled(given, wanted.length > 0 ? wanted : given.flows);
	for (const flow of wanted.length > 0 ? needed : []) refuseInvalid(flow);
	const others = given.flows.filter((flow) => !needed.includes(flow));
	const [valid, invalid] = [
		others.filter((flow) => whyNot(flow) === null),
		others.filter((flow) => whyNot(flow) !== null),
	];
	const all = wanted.length > 0 ? [...needed, ...valid] : needed.filter((flow) => whyNot(flow) === null);
	if (all.length === 0) for (const flow of needed) refuseInvalid(flow);
	const left = wanted.length > 0 ? invalid : needed.filter((flow) => whyNot(flow) !== null);
	const main = given.main ?? (all.length === 1 ? (all[0] ?? null) : null);
	const sorted = main === null ? all : [main, ...all.filter((flow) => flow !== main)];
	return { main, flows: sorted, notes: left.map((flow) => `${flow.processId} is left out: ${whyNot(flow)}`) };
}

function refuseInvalid(flow: FileFlow): void {
	const why = whyNot(flow);
	if (why !== null) throw new CommandError(`${flow.processId} cannot run: ${why}`);
}

function whyNot({ definition }: FileFlow): string | null {
	const imported = importProblems(definition);
	// These begin with the element's id, which may be no part of the flow.
	if (imported.length > 0) return imported.map(({ message }) => message).join('\n  ');
	const compiled = compile(definition, 1);
	if (compiled.ok) return null;
	return compiled.problems.map(({ node, edge, message }) => `${node ?? edge ?? 'the flow'}: ${message}`).join('\n  ');
}

const callsOf = ({ nodes }: FlowDefinition) =>
	nodes.flatMap((node) => (node.kind === 'call' && node.flow !== '' ? [node.flow] : []));

async function withCalled(given: FlowFile, first: readonly FileFlow[]): Promise<readonly FileFlow[]> {
	const found = [...first];
	let beside: readonly FileFlow[] | null = null;
	for (const flow of found) {
		for (const called of callsOf(flow.definition)) {
			const isCalled = ({ definition, processId }: FileFlow) =>
				definition.id === called || processId === called || flowIdOf(processId) === called;
			if (found.some(isCalled)) continue;
			beside ??= given.flows.some(isCalled) ? null : await flowsBeside(given.path);
			const flows = [...given.flows, ...(beside ?? [])];
			const target = flows.find(isCalled);
			if (target === undefined)
				throw new CommandError(
					`${flow.processId} calls "${called}", which is neither in ${given.path} nor in a BPMN or JSON file beside it.`,
				);
			found.push(target);
		}
	}
	return found;
}

/** Of the other files in the folder; those that cannot be read are none. */
async function flowsBeside(path: string): Promise<readonly FileFlow[]> {
	const folder = dirname(resolve(path));
	const names = (await readdir(folder)).filter((name) => isBpmnFile(name) || extname(name) === '.json').sort();
	const flows: FileFlow[] = [];
	for (const name of names) {
		const other = join(folder, name);
		if (other === resolve(path)) continue;
		const read = await readFlowFile(other).catch((error: unknown) => {
			if (error instanceof CommandError) return null;
			throw error;
		});
		flows.push(...(read?.flows ?? []));
	}
	return flows;
}
