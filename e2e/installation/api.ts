/**
 * The HTTP API as a program of somebody else would use it. The stories look through it at what the screen does not show,
 * and set the stage with it. Every answer is read by the schemas of contract/http: one that does not fit fails the story.
 */
import { type APIRequestContext, type APIResponse, expect } from '@playwright/test';
import type { z } from 'zod';
import { type FlowAnswer, flowAnswerSchema } from '@/contract/http/flows';
import { healthAnswerSchema } from '@/contract/http/installation';
import { paths } from '@/contract/http/paths';
import { type ProblemAnswer, problemSchema } from '@/contract/http/problem';
import { historyAnswerSchema, sagaAnswerSchema } from '@/contract/http/saga';
import { type SagaRowStatus, sagaListAnswerSchema } from '@/contract/http/sagas';
import { startSagaAnswerSchema } from '@/contract/http/starts';
import { deployAnswerSchema } from '@/contract/http/versions';
import type { HistoryEntry, HistoryRecord } from '@/saga/engine/entry';
import type { FlowDefinition } from '@/saga/flow/definition';

export class Api {
	constructor(private readonly request: APIRequestContext) {}

	async flow(id: string): Promise<FlowAnswer> {
		return read(await this.request.get(paths.flow(id)), flowAnswerSchema);
	}

	/** Saved and deployed. */
	async deployFlow(definition: FlowDefinition, message = ''): Promise<void> {
		await this.createFlow(definition);
		const { revision } = await this.flow(definition.id);
		await read(
			await this.request.post(paths.versions(definition.id), { data: { revision, message } }),
			deployAnswerSchema,
		);
	}

	async createFlow(definition: FlowDefinition): Promise<void> {
		const { id, name } = definition;
		await read(await this.request.post(paths.flows, { data: { id, name, definition } }), flowAnswerSchema);
	}

	async start(flowId: string, payload: object): Promise<string> {
		const answer = await this.request.post(paths.starts(flowId), {
			data: { payload },
			headers: { 'idempotency-key': crypto.randomUUID() },
		});
		return (await read(answer, startSagaAnswerSchema)).sagaId;
	}

	async saga(id: string) {
		return read(await this.request.get(paths.saga(id)), sagaAnswerSchema);
	}

	async status(id: string): Promise<SagaRowStatus> {
		return (await this.saga(id)).saga.status;
	}

	/** How many sagas bear this business key. */
	async sagasOf(businessKey: string): Promise<number> {
		const answer = await this.request.get(`${paths.sagas}?${new URLSearchParams({ text: businessKey })}`);
		return (await read(answer, sagaListAnswerSchema)).sagas.length;
	}

	/** Everything that has become of a saga, in its order. */
	async entries(id: string): Promise<readonly HistoryEntry[]> {
		const entries: HistoryEntry[] = [];
		for (let after = 0; ; ) {
			const { records, more } = await read(await this.request.get(paths.history(id, after)), historyAnswerSchema);
			// The contract leaves the shape of a record to the engine, whose type this is.
			for (const record of records as readonly HistoryRecord[]) {
				expect(record.seq, 'the history has no gap').toBe(after + 1);
				after = record.seq;
				entries.push(...record.entries);
			}
			if (!more) return entries;
		}
	}

	async health() {
		return read(await this.request.get(paths.health), healthAnswerSchema);
	}

	/** The process that an orchestrator which is alive says it is. */
	async orchestratorPid(): Promise<number | null> {
		return (await this.health()).orchestrators.find(({ alive }) => alive)?.pid ?? null;
	}

	/** For what must be refused. */
	async refused(path: string, data: unknown, headers: Record<string, string> = {}): Promise<ProblemAnswer> {
		const answer = await this.request.post(path, { data, headers });
		expect(answer.headers()['content-type']).toContain('application/problem+json');
		const problem = problemSchema.parse(await answer.json());
		expect(answer.status()).toBe(problem.status);
		return problem;
	}
}

async function read<Schema extends z.ZodType>(answer: APIResponse, schema: Schema): Promise<z.output<Schema>> {
	expect(answer.ok(), `${answer.url()} answered ${answer.status()}: ${await answer.text()}`).toBe(true);
	return schema.parse(await answer.json());
}
