/** What end-to-end tests of the orchestrator share: a deployed flow, starts, and waiting for what must come. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { type EnvironmentOf, parseEnvironment } from '@/contract/env';
import type { FlowDefinition } from '@/saga/flow/definition';

/** A further version where the flow is there already. `calls`: what its calls are bound to. */
export async function deploy(
	pool: pg.Pool,
	flow: FlowDefinition,
	calls: Readonly<Record<string, { readonly version: number; readonly hasPivot: boolean }>> = {},
): Promise<void> {
	const text = JSON.stringify(flow);
	await pool.query(
		`with pointed as (
				insert into flow (id, name, draft, current_version, updated_by) values ($1, $2, $3, 1, 'test')
				on conflict (id) do update set current_version = flow.current_version + 1
				returning id, current_version
			)
			insert into flow_version (flow_id, version, definition, hash, message, deployed_by, calls)
			select id, current_version, $3, '', '', 'test', $4 from pointed`,
		[flow.id, flow.name, text, JSON.stringify(calls)],
	);
}

/** As the web does it. */
export async function requestStart(pool: pg.Pool, flowId: string, payload: unknown): Promise<string> {
	const id = uuidv7();
	await pool.query(
		`insert into request (id, kind, flow_id, flow_version, body, actor, body_hash)
			values ($1, 'start', $2, 1, $3, 'local', '')`,
		[id, flowId, JSON.stringify({ payload, businessKey: null })],
	);
	await pool.query('notify unwind_changed');
	return id;
}

export async function requestAction(pool: pg.Pool, sagaId: string, body: unknown): Promise<string> {
	const id = uuidv7();
	await pool.query(
		`insert into request (id, kind, saga_id, body, actor, body_hash) values ($1, 'action', $2, $3, 'local', '')`,
		[id, sagaId, JSON.stringify(body)],
	);
	await pool.query('notify unwind_changed');
	return id;
}

/** Looks until `ready` answers something, then answers that. */
export async function eventually<T>(
	what: string,
	ready: () => Promise<T | null | undefined | false> | T | null | undefined | false,
	withinMs = 150_000,
): Promise<T> {
	const until = Date.now() + withinMs;
	for (;;) {
		const found = await ready();
		if (found) return found;
		if (Date.now() > until) throw new Error(`Not within ${withinMs} ms: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
}

export function testEnvironment(values: Readonly<Record<string, string>>): EnvironmentOf<'orchestrator'> {
	const result = parseEnvironment('orchestrator', values);
	if (!result.ok) throw new Error(result.problems.join(' '));
	return result.environment;
}

export interface OrchestratorProcess {
	/** The signal that ended it. */
	readonly ended: Promise<NodeJS.Signals | null>;
	kill(signal: NodeJS.Signals): Promise<void>;
}

/** The real program as a process of its own, to be killed. */
export function orchestratorProcess(env: Readonly<Record<string, string>>): OrchestratorProcess {
	const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'server/orchestrator.ts'], {
		env: { ...process.env, LOG_LEVEL: 'error', ...env },
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	const ended = once(child, 'exit').then(([, signal]) => signal as NodeJS.Signals | null);
	return {
		ended,
		kill: async (signal) => {
			child.kill(signal);
			await ended;
		},
	};
}
