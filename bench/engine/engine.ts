/**
 * The engine alone, on one core: transitions per second of three flows from start to end, the time to compile a flow of a
 * hundred nodes, the size of a stored state, the cost of a transition late in a long history against an early one, and
 * the slowest of the expressions that were written to hurt.
 * Time is processor time of this process. Medians of several rounds, each with fresh sagas; last line of output: one JSON object.
 */
import { compile } from '@/saga/compile/compile';
import type { CompiledFlow } from '@/saga/compile/compiled-flow';
import type { SagaId, SagaInput } from '@/saga/engine/input';
import type { LedgerEntry, Saga } from '@/saga/engine/state';
import { encodeState } from '@/saga/engine/state-text';
import { transition } from '@/saga/engine/transition';
import { compileExpression } from '@/saga/expression/compile-expression';
import type { JsonObject } from '@/saga/expression/json';
import type { FlowDefinition } from '@/saga/flow/definition';
import { sketch } from '@/saga/flow/sketch';
import { orderFlow, orderPayload } from '../throughput/order-flow';
import { hostile } from './hostile';
import { median, processorMs, rounded, timed } from './processor-time';

const sagaId = '01900000-0000-7000-8000-000000000001' as SagaId;
const roundMs = 400;

export async function engine(args: readonly string[]): Promise<void> {
	// First: a saga whose process has just started meets an expression with cold code.
	const hostileResults = hostile();
	const linear = compiled(sketch('a → b → c'));
	const mapped = compiled(orderFlow());
	const forked = compiled(sketch(forkedFlow()));
	const results = {
		linear_per_s: perSecond(linear, {}),
		mapped_per_s: perSecond(mapped, orderPayload(1, '-') as JsonObject),
		forked_per_s: perSecond(forked, {}),
		...compileMs(),
		state_bytes: stateBytes(mapped),
		late_to_early: lateToEarly(),
		path_us: expressionUs('order.total'),
		comparison_us: expressionUs('order.total > 100 and customer.vip'),
		context_us: expressionUs('{ id: order.id, total: order.total * 2, vip: customer.vip }'),
		...hostileResults,
	};
	for (const [name, value] of Object.entries(results)) console.log(`${name}: ${value}`);
	if (args.includes('--json')) console.log(JSON.stringify(results));
}

function compiled(definition: FlowDefinition): CompiledFlow {
	const result = compile(definition, 1);
	if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join(' '));
	return result.flow;
}

/** 30 nodes: three forks of three branches with two steps each, steps between them. */
function forkedFlow(): string {
	const fork = (name: string) => `fork(${name}a → ${name}b, ${name}c → ${name}d, ${name}e → ${name}f)`;
	return `s1 → ${fork('x')} → s2 → ${fork('y')} → s3 → ${fork('z')}`;
}

interface Counted {
	saga: Saga | null;
	transitions: number;
}

/** One saga from its start to its end: every command is answered. */
function playOne(flow: CompiledFlow, payload: JsonObject, counted: Counted): void {
	const ledger: LedgerEntry[] = [];
	const inputs: SagaInput[] = [{ type: 'sagaStarted', at: 1, sagaId, payload, businessKey: null }];
	let saga: Saga | null = null;
	for (let input = inputs.shift(); input !== undefined; input = inputs.shift()) {
		const result = transition(flow, saga, input, null);
		counted.transitions += 1;
		if (result.kind !== 'applied') throw new Error(`${input.type}: ${result.kind}`);
		saga = result.saga;
		for (const entry of result.ledger) ledger.push(entry);
		for (const effect of result.effects)
			if (effect.type === 'sendCommand')
				inputs.push({
					type: 'replyReceived',
					at: 1,
					run: effect.run,
					attempt: effect.attempt,
					answer: { type: 'completed', output: { id: 'x-1', price: 5 } },
				});
	}
	if (saga?.state.status !== 'completed') throw new Error(`The saga is ${saga?.state.status}.`);
}

function perSecond(flow: CompiledFlow, payload: JsonObject): number {
	return Math.round(
		median(() => {
			const counted: Counted = { saga: null, transitions: 0 };
			const startedAt = processorMs();
			while (processorMs() - startedAt < roundMs) for (let n = 0; n < 50; n += 1) playOne(flow, payload, counted);
			return counted.transitions / ((processorMs() - startedAt) / 1_000);
		}),
	);
}

/** A hundred nodes with two expressions each: as after an edit, when most have been met before; and when none has. */
function compileMs(): { compile_ms: number; compile_first_ms: number } {
	const drawn = (round: number) =>
		sketch(
			Array.from({ length: 98 }, (_, at) => `s${at}[in.x=order.t${round}+${at} out.y${at}=reply.i${round}]`).join(
				' → ',
			),
		);
	let round = 0;
	const known = drawn(0);
	const again = median(() => timed(() => compile(known, 1)));
	const first = median(() => {
		round += 1;
		const definition = drawn(round);
		return timed(() => compile(definition, 1));
	});
	return { compile_ms: rounded(again), compile_first_ms: rounded(first) };
}

/** Microseconds for one evaluation. */
function expressionUs(source: string): number {
	const compiledSource = compileExpression(source);
	if (!compiledSource.ok) throw new Error(source);
	const { expression } = compiledSource;
	const variables = { order: { id: 'O-1', total: 250 }, customer: { vip: true } };
	const times = 100_000;
	const us = median(() => {
		const ms = timed(() => {
			for (let n = 0; n < times; n += 1) expression.evaluate(variables, 1);
		});
		return (ms * 1_000) / times;
	});
	return rounded(us);
}

/** The largest that a three-step saga becomes on its way. */
function stateBytes(flow: CompiledFlow): number {
	let largest = 0;
	let saga: Saga | null = null;
	const inputs: SagaInput[] = [
		{
			type: 'sagaStarted',
			at: 1_700_000_000_000,
			sagaId,
			payload: orderPayload(1, '-') as JsonObject,
			businessKey: null,
		},
	];
	for (let input = inputs.shift(); input !== undefined; input = inputs.shift()) {
		const result = transition(flow, saga, input, null);
		if (result.kind !== 'applied') throw new Error(result.kind);
		saga = result.saga;
		if (saga.state.status === 'running') largest = Math.max(largest, Buffer.byteLength(encodeState(saga.state)));
		for (const effect of result.effects)
			if (effect.type === 'sendCommand')
				inputs.push({
					type: 'replyReceived',
					at: 1_700_000_000_000,
					run: effect.run,
					attempt: 1,
					answer: { type: 'completed', output: { id: 'x-1', price: 5 } },
				});
	}
	return largest;
}

/** A saga that goes round a loop 5,000 times: its last thousand rounds against its second, once the code is warm. */
function lateToEarly(): number {
	loopRounds();
	const [early, late] = loopRounds();
	return rounded(late / early);
}

/** Milliseconds of the second and of the fifth thousand rounds of a fresh saga. */
function loopRounds(): readonly [early: number, late: number] {
	const flow = compiled(sketch('l=exclusive → a → choose(n > 0: to(l), else: _)'));
	let saga: Saga | null = null;
	const give = (input: SagaInput) => {
		const result = transition(flow, saga, input, null);
		if (result.kind !== 'applied') throw new Error(result.kind);
		saga = result.saga;
	};
	give({ type: 'sagaStarted', at: 1, sagaId, payload: { n: 1 }, businessKey: null });
	const thousand = (from: number) =>
		timed(() => {
			for (let run = from; run < from + 1_000; run += 1)
				give({ type: 'replyReceived', at: 1, run, attempt: 1, answer: { type: 'completed', output: null } });
		});
	thousand(1);
	const early = thousand(1_001);
	thousand(2_001);
	thousand(3_001);
	return [early, thousand(4_001)];
}
