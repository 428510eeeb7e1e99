/** What depends on chance: two waits for one event, two branches that store what a decision reads. */
import type { RunNumber } from '../../engine/input';
import { causalPast, type Detector, type Found, type Happened, nodeOf, textOf } from './played-move';
import { ownRun } from './token-findings';

/** Of two that waited for it, one has taken an event. */
export const waitsCompete: Detector = ({ input, before, entries }) => {
	if (input.type !== 'eventReceived') return [];
	const waiting = (before?.current?.state.subscriptions ?? []).filter(
		({ on }) => on.type === 'message' && on.name === input.event.name && on.key === input.event.key,
	);
	const taker = waiting.find(({ subscription }) => subscription === input.subscription);
	return waiting.flatMap(({ node, subscription }): Found[] => {
		const isOver = entries.some((entry) => entry.type === 'unsubscribed' && entry.subscription === subscription);
		if (taker === undefined || node === taker.node || isOver) return [];
		const message = `${taker.node} has taken the event, for which ${node} waits as well, and goes on waiting. Which of them takes it depends on which was reached first.`;
		return [{ kind: 'waits-compete', run: node, message }];
	});
};

/** Two runs of which neither happened before the other store one variable, and a decision depends on it. */
export const sharedVariable: Detector = (happened, move) => {
	const writer = writerOf(happened);
	if (writer === null) return [];
	return happened.entries.flatMap((entry): Found[] => {
		if (entry.type !== 'variablesSet' || entry.scope.includes('#')) return [];
		return Object.keys(entry.values).flatMap((variable): Found[] => {
			if (!happened.facts.decisive.has(variable)) return [];
			const other = earlierWriter(happened, entry.scope, variable, writer);
			if (other === null) return [];
			const [one, two] = [other, writer].map((run) => textOf(move, happened, run));
			const message = `${one} and ${two} both store "${variable}", on which a decision depends: the later wins, by chance. Let each store a variable of its own.`;
			return [{ kind: 'shared-variable', run: two ?? null, message }];
		});
	});
};

function writerOf(happened: Happened): RunNumber | null {
	const before = happened.before?.current?.state;
	if (before === undefined) return null;
	const run = ownRun(happened, before);
	return run === null ||
		nodeOf(happened, happened.saga.ledger.find((entry) => entry.run === run)?.step ?? null) === null
		? null
		: run;
}

function earlierWriter(happened: Happened, scope: string, variable: string, writer: RunNumber): RunNumber | null {
	const { ledger, records } = happened.saga;
	const past = causalPast(ledger, [writer]);
	for (const { input, entries } of records.slice(0, -1).toReversed()) {
		const run =
			input.type === 'replyReceived' || input.type === 'approvalAnswered' || input.type === 'childEnded'
				? input.run
				: null;
		if (run === null || past.has(run) || !ledger.some((entry) => entry.run === run)) continue;
		const hasStored = entries.some(
			(entry) => entry.type === 'variablesSet' && entry.scope === scope && variable in entry.values,
		);
		if (hasStored && !causalPast(ledger, [run]).has(writer)) return run;
	}
	return null;
}
