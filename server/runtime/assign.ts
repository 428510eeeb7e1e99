/**
 * Which arrivals are ours to process in this batch, and which saga's work each belongs to.
 * An arrival whose saga or request is in other hands is handed back; one for a saga that nobody knows is a dead letter.
 */
import type { DeadLetter } from '@/contract/wire/dead-letter';
import type { CompiledFlow } from '@/saga/compile/compiled-flow';
import type { SagaId } from '@/saga/engine/input';
import { type Arrival, requestToLock, type Settlement, sagaToLock } from './arrival';
import type { CompiledFlows } from './compiled-flows';
import { deadLetterOf } from './dead-letters';
import type { EventBatch } from './event-batch';
import type { Topics } from './outgoing';
import type { LoadedSagas, LockedSagas, RequestAnswer, StoredParkedInput, StoredSaga } from './ports';
import type { SagaArrival } from './saga-arrival';
import { SagaWork } from './saga-work';

export interface Assignment {
	readonly arrivals: readonly Arrival[];
	/** Those whose lock we hold. */
	readonly requests: ReadonlySet<string>;
	readonly locked: LockedSagas;
	readonly loaded: LoadedSagas;
	readonly waiting: readonly StoredParkedInput[];
	/** Null: no event, and nothing from another saga. */
	readonly events: EventBatch | null;
	readonly flows: CompiledFlows;
	readonly topics: Topics;
}

export interface Assigned {
	readonly settlements: readonly Settlement[];
	readonly works: readonly SagaWork[];
	readonly deadLetters: readonly DeadLetter[];
	readonly answers: readonly RequestAnswer[];
}

export async function assign(assignment: Assignment): Promise<Assigned> {
	const settlements: Settlement[] = [];
	const deadLetters: DeadLetter[] = [];
	const answers: RequestAnswer[] = [];
	const bySaga = new Map<SagaId, SagaArrival[]>();
	const give = (arrival: SagaArrival) => {
		const arrivals = bySaga.get(arrival.sagaId);
		if (arrivals) arrivals.push(arrival);
		else bySaga.set(arrival.sagaId, [arrival]);
	};
	for (const arrival of assignment.arrivals) {
		settlements.push(inOtherHands(arrival, assignment) ? 'busy' : 'done');
		if (settlements.at(-1) === 'busy') continue;
		switch (arrival.kind) {
			case 'deadLetter':
				deadLetters.push(arrival.letter);
				break;
			case 'refuseRequest':
				answers.push(storeRefusal(arrival.requestId, arrival.message));
				break;
			case 'event':
			case 'take':
			case 'eventStart':
			case 'queued':
			case 'refuseEvent':
				for (const each of assignment.events?.arrivalsOf(arrival, assignment.loaded) ?? []) give(each);
				break;
			default:
				if (arrival.kind === 'start' || assignment.loaded.sagas.has(arrival.sagaId)) give(arrival);
				else if (arrival.kind === 'input' && arrival.record)
					deadLetters.push(deadLetterOf(arrival.record, 'unknown-saga', `No saga ${arrival.sagaId} is known here.`));
				else if ('requestId' in arrival) answers.push(unknownSaga(arrival.requestId, arrival.sagaId));
		}
	}
	const works = await Promise.all([...bySaga].map(([id, arrivals]) => workOf(id, arrivals, assignment)));
	return { settlements, works, deadLetters, answers };
}

function inOtherHands(arrival: Arrival, { requests, locked, loaded }: Assignment): boolean {
	const requestId = requestToLock(arrival);
	if (requestId !== null && !requests.has(requestId)) return true;
	const sagaId = sagaToLock(arrival);
	if (sagaId === null) return false;
	// Locked as ended, but alive again in the newer snapshot: that lock is not the one that counts.
	const revived = loaded.sagas.get(sagaId)?.state !== null && locked.ended.includes(sagaId) && loaded.sagas.has(sagaId);
	return locked.busy.has(sagaId) || revived;
}

async function workOf(id: SagaId, arrivals: readonly SagaArrival[], assignment: Assignment): Promise<SagaWork> {
	const { loaded, waiting, flows, topics } = assignment;
	const stored = loaded.sagas.get(id) ?? null;
	const first = arrivals[0];
	const begins = first?.kind === 'start' || first?.kind === 'eventStart' || first?.kind === 'queued';
	const of = stored ?? (begins ? first : null);
	if (of === null) throw new Error(`Broken invariant: saga ${id} is neither stored nor started`);
	const flow = await flows.load(of.flowId, of.flowVersion);
	const { atMs, repliesReadToMs } = loaded;
	const parked = waiting.filter(({ sagaId }) => sagaId === id);
	const versions = await otherVersions(stored, arrivals, flows);
	return new SagaWork(stored, flow, arrivals, parked, { atMs, repliesReadToMs, topics, versions });
}

const noVersions: ReadonlyMap<number, CompiledFlow> = new Map();

/** Of most sagas none. Those that cannot be run are left out: the engine says so where it needs one. */
async function otherVersions(
	stored: StoredSaga | null,
	arrivals: readonly SagaArrival[],
	flows: CompiledFlows,
): Promise<ReadonlyMap<number, CompiledFlow>> {
	if (stored === null) return noVersions;
	const wanted = new Set<number>();
	for (const arrival of arrivals)
		if (arrival.kind === 'action' && arrival.action?.type === 'migrate') wanted.add(arrival.action.version);
	for (const { entries } of stored.history)
		for (const [, version] of entries.matchAll(/"type":"migrated","version":(\d+)/g)) wanted.add(Number(version));
	if (wanted.size === 0) return noVersions;
	const begun = /"type":"sagaStarted".*?"version":(\d+)/.exec(stored.history[0]?.entries ?? '');
	if (begun !== null) wanted.add(Number(begun[1]));
	const versions = new Map<number, CompiledFlow>();
	for (const version of wanted) {
		const flow = await flows.load(stored.flowId, version);
		if (!('unusable' in flow)) versions.set(version, flow);
	}
	return versions;
}

function storeRefusal(id: string, message: string): RequestAnswer {
	return { id, refusal: { code: 'store-fault', message: `It could not be stored: ${message}` } };
}

function unknownSaga(id: string, sagaId: SagaId): RequestAnswer {
	return { id, refusal: { code: 'no-such-run', message: `No saga ${sagaId} is known here.` } };
}
