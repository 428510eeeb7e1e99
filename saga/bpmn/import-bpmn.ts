/**
 * BPMN 2.0 XML → flows, with a report of what runs and what does not. Pure, for browser and server; a large file belongs
 * into a worker.
 *
 * The file is read as a tree of our own, not as bpmn-moddle's objects: these leave out what has an id that is used twice
 * or is no XML name, drop references to nothing, and ignore what they do not know, all of which must survive here.
 * bpmn-moddle with the published descriptors says what the names mean, and which attributes mean nothing where they stand.
 *
 * Invariant: nothing is lost. A flow and its `kept` are compared with the file, and whatever an export would not write
 * again is kept (`find-kept.ts`).
 */
import { type FlowDefinition, type FlowLayout, flowDefinitionSchema } from '../flow/definition';
import type { KeptElement, KeptRecord } from '../flow/kept';
import { moddleFor } from './model/descriptors';
import { FreshIds } from './model/ids';
import { type Model, modelOf } from './model/model';
import { drawingOf } from './read/drawing';
import { findKept } from './read/find-kept';
import { isDrawn, readLayout } from './read/read-layout';
import { definitionFrom, readProcess } from './read/read-process';
import type { Reading } from './read/reading';
import type { ImportReport } from './read/report';
import { exportTree } from './write/export-tree';
import { type Refusal, readXml } from './xml/read-xml';
import { writeXml } from './xml/write-xml';
import { attribute, elementsOf, isTrue, withDescendants, type XmlElement } from './xml/xml-element';

export interface ImportOptions {
	/** The participant of all commands whose job type names none, instead of the process. */
	readonly participant?: string | undefined;
	/** Lays out a flow whose process has no diagram. Without it, nodes are put one beside the other. */
	readonly arrange?: ((definition: FlowDefinition) => Promise<FlowLayout>) | undefined;
}

export interface ImportedFlow {
	/** As in the file: what `FILE#processId` means. */
	readonly processId: string;
	readonly definition: FlowDefinition;
	readonly report: ImportReport;
}

export type ImportResult =
	| { readonly ok: true; readonly flows: readonly ImportedFlow[] }
	| { readonly ok: false; readonly refusal: Refusal };

export async function importBpmn(source: string, options: ImportOptions = {}): Promise<ImportResult> {
	const file = readXml(source);
	if (!file.ok) return file;
	if (file.root.name !== 'bpmn:definitions') return refused(noBpmn(file.root));
	const model = modelOf(file.root, file.namespaces);
	const processes = processesOf(model);
	if (processes.length === 0) return refused('The file has no process. A choreography or a conversation is not run.');
	const readings = processes.map((process) => readProcess(model, process, options));
	return withFlows(model, readings, options);
}

function refused(message: string): ImportResult {
	return { ok: false, refusal: { message, line: 1, column: 1 } };
}

function noBpmn({ name }: XmlElement): string {
	return `The file is no BPMN 2.0: its root is "${name}", not "definitions" of the BPMN 2.0 namespace.`;
}

/** Those that say they are executable; in a file without any, all. */
function processesOf({ root }: Model): readonly XmlElement[] {
	const all = elementsOf(root, 'bpmn:process');
	const executable = all.filter((process) => isTrue(process, 'isExecutable'));
	if (executable.length > 0) return executable;
	const filled = all.filter((process) => elementsOf(process).length > 0);
	return filled.length > 0 ? filled : all;
}

async function withFlows(model: Model, readings: readonly Reading[], options: ImportOptions): Promise<ImportResult> {
	const drawing = drawingOf(model);
	const flowIds = new FreshIds();
	const drafts: { reading: Reading; definition: FlowDefinition }[] = [];
	for (const reading of readings) {
		if (!isTrue(reading.process, 'isExecutable')) {
			reading.use('not-executable');
			reading.differs(
				reading.process,
				'The process is not marked as executable.',
				'Nothing to do, if it is meant to run.',
			);
		}
		const placed = readLayout(reading, drawing);
		reading.origin('definitions', { id: attribute(model.root, 'id') });
		const draft = definitionFrom(reading, flowIds, placed);
		const isBare = !isDrawn(reading, drawing) && !model.isOurs && options.arrange !== undefined;
		const layout = isBare && options.arrange !== undefined ? await options.arrange(draft) : placed;
		drafts.push({ reading, definition: { ...draft, layout } });
	}
	await sayWhatMeansNothing(model, readings);
	const trees = drafts.map(({ reading, definition }) => exportTree(definition, [...reading.origins.values()]));
	const claims = trees.map(
		({ root }) => new Set([...withDescendants(root)].flatMap(({ attributes: { id } }) => id ?? [])),
	);
	const flows: ImportedFlow[] = [];
	for (const [at, { reading, definition }] of drafts.entries()) {
		const tree = trees[at];
		if (tree === undefined) continue;
		const claimed = new Set(claims.flatMap((ids, other) => (other === at ? [] : [...ids])));
		for (const other of readings) if (other !== reading) claimed.add(other.process.attributes.id ?? '');
		const elements = findKept(reading, tree, { drawing, claimed, isFirst: at === 0 });
		const parsed = flowDefinitionSchema.safeParse({ ...definition, kept: keptOf(reading, tree.writing, elements) });
		if (!parsed.success) return refused(tooMuch(parsed.error.issues[0]));
		flows.push({ processId: processIdOf(reading), definition: parsed.data, report: reportOf(reading, definition) });
	}
	return { ok: true, flows };
}

function tooMuch(issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined): string {
	return `The model cannot be held: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`;
}

function processIdOf({ process, model }: Reading): string {
	const id = process.attributes.id ?? '';
	return model.called.get(id) || id;
}

function reportOf(reading: Reading, { id }: FlowDefinition): ImportReport {
	const { entries, withoutUndo, rows } = reading;
	return { process: processIdOf(reading), flow: id, entries, withoutUndo, rows: [...rows].sort() };
}

/** Origins that say no more than an export does by itself are left out. */
function keptOf(
	reading: Reading,
	writing: ReturnType<typeof exportTree>['writing'],
	elements: readonly KeptElement[],
): readonly KeptRecord[] {
	const bare = exportIds(writing);
	const origins = [...reading.origins.values()].flatMap((origin) => {
		const id = bare.get(origin.of) === origin.id ? null : origin.id;
		const isNeeded =
			id !== null ||
			[origin.called, origin.element, origin.extras, origin.shape, origin.bounds, origin.points].some(
				(part) => part !== null,
			) ||
			origin.of.startsWith('inside:');
		return isNeeded ? [{ ...origin, id }] : [];
	});
	const text = JSON.stringify([origins, elements]);
	const uris = Object.fromEntries([...reading.model.namespaces].filter(([prefix]) => text.includes(`${prefix}:`)));
	const namespaces: KeptRecord[] = Object.keys(uris).length === 0 ? [] : [{ kind: 'namespaces', uris }];
	const sorted = [...origins].sort(byText(({ of }) => of));
	const marks = [...reading.marks].sort(byText(({ id, reason }) => `${id} ${reason}`));
	return [...namespaces, ...sorted, ...[...elements].sort(byText(({ id }) => id)), ...marks];
}

/** The same order whatever the order of the file is. */
function byText<T>(textOf: (record: T) => string): (left: T, right: T) => number {
	return (left, right) => (textOf(left) < textOf(right) ? -1 : 1);
}

/** The ids that an export would give by itself. */
function exportIds({ definition }: ReturnType<typeof exportTree>['writing']): ReadonlyMap<string, string> {
	return exportTree(definition, []).writing.ids;
}

/** bpmn-moddle knows which attributes belong where. */
async function sayWhatMeansNothing(model: Model, readings: readonly Reading[]): Promise<void> {
	const vendor = model.dialect === 'camunda' ? 'camunda' : 'zeebe';
	const readingOf = new Map(
		readings.flatMap((reading) => [...withDescendants(reading.process)].map((element) => [element, reading] as const)),
	);
	const { warnings } = await moddleFor(vendor).fromXML(writeXml(model.root, model.namespaces));
	for (const { element, property, message } of warnings) {
		const id = element?.id;
		if (
			id === undefined ||
			property === undefined ||
			!/^unknown attribute/.test(message) ||
			property.startsWith('unwind:')
		)
			continue;
		const found = model.byId.get(id);
		const reading = found === undefined ? undefined : readingOf.get(found);
		if (found !== undefined && attribute(found, property) !== null)
			reading?.say('kept', found, `The attribute ${property} means nothing here.`, 'Nothing to do, or remove it.');
	}
}
