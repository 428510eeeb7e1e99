/** What can happen next in a trace's world: what is awaited of participants, people, events and the clock. */
import type { Exchange } from './exchange';
import type { TracedSaga } from './traced-saga';

interface OpenCommand {
	readonly saga: string;
	readonly undo: boolean;
	/** As an input names it. */
	readonly run: string;
	/** The same run by the same text for ever: its path, and which of its runs. */
	readonly key: string;
	/** The node, in the flow of the saga in which it stands. */
	readonly step: string;
	readonly attempt: number;
}

interface OpenApproval {
	readonly saga: string;
	readonly run: string;
}

interface OpenEvent {
	readonly type: 'message' | 'signal';
	readonly name: string;
	/** Of a message; empty for a signal. */
	readonly key: string;
	/** What listens. */
	readonly node: string;
	/** A token or a parked step waits for it; null: it is something that may come beside. */
	readonly awaitedBy: 'token' | 'parked step' | null;
}

export interface Openings {
	/** In the order in which they were entered; undos behind what goes forward. */
	readonly commands: readonly OpenCommand[];
	readonly approvals: readonly OpenApproval[];
	readonly events: readonly OpenEvent[];
	/** Until anything is due; null: nothing is. */
	readonly dueInMs: number | null;
	/** All sagas have ended. */
	readonly isOver: boolean;
}

export function openingsOf(exchange: Exchange): Openings {
	const sagas = exchange.all();
	const due = exchange.nextDue();
	return {
		commands: [false, true].flatMap((undo) => sagas.flatMap((saga) => commandsOf(exchange, saga, undo))),
		approvals: sagas.flatMap((saga) =>
			(saga.saga?.state.approvals ?? []).map(({ run }) => ({
				saga: saga.name,
				run: exchange.tree.refer(saga.name, exchange.tree.placeOf(saga, run)),
			})),
		),
		events: sagas.flatMap(eventsOf),
		dueInMs: Number.isFinite(due) ? Math.max(0, due - exchange.now) : null,
		isOver: sagas.every(({ hasEnded }) => hasEnded),
	};
}

function commandsOf({ tree }: Exchange, saga: TracedSaga, undo: boolean): readonly OpenCommand[] {
	const open = (undo ? saga.saga?.state.undos : saga.saga?.state.runs) ?? [];
	return open.flatMap(({ run, step, phase, attempt }) => {
		if (phase !== 'sent') return [];
		const place = tree.placeOf(saga, run);
		const number = /#(\d+)$/.exec(tree.observe(saga.name, place).text)?.[1] ?? '1';
		const key = `${place.map(({ node }) => node).join('/')}#${number}`;
		return [{ saga: saga.name, undo, run: tree.refer(saga.name, place), key, step, attempt }];
	});
}

function eventsOf({ saga }: TracedSaga): readonly OpenEvent[] {
	const state = saga?.state;
	if (state === undefined) return [];
	return state.subscriptions.flatMap(({ on, node, host }) => {
		if (on.type === 'timer') return [];
		const isWait = state.waits.some(({ wait }) => wait === host);
		const isPark = state.runs.some(({ run, phase }) => run === host && phase === 'parked');
		const awaitedBy = isWait ? 'token' : isPark ? 'parked step' : null;
		const name = on.type === 'message' ? on.name : on.signal;
		return [{ type: on.type, name, key: on.type === 'message' ? on.key : '', node, awaitedBy }];
	});
}
