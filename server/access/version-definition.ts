/** Definitions of deployed versions, compiled when asked for. Versions never change, so a process reads each once. */
import { boundCalls } from '@/saga/compile/called-flows';
import { compile } from '@/saga/compile/compile';
import type { CompiledFlow } from '@/saga/compile/compiled-flow';
import type { HistoryRecord } from '@/saga/engine/entry';
import type { FlowDefinition } from '@/saga/flow/definition';
import { database } from './database';

interface KnownVersion {
	readonly definition: FlowDefinition;
	readonly calls: string;
	compiled: CompiledFlow | null;
}

const known = new Map<string, KnownVersion>();
const knownMax = 200;

/** Null: there is no such version. */
export async function versionDefinition(flowId: string, version: number): Promise<FlowDefinition | null> {
	return (await knownVersion(flowId, version))?.definition ?? null;
}

/** Null: there is no such version. Throws when it does not compile, as deployment lets no such version in. */
export async function compiledVersion(flowId: string, version: number): Promise<CompiledFlow | null> {
	const entry = await knownVersion(flowId, version);
	if (!entry) return null;
	if (entry.compiled === null) {
		const result = compile(entry.definition, version, boundCalls(JSON.parse(entry.calls)));
		if (!result.ok)
			throw new Error(`Version ${version} of flow ${flowId} does not compile: ${result.problems[0]?.message ?? ''}`);
		entry.compiled = result.flow;
	}
	return entry.compiled;
}

/** The versions that a saga has run, by their number: for the fold of one that was migrated. */
export async function versionsRun(
	flowId: string,
	history: readonly HistoryRecord[],
): Promise<ReadonlyMap<number, CompiledFlow>> {
	const flows = new Map<number, CompiledFlow>();
	for (const { entries } of history)
		for (const entry of entries) {
			if (entry.type !== 'sagaStarted' && entry.type !== 'migrated') continue;
			const flow = await compiledVersion(flowId, entry.version);
			if (flow) flows.set(entry.version, flow);
		}
	return flows;
}

async function knownVersion(flowId: string, version: number): Promise<KnownVersion | null> {
	const key = `${flowId}@${version}`;
	const before = known.get(key);
	if (before) return before;
	const row = await database().flowVersion.findUnique({
		where: { flowId_version: { flowId, version } },
		select: { definition: true, calls: true },
	});
	if (!row) return null;
	const { definition, calls } = row;
	const entry = { definition: JSON.parse(definition) as FlowDefinition, calls, compiled: null };
	const oldest = known.keys().next().value;
	if (known.size >= knownMax && oldest !== undefined) known.delete(oldest);
	known.set(key, entry);
	return entry;
}
