/** Draws a sketch's text on a canvas, item by item. What is still loose after an item is led to the next one. */
import type { FlowNode } from '../definition';
import { newStep } from '../edits/new-node';
import type { NodeId } from '../nodes/node-base';
import { type Canvas, type Loose, way } from './canvas';
import type { SketchText } from './sketch-text';
import { splitOutside } from './sketch-text';
import { endResultOf, type SketchTrigger, thrownOf, triggerOf } from './triggers';
import { isActivity, withWords, wordsOf } from './words';

interface SketchScope {
	readonly id: string;
	readonly start: NodeId;
	readonly end: NodeId;
}

const joins = {
	fork: ['parallel', 'fork', 'join'],
	choose: ['exclusive', 'choice', 'merge'],
	include: ['inclusive', 'include', 'include-join'],
} as const;

export class Pen {
	/** Ways of the scope being drawn that lead to its end. */
	private ending: Loose[] = [];

	constructor(
		private readonly text: SketchText,
		private readonly canvas: Canvas,
	) {}

	drawScope(scope: SketchScope): void {
		const around = { scope: this.canvas.scope, ending: this.ending };
		this.canvas.scope = scope.id;
		this.ending = [];
		this.ending.push(...this.drawLine([way(scope.start)]));
		while (this.text.take(';')) this.ending.push(...this.drawLine([]));
		this.canvas.lead(this.ending, scope.end);
		if (this.ending.length === 0) this.canvas.remove(scope.end);
		this.canvas.scope = around.scope;
		this.ending = around.ending;
	}

	private drawLine(from: readonly Loose[]): readonly Loose[] {
		let loose = this.drawItem(from);
		while (this.text.take('→')) loose = this.drawItem(loose);
		return loose;
	}

	private drawItem(from: readonly Loose[]): readonly Loose[] {
		if (this.text.take('(')) return this.drawWays(from, false);
		const id = this.text.match(/^([A-Za-z][A-Za-z0-9_-]*)=/)?.[1] ?? null;
		const word = this.text.match(/^(_|[a-z][a-z0-9-]*)/)?.[0];
		if (word === undefined) throw this.text.wrong('a step, a kind as fork(…), or _');
		if (word === '_') return from;
		if (word === 'fork' || word === 'choose' || word === 'include') return this.drawSplit(from, word, id);
		return this.text.take('(') ? this.drawCall(from, word, id) : this.drawWord(from, word, id);
	}

	/** A kind without parentheses, or a step. */
	private drawWord(from: readonly Loose[], word: string, id: NodeId | null): readonly Loose[] {
		switch (word) {
			case 'parallel':
			case 'exclusive':
			case 'inclusive':
				return this.draw(from, this.canvas.newOf(word, id ?? word));
			case 'undo':
				return this.draw(from, this.canvas.newOf('undo', id ?? word));
			case 'approve':
				return this.draw(from, this.canvas.newOf('approval', id ?? word));
			case 'end':
				this.draw(from, this.canvas.newOf('end', id ?? word));
				return [];
			default: {
				const step = newStep(this.canvas.flow, { name: word, participant: word, command: word, undo: `undo-${word}` });
				return this.draw(from, id === null ? step : { ...step, id, name: id });
			}
		}
	}

	/** A kind with parentheses, whose opening one is read. */
	private drawCall(from: readonly Loose[], word: string, id: NodeId | null): readonly Loose[] {
		switch (word) {
			case 'sub':
				return this.drawSubflow(from, id ?? word, null);
			case 'on': {
				const trigger = triggerOf(this.text.until(':'));
				this.text.expect(':');
				this.drawSubflow([], id ?? trigger.id ?? word, trigger);
				return [];
			}
			case 'race':
				return this.drawRace(from, id);
			default:
				return this.drawNamed(from, word, id, this.inner());
		}
	}

	private drawNamed(from: readonly Loose[], word: string, id: NodeId | null, inner: string): readonly Loose[] {
		switch (word) {
			case 'to':
				this.canvas.lead(from, inner);
				return [];
			case 'from':
				return [way(inner)];
			case 'start':
				return this.drawStart(from, inner);
			case 'timer':
				return this.draw(from, this.catching(triggerOf(`timer ${inner}`), id));
			case 'catch':
				return this.draw(from, this.catching(triggerOf(inner), id));
			case 'end':
				this.draw(from, { ...this.canvas.newOf('end', id ?? word), result: endResultOf(inner) });
				return [];
			case 'link': {
				const isFrom = from.length > 0;
				const link = this.canvas.newOf('link', id ?? `${isFrom ? 'from' : 'to'}-${inner}`);
				const drawn = this.draw(from, { ...link, end: isFrom ? 'from' : 'to', link: inner });
				return isFrom ? [] : drawn;
			}
			case 'publish':
				return this.draw(from, { ...this.canvas.newOf('publish', id ?? word), event: thrownOf(inner) });
			case 'undo':
				return this.draw(from, { ...this.canvas.newOf('undo', id ?? word), activity: inner });
			case 'call':
				return this.draw(from, { ...this.canvas.newOf('call', id ?? inner), flow: inner });
			case 'assign': {
				const output = splitOutside(inner, ';').map((entry) => {
					const [target = '', ...expression] = entry.split('=');
					return { target: target.trim(), expression: expression.join('=').trim() };
				});
				return this.draw(from, { ...this.canvas.newOf('assign', id ?? word), output });
			}
			default:
				throw this.text.wrong(`a kind, not "${word}",`);
		}
	}

	/** Fork, choose, include: a gateway, its ways, and the gateway in which those meet that have not ended. */
	private drawSplit(from: readonly Loose[], word: keyof typeof joins, id: NodeId | null): readonly Loose[] {
		this.text.expect('(');
		const [kind, splitId, joinId] = joins[word];
		const split = this.canvas.add({ ...this.canvas.newOf(kind, id ?? splitId), name: '' });
		const join = this.canvas.add({ ...this.canvas.newOf(kind, id === null ? joinId : `${id}-join`), name: '' });
		this.canvas.lead(from, split.id);
		// Each way is led to the join before the next is drawn: the order of the edges is the order of the conditions.
		const isMet = this.drawWays([way(split.id)], word !== 'fork', join.id).length > 0;
		if (isMet) return [way(join.id)];
		this.canvas.remove(join.id);
		return [];
	}

	/** `hasDefault`: a way without condition is the default. */
	private drawWays(from: readonly Loose[], hasDefault: boolean, join: NodeId | null = null): readonly Loose[] {
		const loose: Loose[] = [];
		do {
			const when = this.text.when();
			const isDefault = when === 'else' || (when === null && hasDefault);
			const condition = isDefault ? null : when;
			const ends = this.drawLine(from.map(({ node }) => ({ node, condition, isDefault })));
			if (join !== null) this.canvas.lead(ends, join);
			loose.push(...ends);
		} while (this.text.take(','));
		this.text.expect(')');
		return loose;
	}

	private drawRace(from: readonly Loose[], id: NodeId | null): readonly Loose[] {
		const race = this.canvas.newOf('event-race', id ?? 'race');
		const begun = this.draw(from, { ...race, name: '' });
		const loose: Loose[] = [];
		do {
			const caught = this.draw(begun, this.catching(triggerOf(this.text.until(':,)')), null));
			loose.push(...(this.text.take(':') ? this.drawLine(caught) : caught));
		} while (this.text.take(','));
		this.text.expect(')');
		return loose;
	}

	private drawSubflow(from: readonly Loose[], wanted: string, trigger: SketchTrigger | null): readonly Loose[] {
		const subflow = { ...this.canvas.newOf('subflow', wanted), eventStarted: trigger !== null };
		this.canvas.add(subflow);
		this.drawInner(subflow.id, `${subflow.id}`, trigger);
		this.text.expect(')');
		return this.draw(from, subflow);
	}

	/** A scope with a start and an end of its own. */
	private drawInner(scope: string, name: string, trigger: SketchTrigger | null): void {
		const around = this.canvas.scope;
		this.canvas.scope = scope;
		const start = this.canvas.newOf('start', `${name}-start`);
		const reaction = trigger === null ? {} : { reaction: { on: trigger.on, interrupting: trigger.isInterrupting } };
		this.canvas.add({ ...start, ...reaction });
		const end = this.canvas.add(this.canvas.newOf('end', `${name}-end`));
		this.canvas.scope = around;
		this.drawScope({ id: scope, start: start.id, end: end.id });
	}

	private drawStart(from: readonly Loose[], inner: string): readonly Loose[] {
		const { on, words } = inner.startsWith('[') ? { on: null, words: wordsOf(inner.slice(1, -1)) } : triggerOf(inner);
		const perKey = words.find(({ name }) => name === 'ever' || name === 'per-event')?.name ?? 'while-active';
		const businessKey = words.find(({ name }) => name === 'key')?.value ?? '';
		this.canvas.change(from[0]?.node ?? '', (node) => {
			if (node.kind !== 'start') throw this.text.wrong('start(…) first of all');
			if (on?.type === 'message')
				return { ...node, businessKey, trigger: { ...on, perKey: perKey as 'ever' | 'per-event' | 'while-active' } };
			return on?.type === 'timer' ? { ...node, businessKey, trigger: on } : { ...node, businessKey };
		});
		return from;
	}

	/** Puts a node on the way, with its suffixes. */
	private draw(from: readonly Loose[], node: FlowNode): readonly Loose[] {
		this.canvas.add(node);
		this.canvas.lead(from, node.id);
		for (;;) {
			if (this.text.next(/^\*[A-Za-z]/)) this.drawForEach(node.id);
			else if (this.text.take('[')) this.drawWords(node.id);
			else if (this.text.take('{')) this.drawCompensation(node.id);
			else if (this.text.next(/^<[a-z]/)) this.drawBoundary(node.id);
			else return [way(node.id)];
		}
	}

	private drawWords(id: NodeId): void {
		const words = wordsOf(this.text.until(']'));
		this.text.expect(']');
		this.canvas.change(id, (node) => {
			const output = words.map(({ name, value }) => ({ target: name.replace(/^(in|out)\./, ''), expression: value }));
			if (node.kind === 'catch' && node.on.type !== 'timer') return { ...node, on: { ...node.on, output } };
			if (node.kind === 'publish') return { ...node, event: { ...node.event, input: output } };
			return withWords(node, words);
		});
	}

	private drawForEach(id: NodeId): void {
		const collection = this.text.match(/^\*([A-Za-z][A-Za-z0-9_.]*)/)?.[1] ?? '';
		this.canvas.change(id, (node) =>
			isActivity(node)
				? {
						...node,
						forEach: { collection, element: 'item', mode: 'parallel', limit: null, completion: '', result: null },
					}
				: node,
		);
	}

	private drawCompensation(id: NodeId): void {
		this.canvas.change(id, (node) =>
			isActivity(node) ? { ...node, compensation: { type: 'scope', name: `Undo ${node.name}` } } : node,
		);
		this.drawInner(`${id}/undo`, `${id}-undo`, null);
		this.text.expect('}');
	}

	private drawBoundary(host: NodeId): void {
		this.text.expect('<');
		const trigger = triggerOf(this.text.until(':>'));
		const boundary = this.canvas.newOf('boundary', trigger.id ?? `${host}-${trigger.on.type}`);
		this.canvas.add({ ...boundary, attachedTo: host, interrupting: trigger.isInterrupting, on: trigger.on });
		const from = [way(boundary.id)];
		this.ending.push(...(this.text.take(':') ? this.drawLine(from) : from));
		this.text.expect('>');
	}

	private catching(trigger: SketchTrigger, id: NodeId | null): FlowNode {
		const { on, words } = trigger;
		if (on.type === 'error' || on.type === 'escalation') throw this.text.wrong('a message, a signal or a timer');
		const name = on.type === 'message' ? on.message : on.type === 'signal' ? on.signal : 'timer';
		if (words.some((word) => !word.name.startsWith('out.'))) throw this.text.wrong('words as out.x=FEEL');
		return { ...this.canvas.newOf('catch', id ?? trigger.id ?? name), on };
	}

	/** What stands up to the closing parenthesis, which is read. */
	private inner(): string {
		const inner = this.text.until(')');
		this.text.expect(')');
		return inner;
	}
}
