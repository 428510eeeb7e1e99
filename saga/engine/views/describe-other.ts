/** One short plain sentence per entry about events, waits, scopes, calls and operators. */
import type { HistoryEntry } from '../entry';
import type { SubscribedTo } from '../state';
import type { SagaNames } from './saga-names';

export type OtherEntry = Extract<
	HistoryEntry,
	{
		type:
			| 'tokenMade'
			| 'tokenPut'
			| 'tokenLifted'
			| 'tokenTaken'
			| 'approvalOpened'
			| 'approvalAnswered'
			| 'callStarted'
			| 'callCompleted'
			| 'callFailed'
			| 'callEnded'
			| 'callUnwinding'
			| 'callAbandoned'
			| 'scopeOpened'
			| 'scopeCompleted'
			| 'scopeInterrupted'
			| 'scopeCleared'
			| 'waitOpened'
			| 'waitEnded'
			| 'subscribed'
			| 'unsubscribed'
			| 'eventTaken'
			| 'signalTaken'
			| 'timerFired'
			| 'errorCaught'
			| 'escalationCaught'
			| 'eventPublished'
			| 'inputParked'
			| 'parkedTaken'
			| 'suspensionChanged'
			| 'migrated'
			| 'cancelled'
			| 'wentBack';
	}
>;

export function describeOther(names: SagaNames, entry: OtherEntry): string {
	switch (entry.type) {
		case 'tokenMade':
			return `${names.node(entry.node)} set a way going.`;
		case 'tokenPut':
			return `The token was put before ${names.node(entry.node)}.`;
		case 'tokenLifted':
			return `The token was taken from ${names.node(entry.node)}.`;
		case 'tokenTaken':
			return `${names.run(entry.run)} was left.`;
		case 'approvalOpened':
			return `${names.node(entry.node)} asks a person.`;
		case 'approvalAnswered':
			return `${entry.actor} answered ${names.node(entry.node)}.`;
		case 'callStarted':
		case 'callCompleted':
		case 'callFailed':
		case 'callEnded':
		case 'callUnwinding':
		case 'callAbandoned':
			return describeCall(names, entry);
		case 'scopeOpened':
		case 'scopeCompleted':
		case 'scopeInterrupted':
		case 'scopeCleared':
			return describeScope(names, entry);
		case 'waitOpened':
			return `It waits at ${names.node(entry.node)}.`;
		case 'waitEnded':
			return `The wait is over: ${names.node(entry.node)}.`;
		case 'subscribed':
			return `${names.node(entry.node)} listens for ${listened(entry.on)}.`;
		case 'unsubscribed':
			return 'It listens for one thing less.';
		case 'eventTaken':
			return `The message ${entry.event.name} (${entry.event.key}) came.`;
		case 'signalTaken':
			return `The signal ${entry.signal} came.`;
		case 'timerFired':
			return 'A moment came that it waited for.';
		case 'errorCaught':
			return `${names.node(entry.node)} caught the error ${entry.code}.`;
		case 'escalationCaught':
			return `${names.node(entry.node)} caught the escalation ${entry.code}.`;
		case 'eventPublished':
			return `${entry.name} was published${entry.key === null ? '' : ` for ${entry.key}`}.`;
		default:
			return describeSteering(names, entry);
	}
}

type SteeringEntry = Extract<
	OtherEntry,
	{ type: 'inputParked' | 'parkedTaken' | 'suspensionChanged' | 'migrated' | 'cancelled' | 'wentBack' }
>;

function describeSteering(names: SagaNames, entry: SteeringEntry): string {
	switch (entry.type) {
		case 'inputParked':
			return 'Something came while the saga was suspended; it is kept for later.';
		case 'parkedTaken':
			return 'What had come meanwhile is taken up.';
		case 'suspensionChanged':
			return entry.suspended ? 'The saga is suspended.' : 'The saga goes on.';
		case 'migrated':
			return `The saga goes on with version ${entry.version} of its flow.`;
		case 'cancelled':
			return 'The saga is cancelled without undo.';
		case 'wentBack':
			return `The saga is back before ${names.node(entry.node)}.`;
	}
}

type CallEntry = Extract<
	OtherEntry,
	{ type: 'callStarted' | 'callCompleted' | 'callFailed' | 'callEnded' | 'callUnwinding' | 'callAbandoned' }
>;

function describeCall(names: SagaNames, entry: CallEntry): string {
	switch (entry.type) {
		case 'callStarted':
			return `${names.node(entry.node)} called ${entry.flow}.`;
		case 'callCompleted':
			return `${names.node(entry.node)} has been completed by its called saga.`;
		case 'callFailed':
			return `The called saga ended without success (${entry.code}).`;
		case 'callEnded':
			return `${names.node(entry.node)} is over.`;
		case 'callUnwinding':
			return 'The called saga was told to unwind.';
		case 'callAbandoned':
			return `${names.node(entry.node)} was left; its called saga is told to unwind.`;
	}
}

type ScopeEntry = Extract<OtherEntry, { type: 'scopeOpened' | 'scopeCompleted' | 'scopeInterrupted' | 'scopeCleared' }>;

function describeScope(names: SagaNames, entry: ScopeEntry): string {
	if (entry.type === 'scopeCleared') return 'What was under way here was left.';
	const name = names.node(entry.node);
	const what = {
		subflow: name,
		reaction: name,
		forEach: `${name}, for each element,`,
		iteration: `One of ${name}`,
		undo: `The undo of ${name}`,
	};
	const subject = what[entry.kind];
	switch (entry.type) {
		case 'scopeOpened':
			return `${subject} began.`;
		case 'scopeCompleted':
			return `${subject} is done.`;
		case 'scopeInterrupted':
			return `${subject} was left before its end.`;
	}
}

function listened(on: SubscribedTo): string {
	switch (on.type) {
		case 'message':
			return `the message ${on.name} (${on.key})`;
		case 'timer':
			return 'a moment';
		case 'signal':
			return `the signal ${on.signal}`;
	}
}
