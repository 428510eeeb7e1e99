/** What the loops around the spine ask of PostgreSQL: single statements, each a transaction of its own. */
import type pg from 'pg';
import type { QueryResultRow } from 'pg';
import type { SagaId } from '@/saga/engine/input';
import type {
	ClaimedMessage,
	LoopStore,
	OpenRequest,
	OrchestratorBeat,
	ReplyProgress,
	RequestAnswer,
} from '@/server/runtime/ports';
import { toStoreFault } from './fault';
import { maintainPartitions } from './partitions';
import type { Statement } from './statement';
import { claimExpired } from './statements/claim-expired';
import { readClock } from './statements/load-sagas';
import { loadRepliesReadTo } from './statements/load-timer-facts';
import * as loop from './statements/loop-statements';
import { answerRequests } from './statements/write-answers';
import { openInstallationIncident, resolveInstallationIncident } from './statements/write-incidents';
import { deleteOutbox } from './statements/write-outbox';
import { textArray } from './text-array';

export class PgLoopStore implements LoopStore {
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

	async openRequests(limit: number): Promise<readonly OpenRequest[]> {
		return (await this.#run(loop.openRequests, [limit])).rows;
	}

	async answerRequest({ id, refusal }: RequestAnswer): Promise<boolean> {
		const refusals = textArray([refusal && JSON.stringify(refusal)]);
		return (await this.#run(answerRequests, [textArray([id]), refusals])).rowCount === 1;
	}

	async dueSagas(limit: number): Promise<readonly SagaId[]> {
		return (await this.#run(loop.dueSagas, [limit])).rows.map(({ id }) => id);
	}

	async claimExpired(limit: number): Promise<readonly ClaimedMessage[]> {
		const { rows } = await this.#run(claimExpired, [limit]);
		return rows.map((row) => ({ ...row, headers: JSON.parse(row.headers) as Record<string, string> }));
	}

	async deleteMessages(messageIds: readonly string[]): Promise<void> {
		if (messageIds.length > 0) await this.#run(deleteOutbox, [textArray(messageIds)]);
	}

	async nowMs(): Promise<number> {
		return (await this.#run(readClock, [])).rows[0]?.at as number;
	}

	async recordReplyReads(
		topic: string,
		partitions: readonly number[],
		reads: readonly { readonly partition: number; readonly readToMs: number }[],
	): Promise<ReplyProgress> {
		await this.#run(loop.seeReplyPartitions, [topic, partitions]);
		if (reads.length > 0) {
			const columns = [reads.map(({ partition }) => partition), reads.map(({ readToMs }) => readToMs)] as const;
			await this.#run(loop.recordReplyReads, [topic, ...columns]);
		}
		const readTo = (await this.#run(loadRepliesReadTo, [topic])).rows[0]?.read_to ?? null;
		return { nowMs: await this.nowMs(), readToMs: readTo };
	}

	async beat({ id, pid, host, bus, trouble, demo, caughtUpMs }: OrchestratorBeat): Promise<void> {
		await this.#run(loop.beat, [id, pid, host, bus, trouble, demo, caughtUpMs]);
		await this.#run(loop.forgetOrchestrators, []);
	}

	async leave(id: string): Promise<void> {
		await this.#run(loop.leave, [id]);
	}

	async saveOffer(name: string, commands: string): Promise<void> {
		await this.#run(loop.saveOffer, [name, commands]);
	}

	async openInstallationIncident(kind: string, message: string): Promise<void> {
		await this.#run(openInstallationIncident, [kind, message]);
	}

	async resolveInstallationIncident(kind: string): Promise<void> {
		await this.#run(resolveInstallationIncident, [kind]);
	}

	async maintainPartitions(nowMs: number): Promise<readonly string[]> {
		try {
			return await maintainPartitions(this.pool, nowMs);
		} catch (error) {
			throw toStoreFault(error);
		}
	}
}
