/** The flows that a draft calls, as they are now: what its calls are bound to when it is deployed. */
import type { CalledFlows } from '@/saga/compile/called-flows';
import { canonicalJson } from '@/saga/expression/json';
import type { FlowDefinition } from '@/saga/flow/definition';
import { database } from './database';
import { compiledVersion } from './version-definition';

/** Only those that are deployed: compile and lint say which are missing. A flow that calls itself is not in it. */
export async function calledFlows({ id, nodes }: FlowDefinition): Promise<CalledFlows> {
	const ids = new Set(nodes.flatMap((node) => (node.kind === 'call' && node.flow !== id ? [node.flow] : [])));
	if (ids.size === 0) return new Map();
	const flows = await database().flow.findMany({
		where: { id: { in: [...ids] }, currentVersion: { not: null } },
		select: { id: true, currentVersion: true },
	});
	const called = new Map<string, { version: number; hasPivot: boolean }>();
	for (const { id: flowId, currentVersion: version } of flows) {
		const flow = version === null ? null : await compiledVersion(flowId, version);
		if (flow !== null) called.set(flowId, { version: flow.version, hasPivot: flow.hasPivot });
	}
	return called;
}

/** As it is stored with the version. */
export function boundCallsText(called: CalledFlows): string {
	return canonicalJson(
		Object.fromEntries([...called].map(([id, { version, hasPivot }]) => [id, { version, hasPivot }])),
	);
}
