/**
 * What another saga has left for this one: its start, the end of a called saga, the wish of a caller, a signal.
 * A called saga that cannot be started is told to its caller as one that undid itself, so that no call waits for ever.
 */
import type { TimelessInput } from './arrival';
import type { SagaArrival } from './saga-arrival';
import { type Need, needOf, type SagaInHand } from './saga-in-hand';

type Queued = Extract<SagaArrival, { kind: 'queued' }>;

export function takeQueued(work: SagaInHand, arrival: Queued): Need | null {
	if (arrival.input.type === 'sagaStarted') startQueued(work, arrival);
	else {
		const need = takeInput(work, arrival.input);
		if (need !== null) return need;
	}
	work.delivered.push(arrival.id);
	return null;
}

/** What is refused means nothing to the saga any more. */
function takeInput(work: SagaInHand, input: TimelessInput): Need | null {
	// Told to a saga that was never started: its caller has been told why.
	if (work.stored === null && work.saga === null) return null;
	return needOf(work.applyOrPark(input));
}

function startQueued(work: SagaInHand, { sagaId, input, notStarted }: Queued): void {
	// Left once, but a caller that was given back its state may ask again.
	if (input.type !== 'sagaStarted' || work.saga !== null || work.stored !== null) return;
	const { payload, parent } = input;
	const begun = { type: 'sagaStarted', sagaId, payload, businessKey: null, at: work.context.atMs } as const;
	const result = work.apply(parent === null ? begun : { ...begun, parent });
	if (result?.kind === 'applied') return;
	const because = result?.kind === 'refused' ? result.message : (work.fault?.message ?? '');
	work.fault = null;
	if (parent === null) notStarted(because);
	else {
		const ended = { status: 'compensated', code: 'NOT_STARTED', message: because, output: {} } as const;
		work.effects.tell(parent.sagaId, { type: 'childEnded', run: parent.run, child: sagaId, ...ended });
	}
}
