/** Random sound flows for properties: sequences, forks and choices nested in each other, with steps as leaves. */
import fc from 'fast-check';
import { drawnEdges, drawnFlow, drawnNode, drawnStep } from '../../compile/testing/drawn-flow';
import type { FlowDefinition, FlowNode } from '../../flow/definition';
import type { StepNode } from '../../flow/nodes/step';

type Block =
	| {
			readonly type: 'step';
			readonly undo: 'command' | 'harmless' | 'gap';
			readonly retriesCode: boolean;
			readonly class: 'compensable' | 'retriable';
	  }
	| { readonly type: 'sequence' | 'fork' | 'choice'; readonly blocks: readonly Block[] };

const stepBlock: fc.Arbitrary<Block> = fc.record({
	type: fc.constant('step' as const),
	undo: fc.oneof(
		{ weight: 6, arbitrary: fc.constant('command' as const) },
		fc.constantFrom('harmless' as const, 'gap' as const),
	),
	retriesCode: fc.boolean(),
	class: fc.oneof({ weight: 5, arbitrary: fc.constant('compensable' as const) }, fc.constant('retriable' as const)),
});

const block = fc.letrec<{ block: Block }>((tie) => ({
	block: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		stepBlock,
		fc.record({
			type: fc.constantFrom('sequence' as const, 'fork' as const, 'choice' as const),
			blocks: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
		}),
	),
})).block;

/** With at most one pivot, at the end, where it is sound. */
export const structuredFlow: fc.Arbitrary<FlowDefinition> = fc
	.record({ body: block, withPivot: fc.boolean(), sequential: fc.boolean(), settleMs: fc.constantFrom(0, 500, 60_000) })
	.map(({ body, withPivot, sequential, settleMs }) => {
		const drawing = new Drawing();
		let last = drawing.draw(body, 'start');
		if (withPivot) {
			last = drawing.addStep(last, { class: 'pivot', compensation: { type: 'none', effect: 'gap', because: 'final' } });
			last = drawing.addStep(last, { class: 'retriable' });
		}
		drawing.add(last, drawnNode('end', 'end'));
		const settings = { settleMs, undoOrder: sequential ? ('sequential' as const) : ('causal' as const) };
		return drawnFlow(drawing.nodes, drawnEdges(...drawing.lines), { settings });
	});

/** Way out of a node: the node and what its edge says. */
type WayOut = string;

class Drawing {
	readonly nodes: FlowNode[] = [];
	readonly lines: string[] = [];
	private choices = 0;

	draw(part: Block, from: WayOut, label = ''): WayOut {
		switch (part.type) {
			case 'step':
				return this.addStep(from, stepChanges(part), label);
			case 'sequence':
				return part.blocks.reduce((last, inner, index) => this.draw(inner, last, index === 0 ? label : ''), from);
			case 'fork':
			case 'choice':
				return this.drawBranches(part.type === 'fork' ? 'parallel' : 'exclusive', part.blocks, from, label);
		}
	}

	add(from: WayOut, node: FlowNode, label = ''): WayOut {
		this.nodes.push(node);
		this.lines.push(`${from} > ${node.id}${label}`);
		return node.id;
	}

	addStep(from: WayOut, changes: Partial<StepNode>, label = ''): WayOut {
		return this.add(from, drawnStep(`s${this.nodes.length}`, changes), label);
	}

	private drawBranches(kind: 'parallel' | 'exclusive', blocks: readonly Block[], from: WayOut, label: string): WayOut {
		const split = this.add(from, drawnNode(kind, `n${this.nodes.length}`), label);
		const choice = this.choices++;
		const ends = blocks.map((inner, index) => {
			const condition = index === blocks.length - 1 ? ' else' : ` if choice${choice % 3} = ${index}`;
			return this.draw(inner, split, kind === 'exclusive' ? condition : '');
		});
		const meet = drawnNode(kind, `n${this.nodes.length}`);
		this.nodes.push(meet);
		for (const end of ends) this.lines.push(`${end} > ${meet.id}`);
		return meet.id;
	}
}

function stepChanges({ undo, retriesCode, class: kind }: Extract<Block, { type: 'step' }>): Partial<StepNode> {
	return {
		class: kind,
		expectedErrors: [{ code: 'SAYS_NO', retry: retriesCode }],
		...(undo === 'command' ? {} : { compensation: { type: 'none', effect: undo, because: 'so it is' } }),
	};
}
