/**
 * A flow from one line of text: for specs, tests and the examples of docs/rules, where the shape is what matters.
 *
 *   line = item { "→" item }      item = STEP [ "[" word { " " word } "]" ] | "_" | fork(line, line …) | choose(WHEN: line, line …)
 *
 * `a` is a compensable step with command `a` at participant `a`, undone by `undo-a`. Words: pivot, retriable, gap,
 * harmless, unsaid (no compensation), once (one attempt). `_` is a way without a step. A branch of `choose` without WHEN
 * is the default. Deliberately no notation for what edits say better: mappings, time-outs, crossing edges.
 */
import type { FlowDefinition } from './definition';
import { createFlow } from './edits/create-flow';
import { connect } from './edits/edges';
import { freshNodeId } from './edits/fresh-names';
import { newNoCompensation, newStep } from './edits/new-node';
import { addNode, setStart } from './edits/nodes';
import type { NodeId } from './nodes/node-base';
import { retriesDefault } from './nodes/retries';
import type { StartField } from './nodes/start';
import type { StepNode } from './nodes/step';

/** `fields`: the start's variables with their samples. Throws on a text that is no sketch: it is written by programmers. */
export function sketch(text: string, fields: Readonly<Record<string, StartField['sample']>> = {}): FlowDefinition {
	const pen = new Pen(text, createFlow({ id: 'sketch', name: 'Sketch' }));
	const last = pen.drawLine({ node: 'start', condition: null, isDefault: false }, '');
	pen.connectTo(last, 'end');
	return setStart(pen.flow, 'start', {
		fields: Object.entries(fields).map(([name, sample]) => ({ name, type: typeOf(sample), required: false, sample })),
	});
}

/** Where the next item is connected, and with what on the edge. */
interface Loose {
	readonly node: NodeId;
	readonly condition: string | null;
	readonly isDefault: boolean;
}

class Pen {
	private at = 0;

	constructor(
		private readonly text: string,
		public flow: FlowDefinition,
	) {}

	drawLine(from: Loose, closing: string): Loose {
		let loose = this.drawItem(from);
		while (this.take('→')) loose = this.drawItem(loose);
		if (closing === '' && this.rest() !== '') throw this.wrong('"→" or the end');
		return loose;
	}

	connectTo(from: Loose, target: NodeId): void {
		this.flow = connect(this.flow, from.node, target, { condition: from.condition, isDefault: from.isDefault });
	}

	private drawItem(from: Loose): Loose {
		if (this.take('_')) return from;
		if (this.take('fork(')) return this.drawBranches(from, 'parallel', ['fork', 'join']);
		if (this.take('choose(')) return this.drawBranches(from, 'exclusive', ['choice', 'merge']);
		const name = /^[a-z][a-z0-9-]*/.exec(this.rest())?.[0];
		if (name === undefined) throw this.wrong('a step, fork(…), choose(…) or _');
		this.take(name);
		const words = this.take('[') ? this.until(']').split(' ') : [];
		const step = words.reduce(
			withWord,
			newStep(this.flow, { name, participant: name, command: name, undo: `undo-${name}` }),
		);
		this.flow = addNode(this.flow, step, { x: 0, y: 0 });
		return this.lead(from, step.id);
	}

	private drawBranches(from: Loose, kind: 'parallel' | 'exclusive', ids: readonly [string, string]): Loose {
		const [split, join] = ids.map((id) => freshNodeId(this.flow, id));
		if (split === undefined || join === undefined) throw this.wrong('two gateways');
		for (const id of [split, join]) this.flow = addNode(this.flow, { id, kind, name: '' }, { x: 0, y: 0 });
		this.lead(from, split);
		do {
			const condition = kind === 'exclusive' ? this.takeCondition() : null;
			const isDefault = kind === 'exclusive' && condition === null;
			this.connectTo(this.drawLine({ node: split, condition, isDefault }, ')'), join);
		} while (this.take(','));
		if (!this.take(')')) throw this.wrong('")"');
		return { node: join, condition: null, isDefault: false };
	}

	private lead(from: Loose, node: NodeId): Loose {
		this.connectTo(from, node);
		return { node, condition: null, isDefault: false };
	}

	private takeCondition(): string | null {
		const condition = /^([^:,()→]+):/.exec(this.rest())?.[1];
		if (condition === undefined) return null;
		this.take(`${condition}:`);
		return condition.trim();
	}

	private until(mark: string): string {
		const end = this.text.indexOf(mark, this.at);
		if (end < 0) throw this.wrong(`"${mark}"`);
		const found = this.text.slice(this.at, end);
		this.at = end + mark.length;
		return found.trim();
	}

	private rest(): string {
		return this.text.slice(this.at).trimStart();
	}

	private take(expected: string): boolean {
		if (!this.rest().startsWith(expected)) return false;
		this.at = this.text.length - this.rest().length + expected.length;
		return true;
	}

	private wrong(expected: string): Error {
		return new Error(`This is no sketch: expected ${expected} at "${this.rest().slice(0, 20)}" of "${this.text}".`);
	}
}

function withWord(step: StepNode, word: string): StepNode {
	switch (word) {
		case 'pivot':
		case 'retriable':
			return { ...step, class: word, compensation: null };
		case 'gap':
		case 'harmless':
			return { ...step, compensation: { ...newNoCompensation(word), because: `${step.name} is ${word}` } };
		case 'unsaid':
			return { ...step, compensation: null };
		case 'once':
			return { ...step, retries: { ...retriesDefault, attemptsMax: 1 } };
		default:
			throw new Error(`A sketch knows no word "${word}".`);
	}
}

function typeOf(sample: StartField['sample']): StartField['type'] {
	if (Array.isArray(sample)) return 'list';
	switch (typeof sample) {
		case 'number':
			return 'number';
		case 'boolean':
			return 'boolean';
		case 'string':
			return 'text';
		default:
			return 'object';
	}
}
