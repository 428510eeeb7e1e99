/** What the loops around the spine ask of PostgreSQL: single statements, each a transaction of its own. */
import type pg from 'pg';
import type { SagaId } from '@/saga/engine/input';
import type { ClaimedMessage, LoopStore, OpenRequest, OrchestratorBeat, RequestAnswer } from '@/server/runtime/ports';
import { toStoreFault } from './fault';
import { maintainPartitions } from './partitions';
import { runStatement } from './run-statement';
import { claimExpired } from './statements/claim-expired';
import { readClock } from './statements/load-sagas';
import { loadReadTo } from './statements/load-timer-facts';
import * as loop from './statements/loop-statements';
import { answerRequests } from './statements/write-answers';
import { openInstallationIncident, resolveInstallationIncident } from './statements/write-incidents';
import { deleteOutbox } from './statements/write-outbox';
import { textArray } from './text-array';

export class PgLoopStore implements LoopStore {
	constructor(private readonly pool: pg.Pool) {}

	async openRequests(limit: number): Promise<readonly OpenRequest[]> {
		return (await runStatement(this.pool, loop.openRequests, [limit])).rows;
	}

	async answerRequest({ id, refusal }: RequestAnswer): Promise<boolean> {
		const refusals = textArray([refusal && JSON.stringify(refusal)]);
		return (await runStatement(this.pool, answerRequests, [textArray([id]), refusals])).rowCount === 1;
	}

	async dueSagas(limit: number): Promise<readonly SagaId[]> {
		return (await runStatement(this.pool, loop.dueSagas, [limit])).rows.map(({ id }) => id);
	}

	async claimExpired(limit: number): Promise<readonly ClaimedMessage[]> {
		const { rows } = await runStatement(this.pool, claimExpired, [limit]);
		return rows.map((row) => ({ ...row, headers: JSON.parse(row.headers) as Record<string, string> }));
	}

	async deleteMessages(messageIds: readonly string[]): Promise<void> {
		if (messageIds.length > 0) await runStatement(this.pool, deleteOutbox, [textArray(messageIds)]);
	}

	async nowMs(): Promise<number> {
		return (await runStatement(this.pool, readClock, [])).rows[0]?.at as number;
	}

	async recordReads(
		topic: string,
		partitions: readonly number[],
		reads: readonly { readonly partition: number; readonly readToMs: number }[],
	): Promise<number | null> {
		await runStatement(this.pool, loop.seePartitions, [topic, partitions]);
		if (reads.length > 0) {
			const columns = [reads.map(({ partition }) => partition), reads.map(({ readToMs }) => readToMs)] as const;
			await runStatement(this.pool, loop.recordReads, [topic, ...columns]);
		}
		return (await runStatement(this.pool, loadReadTo, [topic])).rows[0]?.read_to ?? null;
	}

	async beat({ id, pid, host, bus, trouble, demo, caughtUpMs }: OrchestratorBeat): Promise<void> {
		await runStatement(this.pool, loop.beat, [id, pid, host, bus, trouble, demo, caughtUpMs]);
		await runStatement(this.pool, loop.forgetOrchestrators, []);
	}

	async leave(id: string): Promise<void> {
		await runStatement(this.pool, loop.leave, [id]);
	}

	async saveOffer(name: string, commands: string): Promise<void> {
		await runStatement(this.pool, loop.saveOffer, [name, commands]);
	}

	async openInstallationIncident(kind: string, message: string): Promise<void> {
		await runStatement(this.pool, openInstallationIncident, [kind, message]);
	}

	async resolveInstallationIncident(kind: string): Promise<void> {
		await runStatement(this.pool, resolveInstallationIncident, [kind]);
	}

	async maintainPartitions(nowMs: number): Promise<readonly string[]> {
		try {
			return await maintainPartitions(this.pool, nowMs);
		} catch (error) {
			throw toStoreFault(error);
		}
	}
}
