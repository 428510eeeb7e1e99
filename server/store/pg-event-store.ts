/** What the loops for events, calls and timer starts ask of PostgreSQL: single statements, each a transaction of its own. */
import type pg from 'pg';
import type { QueryResultRow } from 'pg';
import type { SagaId } from '@/saga/engine/input';
import type { EventKey, EventStore, FlowHead, Meeting, TimerStart } from '@/server/runtime/event-ports';
import { toStoreFault } from './fault';
import type { Statement } from './statement';
import * as meet from './statements/find-meetings';
import * as tidy from './statements/tidy-shelf';
import * as timer from './statements/timer-starts';
import { textArray } from './text-array';

export class PgEventStore implements EventStore {
	constructor(private readonly pool: pg.Pool) {}

	async #run<Values extends readonly unknown[], Row extends QueryResultRow>(
		{ name, text }: Statement<Values, Row>,
		values: Values,
	): Promise<pg.QueryResult<Row>> {
		try {
			return await this.pool.query<Row>({ name, text, values: [...values] });
		} catch (error) {
			throw toStoreFault(error);
		}
	}

	async flowHeads(): Promise<readonly FlowHead[]> {
		return (await this.#run(timer.flowHeads, [])).rows;
	}

	async meetings(keys: readonly EventKey[]): Promise<readonly Meeting[]> {
		const { rows } = await this.#run(meet.findMeetings, [
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
		return (await this.#run(meet.overdueKeys, [limit])).rows;
	}

	async sagasWithQueued(limit: number, olderThanMs: number): Promise<readonly SagaId[]> {
		return (await this.#run(meet.sagasWithQueued, [limit, olderThanMs])).rows.map(({ id }) => id);
	}

	async tidyShelf(): Promise<boolean> {
		const expired = (await this.#run(tidy.expireEvents, [])).rows[0]?.rows ?? 0;
		const dropped = (await this.#run(tidy.dropSurplus, [])).rows[0]?.rows ?? 0;
		const givenUp = (await this.#run(tidy.forgetGivenUp, [])).rowCount ?? 0;
		const received = (await this.#run(tidy.forgetReceived, [])).rowCount ?? 0;
		return Math.max(expired, dropped, givenUp, received) >= tidy.tidyMax;
	}

	async deployedAtMs(flowId: string, version: number): Promise<number | null> {
		return (await this.#run(timer.deployedAt, [flowId, version])).rows[0]?.at ?? null;
	}

	async timerStarts(): Promise<readonly TimerStart[]> {
		return (await this.#run(timer.timerStarts, [])).rows;
	}

	async planTimerStart({ flowId, version, dueAtMs, repeat }: TimerStart): Promise<void> {
		await this.#run(timer.planTimerStart, [flowId, version, dueAtMs, repeat]);
	}

	async fireTimerStart(due: TimerStart, next: TimerStart, sagaId: SagaId, input: string): Promise<boolean> {
		const { flowId, version, dueAtMs } = due;
		if (dueAtMs === null) return false;
		const values = [flowId, version, dueAtMs, next.dueAtMs, next.repeat, sagaId, input] as const;
		return (await this.#run(timer.fireTimerStart, [...values])).rowCount === 1;
	}
}
