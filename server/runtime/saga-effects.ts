/**
 * What the effects of one saga come to in one batch: messages for the outbox, inputs for other sagas, and what it waits
 * for from now on. Not done here: storing any of it (changes, store).
 */
import type { Effect } from '@/saga/engine/effect';
import type { RunNumber, SagaId } from '@/saga/engine/input';
import type { SagaState } from '@/saga/engine/state';
import type { QueuedBody } from './arrival';
import type { EventChanges, MessageWait } from './event-ports';
import { type EffectContext, messageOf } from './outgoing';
import type { OutboxMessage } from './ports';

type Queued = EventChanges['queued'][number];

export class SagaEffects {
	readonly outbox: OutboxMessage[] = [];
	readonly queued: Queued[] = [];
	readonly broadcasts: EventChanges['broadcasts'][number][] = [];
	readonly #begun = new Map<RunNumber, MessageWait>();
	readonly #ended = new Set<RunNumber>();

	add(effects: readonly Effect[], of: EffectContext): void {
		for (const effect of effects) {
			const message = messageOf(effect, of);
			if (message !== null) this.outbox.push(message);
			else this.#order(effect, of);
		}
	}

	get waitsBegun(): readonly MessageWait[] {
		return [...this.#begun.values()];
	}

	get waitsEnded(): readonly RunNumber[] {
		return [...this.#ended];
	}

	get isEmpty(): boolean {
		return this.queued.length + this.broadcasts.length + this.#begun.size + this.#ended.size === 0;
	}

	/** A saga that is over waits for nothing. */
	stopAll(state: SagaState): void {
		for (const { subscription, on } of state.subscriptions) if (on.type === 'message') this.#stop(subscription);
	}

	#order(effect: Effect, { sagaId, flowId }: EffectContext): void {
		switch (effect.type) {
			case 'awaitMessage': {
				const { subscription, name, key } = effect;
				this.#begun.set(subscription, { sagaId, subscription, flowId, name, key });
				return;
			}
			case 'stopAwaiting':
				this.#stop(effect.subscription);
				return;
			case 'broadcastSignal': {
				const { signal, payload } = effect;
				this.broadcasts.push({ signal, input: text({ type: 'signalReceived', signal, payload }) });
				return;
			}
			case 'callFlow': {
				const { flow, version, payload, run } = effect;
				const parent = { sagaId, run };
				this.tell(effect.child, { type: 'sagaStarted', flowId: flow, flowVersion: version, payload, parent });
				return;
			}
			case 'unwindChild':
				this.tell(effect.child, { type: 'unwindRequested', reason: effect.reason });
				return;
			case 'tellParent': {
				const { run, status, code, message, output } = effect;
				this.tell(effect.parent, { type: 'childEnded', run, child: sagaId, status, code, message, output });
				return;
			}
			default:
				throw new Error(`Broken invariant: the effect ${effect.type} is a message`);
		}
	}

	/** Taken by the other saga in a batch of its own. */
	tell(sagaId: SagaId, input: QueuedBody): void {
		this.queued.push({ sagaId, input: text(input) });
	}

	/** What began in this batch was never stored. */
	#stop(subscription: RunNumber): void {
		if (!this.#begun.delete(subscription)) this.#ended.add(subscription);
	}
}

function text(input: QueuedBody): string {
	return JSON.stringify(input);
}

/** The signals that a saga listens for, each once. */
export function signalsOf(state: SagaState | null): ReadonlySet<string> {
	const signals = new Set<string>();
	for (const { on } of state?.subscriptions ?? []) if (on.type === 'signal') signals.add(on.signal);
	return signals;
}
