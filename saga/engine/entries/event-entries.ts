import type { NodeId } from '../../flow/nodes/node-base';
import type { ReceivedEvent, RunNumber } from '../input';
import type { ScopeNumber, SubscribedTo } from '../state';

/** What every entry about something inside the flow may say of its place. `scope` is absent at the top of the saga. */
export interface InScope {
	readonly scope?: ScopeNumber;
}

export type WaitEntry =
	| (InScope & { readonly type: 'waitOpened'; readonly wait: RunNumber; readonly node: NodeId })
	/** The wait is over; its token is inside `node`, the catch that was triggered. */
	| { readonly type: 'waitEnded'; readonly wait: RunNumber; readonly node: NodeId }
	| {
			readonly type: 'subscribed';
			readonly subscription: RunNumber;
			readonly node: NodeId;
			readonly host: RunNumber;
			readonly on: SubscribedTo;
	  }
	| { readonly type: 'unsubscribed'; readonly subscription: RunNumber }
	| { readonly type: 'eventTaken'; readonly subscription: RunNumber; readonly event: ReceivedEvent }
	| { readonly type: 'signalTaken'; readonly subscription: RunNumber; readonly signal: string }
	| {
			readonly type: 'timerFired';
			readonly subscription: RunNumber;
			/** Null: it will not fire again. */
			readonly next: Extract<SubscribedTo, { type: 'timer' }> | null;
	  }
	| (InScope & { readonly type: 'errorCaught'; readonly node: NodeId; readonly code: string; readonly message: string })
	| (InScope & { readonly type: 'escalationCaught'; readonly node: NodeId; readonly code: string })
	| (InScope & {
			readonly type: 'eventPublished';
			/** Part of the event's id. */
			readonly run: RunNumber;
			readonly node: NodeId;
			readonly name: string;
			readonly key: string | null;
	  });
