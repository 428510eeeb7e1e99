/** What the loops for events, calls and timer starts ask of PostgreSQL: single statements, each a transaction of its own. */
import type pg from 'pg';
import type { SagaId } from '@/saga/engine/input';
import type { EventKey, EventStore, FlowHead, Meeting, TimerStart } from '@/server/runtime/event-ports';
import { runStatement } from './run-statement';
import * as meet from './statements/find-meetings';
import * as tidy from './statements/tidy-shelf';
import * as timer from './statements/timer-starts';
import { textArray } from './text-array';

export class PgEventStore implements EventStore {
	constructor(private readonly pool: pg.Pool) {}

	async flowHeads(): Promise<readonly FlowHead[]> {
		return (await runStatement(this.pool, timer.flowHeads, [])).rows;
	}

	async meetings(keys: readonly EventKey[]): Promise<readonly Meeting[]> {
		const { rows } = await runStatement(this.pool, meet.findMeetings, [
			textArray(keys.map(({ flowId }) => flowId)),
			textArray(keys.map(({ name }) => name)),
			textArray(keys.map(({ key }) => key)),
		]);
		return rows.map(({ sagaId, subscription, ...event }) => ({
			...event,
			wait: sagaId === null || subscription === null ? null : { sagaId, subscription },
		}));
	}

	async overdueKeys(limit: number): Promise<readonly EventKey[]> {
		return (await runStatement(this.pool, meet.overdueKeys, [limit])).rows;
	}

	async sagasWithQueued(limit: number, olderThanMs: number): Promise<readonly SagaId[]> {
		return (await runStatement(this.pool, meet.sagasWithQueued, [limit, olderThanMs])).rows.map(({ id }) => id);
	}

	async tidyShelf(): Promise<boolean> {
		const expired = (await runStatement(this.pool, tidy.expireEvents, [])).rows[0]?.rows ?? 0;
		const dropped = (await runStatement(this.pool, tidy.dropSurplus, [])).rows[0]?.rows ?? 0;
		const givenUp = (await runStatement(this.pool, tidy.forgetGivenUp, [])).rowCount ?? 0;
		const received = (await runStatement(this.pool, tidy.forgetReceived, [])).rowCount ?? 0;
		return Math.max(expired, dropped, givenUp, received) >= tidy.tidyMax;
	}

	async deployedAtMs(flowId: string, version: number): Promise<number | null> {
		return (await runStatement(this.pool, timer.deployedAt, [flowId, version])).rows[0]?.at ?? null;
	}

	async timerStarts(): Promise<readonly TimerStart[]> {
		return (await runStatement(this.pool, timer.timerStarts, [])).rows;
	}

	async planTimerStart({ flowId, version, dueAtMs, repeat }: TimerStart): Promise<void> {
		await runStatement(this.pool, timer.planTimerStart, [flowId, version, dueAtMs, repeat]);
	}

	async fireTimerStart(due: TimerStart, next: TimerStart, sagaId: SagaId, input: string): Promise<boolean> {
		const { flowId, version, dueAtMs } = due;
		if (dueAtMs === null) return false;
		const values = [flowId, version, dueAtMs, next.dueAtMs, next.repeat, sagaId, input] as const;
		return (await runStatement(this.pool, timer.fireTimerStart, [...values])).rowCount === 1;
	}
}
