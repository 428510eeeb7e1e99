/** The deployed flows that a draft calls, and what they call in turn: what its scenarios are played with. */
import type { FlowDefinition } from '@/saga/flow/definition';
import { database } from './database';

/** The current version of each; what is not deployed is left out, and lint says so. A flow that calls itself is not in it. */
export async function calledDefinitions(definition: FlowDefinition): Promise<readonly FlowDefinition[]> {
	const found = new Map<string, FlowDefinition>();
	const asked = new Set([definition.id]);
	let wanted = callsOf(definition);
	while (wanted.length > 0) {
		const ids = wanted.filter((id) => !asked.has(id));
		for (const id of ids) asked.add(id);
		const rows =
			ids.length === 0
				? []
				: await database().$queryRaw<{ readonly definition: string }[]>`
					select v.definition from flow f
					join flow_version v on v.flow_id = f.id and v.version = f.current_version
					where f.id = any(${ids})`;
		const definitions = rows.map((row) => JSON.parse(row.definition) as FlowDefinition);
		for (const called of definitions) found.set(called.id, called);
		wanted = definitions.flatMap(callsOf);
	}
	return [...found.values()];
}

const callsOf = ({ nodes }: FlowDefinition) =>
	nodes.flatMap((node) => (node.kind === 'call' && node.flow !== '' ? [node.flow] : []));
