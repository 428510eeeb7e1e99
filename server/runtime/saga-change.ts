/** What a batch has made of one saga, as the store writes it. */
import { wakeAt } from '@/saga/engine/events/wake';
import { incidentChanges } from '@/saga/engine/failures/incident-changes';
import type { Saga } from '@/saga/engine/state';
import { canonicalJson } from '@/saga/expression/json';
import type { SagaChange } from './ports';
import { isOver, rowOf } from './saga-row';
import type { SagaWork } from './saga-work';

/** A gated time-out, or a parked saga, is looked at again after so long. */
const lookAgainMs = 1_000;
const lookAgainAtParkedMs = 60_000;

/** Null: nothing of it changed. */
export function changeOf(work: SagaWork): SagaChange | null {
	const { saga, history, stored, before, entries } = work;
	if (saga === null || history.length === 0) return null;
	const { flow } = work;
	const over = isOver(saga.state);
	const { opened, resolved } = incidentChanges(entries);
	return {
		id: work.sagaId,
		flowId: flow.id,
		flowVersion: flow.version,
		migrated: stored !== null && stored.flowVersion !== flow.version,
		versionBefore: stored?.version ?? 0,
		version: (stored?.version ?? 0) + history.length,
		hadState: stored !== null && stored.state !== null,
		state: work.stateText,
		wakeAtMs: over ? null : wakeAtOf(work, saga),
		data: over ? {} : changedData(work, saga),
		row: rowOf(saga, before, entries, work.unparked.length > 0),
		history,
		ledger: work.ledgerAdded.map((entry) => ({ run: entry.run, entry: JSON.stringify(entry) })),
		incidentsOpened: opened.map(({ incident, kind, run, node, message }) => ({
			number: incident,
			kind,
			run,
			node,
			message,
		})),
		incidentsResolved: resolved.map(({ incident, by }) => ({ number: incident, by })),
	};
}

/** For a saga of which nothing else changed, but whose timers were looked at; undefined: it stays. */
export function wakeUpOf(work: SagaWork): number | null | undefined {
	const { saga, stored } = work;
	if (!work.judged || work.history.length > 0 || stored === null || stored.state === null) return undefined;
	if (work.queueUp || work.fault || saga === null) return work.context.atMs + lookAgainAtParkedMs;
	return wakeAtOf(work, saga);
}

function wakeAtOf({ judged, context, stored }: SagaWork, saga: Saga): number | null {
	const exact = wakeAt(saga.state);
	if (judged) return exact === null ? null : Math.max(exact, context.atMs + (exact > context.atMs ? 0 : lookAgainMs));
	const before = stored?.wakeAtMs ?? null;
	// Never raised here: a lower bound that stays keeps the update on its page.
	return before === null || exact === null ? (exact ?? before) : Math.min(before, exact);
}

function changedData({ stored, before }: SagaWork, saga: Saga): Record<string, string> {
	const data: Record<string, string> = {};
	for (const [scope, values] of Object.entries(saga.variables)) {
		const unchanged = stored?.state !== null && before?.variables[scope] === values;
		if (!unchanged) data[scope] = canonicalJson(values);
	}
	return data;
}
