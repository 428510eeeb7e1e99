/**
 * A file that holds flows: JSON, a module, or BPMN 2.0 with a flow per executable process. `FILE#processId` names one of
 * them by the id that it has in the file. What only BPMN needs is loaded when it is met: it takes as long to load as all else.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { ImportOptions } from '@/saga/bpmn/import-bpmn';
import type { ImportReport } from '@/saga/bpmn/read/report';
import type { FlowDefinition } from '@/saga/flow/definition';
import { CommandError } from './command';
import { readFlow, reasonOf } from './read-flow';

export interface FileFlow {
	/** As in the file; of a flow that is no BPMN, its id. */
	readonly processId: string;
	readonly definition: FlowDefinition;
	/** Null: it was not imported. */
	readonly report: ImportReport | null;
}

export interface FlowFile {
	readonly path: string;
	readonly isBpmn: boolean;
	readonly flows: readonly FileFlow[];
	/** What `#processId` names, or the only one. */
	readonly main: FileFlow | null;
}

export async function readFlowFile(given: string, options: ImportOptions = {}): Promise<FlowFile> {
	const { path, processId } = partsOf(given);
	const isBpmn = isBpmnFile(path);
	const flows = isBpmn ? await readBpmnFile(path, options) : [await readJsonFlow(path)];
	const [only, ...others] = flows;
	if (processId === null) return { path, isBpmn, flows, main: others.length === 0 ? (only ?? null) : null };
	const main = flows.find((flow) => flow.processId === processId || flow.definition.id === processId);
	if (main === undefined)
		throw new CommandError(`${path} has no executable process "${processId}". There ${namesOf(flows)}.`);
	return { path, isBpmn, flows, main };
}

/** The one flow that a command is about. */
export async function readOneFlow(given: string): Promise<FileFlow> {
	const { path, flows, main } = await readFlowFile(given);
	if (main !== null) return main;
	throw new CommandError(
		`${path} has several processes. Say which, as in ${path}#${flows[0]?.processId}: ${namesOf(flows)}.`,
	);
}

function namesOf(flows: readonly FileFlow[]): string {
	return `${flows.length === 1 ? 'is' : 'are'} ${flows.map((flow) => flow.processId).join(', ')}`;
}

function partsOf(given: string): { readonly path: string; readonly processId: string | null } {
	const at = given.lastIndexOf('#');
	if (at < 0 || existsSync(given)) return { path: given, processId: null };
	return { path: given.slice(0, at), processId: given.slice(at + 1) };
}

export function isBpmnFile(path: string): boolean {
	return ['.bpmn', '.bpmn2', '.bpmn20', '.xml'].includes(extname(path).toLowerCase());
}

async function readJsonFlow(path: string): Promise<FileFlow> {
	const definition = await readFlow(path);
	return { processId: definition.id, definition, report: null };
}

async function readBpmnFile(path: string, options: ImportOptions): Promise<readonly FileFlow[]> {
	const bytes = await readFile(path).catch((error: unknown) => {
		throw new CommandError(`${path} cannot be read: ${reasonOf(error)}. Check the path.`);
	});
	const { readBpmn } = await import('@/components/designer/bpmn/read-bpmn');
	const result = await readBpmn(bytes, options);
	if (result.ok) return result.flows;
	const { message, line, column } = result.refusal;
	throw new CommandError(`${path}:${line}:${column}: ${message}`);
}
