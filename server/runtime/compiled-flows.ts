/**
 * Deployed versions, compiled once per process: they never change. A version that cannot be compiled is not kept, so that
 * a newer program on the same data gets another chance.
 */
import { compile } from '@/saga/compile/compile';
import type { CompiledFlow } from '@/saga/compile/compiled-flow';
import { flowDefinitionSchema } from '@/saga/flow/definition';
import type { SagaStore } from './ports';
import { toError } from './waiting';

const versionsMax = 500;

/** Why a version cannot be run: the sagas that need it wait with an incident. */
export interface UnusableFlow {
	readonly unusable: string;
}

export class CompiledFlows {
	readonly #compiled = new Map<string, CompiledFlow>();

	constructor(private readonly store: Pick<SagaStore, 'flowDefinition'>) {}

	/** Throws `StoreFault` only: what is wrong with the flow itself is part of the answer. */
	async load(flowId: string, version: number): Promise<CompiledFlow | UnusableFlow> {
		const key = `${flowId}@${version}`;
		const known = this.#compiled.get(key);
		if (known) return known;
		const text = await this.store.flowDefinition(flowId, version);
		const flow = text === null ? unusable(flowId, version, 'it was never deployed') : compiled(text, flowId, version);
		if ('unusable' in flow) return flow;
		if (this.#compiled.size >= versionsMax) this.#compiled.delete(this.#compiled.keys().next().value ?? '');
		this.#compiled.set(key, flow);
		return flow;
	}
}

function compiled(text: string, flowId: string, version: number): CompiledFlow | UnusableFlow {
	try {
		const result = compile(flowDefinitionSchema.parse(JSON.parse(text)), version);
		if (result.ok) return result.flow;
		return unusable(flowId, version, result.problems.map(({ message }) => message).join(' '));
	} catch (thrown) {
		return unusable(flowId, version, toError(thrown).message);
	}
}

function unusable(flowId: string, version: number, because: string): UnusableFlow {
	return { unusable: `Version ${version} of flow "${flowId}" cannot be run: ${because}` };
}
