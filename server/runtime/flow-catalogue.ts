/**
 * Which flows know which message, and what starts them: learned from the deployed versions, each read once. All versions
 * count for what is caught, because their sagas may still run; the current one alone says what starts a saga.
 *
 * Invariant: refreshed before a batch that has events, so an event that comes after a deployment finds its flow.
 */
import type { CompiledTrigger } from '@/saga/compile/compiled-event';
import type { CompiledFlow, CompiledNode, CompiledStart } from '@/saga/compile/compiled-flow';
import type { CompiledFlows } from './compiled-flows';
import type { EventStore } from './event-ports';

interface KnownFlow {
	readonly flowId: string;
	current: number | null;
	/** All up to here have been read. */
	newest: number;
	readonly caught: Set<string>;
	/** Of the current version. */
	trigger: CompiledStart['trigger'];
}

export interface ConcernedFlow {
	readonly flowId: string;
	readonly starts: boolean;
}

export interface Starter {
	readonly flowId: string;
	readonly version: number;
	readonly trigger: NonNullable<CompiledStart['trigger']>;
}

export class FlowCatalogue {
	readonly #flows = new Map<string, KnownFlow>();
	#refreshing: Promise<void> | null = null;

	constructor(
		private readonly store: Pick<EventStore, 'flowHeads'>,
		private readonly flows: CompiledFlows,
	) {}

	/** Whoever asks while another is at it waits for a look that began after the asking. */
	async refresh(): Promise<void> {
		await this.#refreshing;
		this.#refreshing ??= this.#look().finally(() => {
			this.#refreshing = null;
		});
		await this.#refreshing;
	}

	flowsFor(name: string): readonly ConcernedFlow[] {
		return [...this.#flows.values()].flatMap(({ flowId, caught, trigger }) => {
			const starts = trigger?.type === 'message' && trigger.message === name;
			return starts || caught.has(name) ? [{ flowId, starts }] : [];
		});
	}

	/** What starts this flow beside people and programs; null: nothing does. */
	starterOf(flowId: string): Starter | null {
		const { current = null, trigger = null } = this.#flows.get(flowId) ?? {};
		return current === null || trigger === null ? null : { flowId, version: current, trigger };
	}

	get starters(): readonly Starter[] {
		return [...this.#flows.keys()].map((flowId) => this.starterOf(flowId)).filter((starter) => starter !== null);
	}

	async #look(): Promise<void> {
		for (const { flowId, current, newest } of await this.store.flowHeads()) {
			const known = this.#flows.get(flowId) ?? { flowId, current: null, newest: 0, caught: new Set(), trigger: null };
			this.#flows.set(flowId, known);
			for (let version = known.newest + 1; version <= newest; version += 1) {
				const flow = await this.flows.load(flowId, version);
				if (!('unusable' in flow)) for (const name of caughtBy(flow)) known.caught.add(name);
				known.newest = version;
			}
			if (known.current === current) continue;
			const flow = current === null ? null : await this.flows.load(flowId, current);
			known.trigger = flow === null || 'unusable' in flow ? null : flow.start.trigger;
			known.current = current;
		}
	}
}

function caughtBy(flow: CompiledFlow): readonly string[] {
	return [...flow.nodes.values()].flatMap(messagesOf);
}

function messagesOf(node: CompiledNode): readonly string[] {
	switch (node.kind) {
		case 'catch':
		case 'boundary':
			return nameOf(node.on);
		case 'start':
			return node.reaction === null ? [] : nameOf(node.reaction.on);
		case 'step':
			return node.park?.until ? [node.park.until.message] : [];
		default:
			return [];
	}
}

function nameOf(trigger: CompiledTrigger): readonly string[] {
	return trigger.type === 'message' ? [trigger.message] : [];
}
