/** What is wrong in a play, whoever plays: each finding is a trace that shows it. */

import type { Openings } from '../trace/openings';
import { printTrace } from '../trace/print-trace';
import type { ObservedEffect } from '../trace/trace';
import type { Played } from './play';
import type { Scenario } from './scenario';

export type FindingKind =
	/** A token waits at a join for ever, a decision has no way, an expression cannot be evaluated. */
	| 'deadlock'
	| 'no-path'
	| 'expression'
	/** Something stays that cannot be undone. */
	| 'gap'
	/** A step or an undo got stuck though every participant answered. */
	| 'stuck'
	/** Nothing is open, and it has not ended. */
	| 'stranded'
	| 'endless'
	/** The engine broke one of its own rules. */
	| 'fault';

export interface Finding {
	readonly kind: FindingKind;
	/** Where, as a trace writes it; null: the saga as a whole. */
	readonly run: string | null;
	readonly message: string;
	/** Which scenario led there first. */
	readonly scenario: string;
	/** What happened until then; played again, it passes. */
	readonly trace: string;
}

export function findingsOf(scenario: Scenario, played: Played): readonly Finding[] {
	const trace = printTrace(played.report);
	const finding = (kind: FindingKind, run: string | null, message: string): Finding => ({
		kind,
		run,
		message,
		scenario: scenario.title,
		trace,
	});
	if (played.fault !== null) return [finding('fault', null, played.fault)];
	if (played.isEndless) return [finding('endless', null, 'It goes in a loop that no answer leaves.')];
	const observed = played.report.lines.flatMap((line) => ('observed' in line ? line.observed : []));
	const incidents = observed.filter(isIncident);
	const found = incidents.flatMap((incident) => {
		const wasSent = observed.some((effect) => effect.type === 'undo' && effect.run.text === incident.run?.text);
		const kind = kindOf(incident, scenario, wasSent);
		return kind === null ? [] : [finding(kind, incident.run?.text ?? null, incident.message)];
	});
	const hasFailed = observed.some((effect) => effect.type === 'status' && effect.status === 'failed');
	if (hasFailed) found.push(finding('gap', null, 'The saga ends failed: something stays that cannot be undone.'));
	if (!isAwaiting(played.openings) && incidents.length === 0)
		found.push(finding('stranded', null, 'Nothing is left to happen, and the saga has not ended.'));
	return found;
}

function isAwaiting({ isOver, approvals, events, parked }: Openings): boolean {
	return isOver || approvals.length > 0 || parked.length > 0 || events.some(({ awaitedBy }) => awaitedBy !== null);
}

type Incident = Extract<ObservedEffect, { type: 'incident' }>;

function isIncident(effect: ObservedEffect): effect is Incident {
	return effect.type === 'incident';
}

/** Null: what a fault or a deadline may lead to, and only a person can mend. An undo that was never sent is none of it. */
function kindOf({ kind }: Incident, { faults, deadline }: Scenario, wasSent: boolean): FindingKind | null {
	switch (kind) {
		case 'deadlock':
		case 'no-path':
		case 'expression':
			return kind;
		case 'step-stuck':
			return faults.size > 0 || deadline !== null ? null : 'stuck';
		case 'undo-stuck':
			return wasSent || faults.size > 1 || deadline !== null ? null : 'stuck';
		default:
			return 'fault';
	}
}
