/**
 * Ids and names for what is new. Deterministic: the same edit of the same definition gives the same ids, so an edit can
 * be replayed, and an id reads like what it names (`reserve-hotel`, `reserve-hotel-2`).
 */
import type { EdgeId, FlowDefinition } from '../definition';
import type { NodeId } from '../nodes/node-base';

const idLengthMax = 64;
const nameLengthMax = 120;

/** The wanted word as an id that is not taken yet. */
export function freshNodeId(definition: FlowDefinition, wanted: string): NodeId {
	return fresh(slug(wanted), idLengthMax, '-', new Set(definition.nodes.map((node) => node.id)));
}

export function freshEdgeId(definition: FlowDefinition, source: NodeId, target: NodeId): EdgeId {
	return fresh(`${source}--${target}`, idLengthMax, '-', new Set(definition.edges.map((edge) => edge.id)));
}

/** `Reserve hotel 2` where `Reserve hotel` is taken. */
export function freshName(definition: FlowDefinition, wanted: string): string {
	return fresh(wanted.trim(), nameLengthMax, ' ', new Set(definition.nodes.map((node) => node.name)));
}

/** `reserve-hotel` as people read it: `Reserve hotel`. */
export function titleOf(command: string): string {
	const words = command.replaceAll('-', ' ').trim();
	return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Lower case, digits and single dashes, beginning with a letter. */
export function slug(text: string): string {
	const plain = text
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^[^a-z]+|-+$/g, '');
	return plain === '' ? 'node' : plain;
}

function fresh(wanted: string, lengthMax: number, separator: string, taken: ReadonlySet<string>): string {
	const base = wanted.slice(0, lengthMax);
	if (!taken.has(base)) return base;
	const stem = base.replace(new RegExp(`${separator}\\d+$`), '');
	for (let count = 2; ; count += 1) {
		const suffix = `${separator}${count}`;
		const candidate = `${stem.slice(0, lengthMax - suffix.length)}${suffix}`;
		if (!taken.has(candidate)) return candidate;
	}
}
