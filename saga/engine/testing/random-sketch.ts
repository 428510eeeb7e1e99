/**
 * Random sound flows for properties, as sketches, so that a counterexample is a line that can be read. Sound: what forks
 * joins, what a boundary event leads to ends in a subflow of its own, every loop ends.
 */
import fc from 'fast-check';

export type Block =
	| { readonly type: 'step'; readonly words: readonly string[] }
	| { readonly type: 'sequence' | 'fork' | 'choice' | 'include' | 'race'; readonly blocks: readonly Block[] }
	| {
			readonly type: 'subflow';
			readonly body: Block;
			readonly undoNow: boolean;
			readonly own: boolean;
			readonly catches: 'nothing' | 'error' | 'timer' | 'nonint' | 'reaction' | 'message';
			readonly handler: Block;
	  }
	| { readonly type: 'each'; readonly of: 'step' | 'subflow'; readonly mode: string }
	| { readonly type: 'loop'; readonly body: Block }
	| { readonly type: 'guarded'; readonly handler: Block }
	| { readonly type: 'undone'; readonly before: Block; readonly after: Block }
	| { readonly type: 'ending'; readonly body: Block; readonly how: 'terminate' | 'error E1' }
	| { readonly type: 'compensated'; readonly length: number }
	| { readonly type: 'wait' | 'timer' | 'approve' | 'call' | 'parked' };

const stepBlock: fc.Arbitrary<Block> = fc
	.record({
		undo: fc.constantFrom('', '', '', '', 'harmless', 'gap'),
		retries: fc.constantFrom('', '', 'retry=SAYS_NO', 'once', 'retriable'),
	})
	.map(({ undo, retries }) => ({ type: 'step', words: [undo, retries].filter((word) => word !== '') }));

const leaf: fc.Arbitrary<Block> = fc.oneof(
	{ weight: 8, arbitrary: stepBlock },
	{ weight: 1, arbitrary: fc.constantFrom('wait', 'timer', 'approve', 'call', 'parked').map((type) => ({ type })) },
	{
		weight: 1,
		arbitrary: fc.record({
			type: fc.constant('each' as const),
			of: fc.constantFrom('step', 'subflow'),
			mode: fc.constantFrom('', 'seq', 'limit=2', 'until=loopCounter>1'),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ type: fc.constant('compensated' as const), length: fc.nat({ max: 2 }) }) },
);

const block = fc.letrec<{ block: Block }>((tie) => ({
	block: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		{ weight: 5, arbitrary: leaf },
		{
			weight: 3,
			arbitrary: fc.record({
				type: fc.constantFrom('sequence', 'sequence', 'fork', 'choice', 'include', 'race'),
				blocks: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
			}),
		},
		{
			weight: 2,
			arbitrary: fc.record({
				type: fc.constant('subflow' as const),
				body: tie('block'),
				undoNow: fc.boolean(),
				own: fc.boolean(),
				catches: fc.constantFrom('nothing', 'error', 'timer', 'nonint', 'reaction', 'message'),
				handler: tie('block'),
			}),
		},
		{ weight: 1, arbitrary: fc.record({ type: fc.constant('loop' as const), body: tie('block') }) },
		{ weight: 1, arbitrary: fc.record({ type: fc.constant('guarded' as const), handler: tie('block') }) },
		{
			weight: 1,
			arbitrary: fc.record({ type: fc.constant('undone' as const), before: tie('block'), after: tie('block') }),
		},
		{
			weight: 1,
			arbitrary: fc.record({
				type: fc.constant('ending' as const),
				body: tie('block'),
				how: fc.constantFrom('terminate', 'error E1'),
			}),
		},
	),
})).block;

/** With at most one pivot, at the end, where it is sound. */
export const randomSketch: fc.Arbitrary<string> = fc
	.record({ body: block, withPivot: fc.boolean() })
	.map(({ body, withPivot }) => {
		const text = new Printer().print(body);
		return withPivot ? `${text} → last[pivot] → after[retriable]` : text;
	});

/** Flows in which every step has a compensation and nothing is interrupted or written twice. */
export const confluentSketch: fc.Arbitrary<string> = fc
	.letrec<{ block: Block }>((tie) => ({
		block: fc.oneof(
			{ depthSize: 'small', withCrossShrink: true },
			{ weight: 4, arbitrary: fc.constant<Block>({ type: 'step', words: [] }) },
			{
				weight: 3,
				arbitrary: fc.record({
					type: fc.constantFrom('sequence', 'fork', 'choice', 'include'),
					blocks: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
				}),
			},
			{
				weight: 1,
				arbitrary: fc.record({
					type: fc.constant('subflow' as const),
					body: tie('block'),
					undoNow: fc.constant(false),
					own: fc.constant(false),
					catches: fc.constant('nothing' as const),
					handler: fc.constant<Block>({ type: 'step', words: [] }),
				}),
			},
		),
	}))
	.block.map((body) => new Printer().print(body));

/** Gives each step a name of its own. */
class Printer {
	private steps = 0;

	print(part: Block): string {
		switch (part.type) {
			case 'step':
				return `${this.step()}${words(part.words)}`;
			case 'sequence':
				return part.blocks.map((inner) => this.print(inner)).join(' → ');
			case 'fork':
				return `fork(${part.blocks.map((inner) => this.print(inner)).join(', ')})`;
			case 'choice':
			case 'include':
				return this.decision(part.type, part.blocks);
			case 'race':
				return this.race(part.blocks);
			case 'subflow':
				return this.subflow(part);
			case 'each':
				return part.of === 'step'
					? `${this.step()}*items${words([part.mode])}`
					: `sub(${this.step()} → ${this.step()})*items${words([part.mode])}`;
			case 'loop': {
				const id = this.step();
				const body = this.print(part.body);
				return `${id}=exclusive → ${body} → assign(${id}n = if ${id}n = null then 1 else ${id}n + 1) → choose(${id}n < 2: to(${id}), else: _)`;
			}
			case 'guarded':
				return `sub(${this.step()}<error: ${this.print(part.handler)}>)`;
			case 'undone':
				return `sub(${this.print(part.before)} → undo → ${this.print(part.after)})`;
			case 'ending':
				return `sub(fork(${this.print(part.body)}, choose(choice0 = 0: ${this.step()} → end(${part.how}), else: _)))<error E1: ${this.step()}>`;
			case 'compensated':
				return `${this.step()}{${['_', this.step(), `fork(${this.step()}, ${this.step()})`][part.length]}}`;
			default:
				return this.simple(part.type);
		}
	}

	private simple(type: 'wait' | 'timer' | 'approve' | 'call' | 'parked'): string {
		switch (type) {
			case 'wait':
				return `catch(message m${this.steps} key)`;
			case 'timer':
				return 'timer(PT5S)';
			case 'approve':
				return 'approve';
			case 'call':
				return 'call(child)';
			case 'parked':
				return `${this.step()}[park=1m]`;
		}
	}

	private decision(type: 'choice' | 'include', blocks: readonly Block[]): string {
		const ways = blocks.map((inner, at) => {
			const when = at === blocks.length - 1 ? 'else' : `choice${at} ${type === 'choice' ? '=' : '>'} ${at}`;
			return `${when}: ${this.print(inner)}`;
		});
		return `${type === 'choice' ? 'choose' : 'include'}(${ways.join(', ')})`;
	}

	private race(blocks: readonly Block[]): string {
		const triggers = [`message m${this.steps} key`, 'timer PT1M', 'signal s1'];
		return `race(${blocks.map((inner, at) => `${triggers[at]}: ${this.print(inner)}`).join(', ')})`;
	}

	private subflow({ body, undoNow, own, catches, handler }: Extract<Block, { type: 'subflow' }>): string {
		const inside = this.print(body);
		const said = words([undoNow ? 'undo-now' : '', own ? `undo=undo-${this.step()}` : '']);
		const caught = this.print(handler);
		switch (catches) {
			case 'nothing':
				return `sub(${inside})${said}`;
			case 'reaction':
				return `sub(${inside}; on(error: ${caught}))${said}`;
			case 'error':
				return `sub(sub(${inside})${said}<error: ${caught}>)`;
			case 'timer':
				return `sub(sub(${inside})${said}<timer PT5S: ${caught}>)`;
			case 'nonint':
				return `sub(sub(${inside})${said}<timer PT5S [nonint]: ${caught}>)`;
			case 'message':
				return `sub(sub(${inside})${said}<message b${this.steps} key: ${caught}>)`;
		}
	}

	private step(): string {
		this.steps += 1;
		return `s${this.steps}`;
	}
}

function words(said: readonly string[]): string {
	const filled = said.filter((word) => word !== '');
	return filled.length === 0 ? '' : `[${filled.join(' ')}]`;
}
