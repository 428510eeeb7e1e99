/**
 * Deployed versions, compiled once per process: they never change. A version that cannot be compiled is not kept, so that
 * a newer program on the same data gets another chance.
 */
import { boundCalls } from '@/saga/compile/called-flows';
import { compile } from '@/saga/compile/compile';
import type { CompiledFlow } from '@/saga/compile/compiled-flow';
import { flowDefinitionSchema } from '@/saga/flow/definition';
import type { SagaStore, StoredDefinition } from './ports';
import { toError } from './waiting';

const versionsMax = 500;

/** Why a version cannot be run: the sagas that need it wait with an incident. */
export interface UnusableFlow {
	readonly unusable: string;
}

export class CompiledFlows {
	readonly #versions = new Map<string, Promise<CompiledFlow | UnusableFlow>>();

	constructor(private readonly store: Pick<SagaStore, 'flowDefinition'>) {}

	/**
	 * One compilation however many sagas of a batch ask at once. Rejects with `StoreFault` only: what is wrong with the
	 * flow itself is part of the answer.
	 */
	load(flowId: string, version: number): Promise<CompiledFlow | UnusableFlow> {
		const key = `${flowId}@${version}`;
		const known = this.#versions.get(key);
		if (known) return known;
		if (this.#versions.size >= versionsMax) this.#versions.delete(this.#versions.keys().next().value ?? '');
		const loading = this.#read(flowId, version);
		this.#versions.set(key, loading);
		const forget = () => {
			if (this.#versions.get(key) === loading) this.#versions.delete(key);
		};
		loading.then((flow) => 'unusable' in flow && forget(), forget);
		return loading;
	}

	async #read(flowId: string, version: number): Promise<CompiledFlow | UnusableFlow> {
		const stored = await this.store.flowDefinition(flowId, version);
		return stored === null ? unusable(flowId, version, 'it was never deployed') : compiled(stored, flowId, version);
	}
}

function compiled(
	{ definition, calls }: StoredDefinition,
	flowId: string,
	version: number,
): CompiledFlow | UnusableFlow {
	try {
		const called = boundCalls(JSON.parse(calls));
		const result = compile(flowDefinitionSchema.parse(JSON.parse(definition)), version, called);
		if (result.ok) return result.flow;
		return unusable(flowId, version, result.problems.map(({ message }) => message).join(' '));
	} catch (thrown) {
		return unusable(flowId, version, toError(thrown).message);
	}
}

function unusable(flowId: string, version: number, because: string): UnusableFlow {
	return { unusable: `Version ${version} of flow "${flowId}" cannot be run: ${because}` };
}
