/** The payload that the start dialog and the rehearsal begin with: each declared field with its sample. */
import type { FlowDefinition } from '../definition';
import type { StartField } from '../nodes/start';

export function sampleInput(definition: FlowDefinition): Readonly<Record<string, StartField['sample']>> {
	const start = definition.nodes.find((node) => node.kind === 'start');
	if (start?.kind !== 'start') return {};
	return Object.fromEntries(start.fields.map((field) => [field.name, field.sample]));
}
