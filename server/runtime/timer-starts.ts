/**
 * Flows that a timer starts. Each version's first occurrence counts from its deployment; whoever finds one due moves it
 * on and leaves the start in one statement, so it starts one saga however many orchestrators look. What was missed while
 * none ran is made up for by one start, not by all.
 */
import { v7 as uuidv7 } from 'uuid';
import type { TimerRepeat } from '@/saga/compile/compiled-event';
import { nextOccurrence } from '@/saga/compile/timer';
import type { SagaId } from '@/saga/engine/input';
import type { QueuedBody } from './arrival';
import type { EventStore, TimerStart } from './event-ports';
import type { FlowCatalogue, Starter } from './flow-catalogue';
import { Loop } from './loop';
import type { Trouble } from './trouble';

const everyMs = 1_000;
const skippedMax = 100_000;

export interface TimerStartOptions {
	readonly store: Pick<EventStore, 'timerStarts' | 'planTimerStart' | 'fireTimerStart' | 'deployedAtMs'>;
	/** Database clock. */
	nowMs(): Promise<number>;
	readonly catalogue: FlowCatalogue;
	readonly trouble: Trouble;
	/** A start was left. */
	started(): void;
}

export function startByTimer({ store, nowMs: readClock, catalogue, trouble, started }: TimerStartOptions): Loop {
	return new Loop({
		name: 'timer starts',
		everyMs,
		trouble,
		turn: async () => {
			await catalogue.refresh();
			const timed = catalogue.starters.filter(({ trigger }) => trigger.type === 'timer');
			if (timed.length === 0) return 'rest';
			const planned = new Map((await store.timerStarts()).map((start) => [start.flowId, start]));
			const nowMs = await readClock();
			for (const starter of timed) {
				const plan = planned.get(starter.flowId);
				if (plan?.version !== starter.version) await planFirst(starter);
				else if (plan.dueAtMs !== null && plan.dueAtMs <= nowMs && (await fire(plan, nowMs))) started();
			}
			return 'rest';
		},
	});

	async function planFirst({ flowId, version, trigger }: Starter): Promise<void> {
		const deployedAtMs = await store.deployedAtMs(flowId, version);
		if (trigger.type !== 'timer' || deployedAtMs === null) return;
		const schedule = trigger.timer.schedule({}, deployedAtMs);
		if (!schedule.ok) trouble.note(`Flow "${flowId}" is not started by its timer: ${schedule.message}`);
		const { dueAt: dueAtMs, repeat } = schedule.ok ? schedule : { dueAt: null, repeat: null };
		await store.planTimerStart({ flowId, version, dueAtMs, repeat: repeat && JSON.stringify(repeat) });
	}

	function fire(due: TimerStart, nowMs: number): Promise<boolean> {
		const { flowId, version } = due;
		const start: QueuedBody = { type: 'sagaStarted', flowId, flowVersion: version, payload: {}, parent: null };
		return store.fireTimerStart(due, following(due, nowMs), uuidv7() as SagaId, JSON.stringify(start));
	}
}

/** The first occurrence after now. */
export function following({ flowId, version, dueAtMs, repeat }: TimerStart, nowMs: number): TimerStart {
	let left = repeat === null ? null : (JSON.parse(repeat) as TimerRepeat);
	let dueAt = dueAtMs;
	for (let skipped = 0; left !== null && dueAt !== null && dueAt <= nowMs && skipped < skippedMax; skipped += 1) {
		const next = nextOccurrence(left, dueAt);
		dueAt = next?.dueAt ?? null;
		left = next?.repeat ?? null;
	}
	const isOver = dueAt === null || dueAt <= nowMs;
	return { flowId, version, dueAtMs: isOver ? null : dueAt, repeat: isOver ? null : left && JSON.stringify(left) };
}
