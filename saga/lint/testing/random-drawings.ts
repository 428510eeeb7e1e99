/**
 * Random flows for properties of what is found out about drawings: all kinds of splits and joins, races, boundary events,
 * subflows, with some gateways exchanged for others, so that many are unsound. Only those that can be run.
 */
import fc from 'fast-check';
import { compile } from '../../compile/compile';
import type { CompiledFlow } from '../../compile/compiled-flow';
import type { FlowDefinition } from '../../flow/definition';
import { setGateway } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';

type Shape =
	| { readonly type: 'step' | 'caught' | 'late' | 'beside' | 'race' }
	| {
			readonly type: 'line' | 'fork' | 'choose' | 'include' | 'split' | 'sub' | 'else';
			readonly parts: readonly Shape[];
	  };

const shape = fc.letrec<{ shape: Shape }>((tie) => ({
	shape: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		fc.record({
			type: fc.constantFrom(
				'step' as const,
				'step' as const,
				'caught' as const,
				'late' as const,
				'beside' as const,
				'race' as const,
			),
		}),
		fc.record({
			type: fc.constantFrom(
				'line' as const,
				'fork' as const,
				'choose' as const,
				'include' as const,
				'split' as const,
				'sub' as const,
				'else' as const,
			),
			parts: fc.array(tie('shape'), { minLength: 2, maxLength: 3 }),
		}),
	),
})).shape;

/** Steps and decisions are numbered: each decision asks a variable of its own. */
class Pen {
	private count = 0;

	draw(part: Shape): string {
		switch (part.type) {
			case 'step':
				return this.step();
			case 'caught':
				return `${this.step()}<error NO: ${this.step()}>`;
			case 'late':
				return `${this.step()}<timer PT10S: ${this.step()}>`;
			case 'beside':
				return `${this.step()}<timer PT10S [nonint]: ${this.step()}>`;
			case 'race':
				return `race(timer PT5S: ${this.step()}, timer PT6S: ${this.step()}) → ${this.step()}`;
			default:
				return this.branches(
					part.type,
					part.parts.map((inner) => this.draw(inner)),
				);
		}
	}

	private branches(type: string, parts: readonly string[]): string {
		const [first = '', ...others] = parts;
		const asked = () => `v${this.count++}`;
		const conditional = parts.slice(0, -1).map((inner) => `${asked()}: ${inner}`);
		switch (type) {
			case 'line':
				return parts.join(' → ');
			case 'sub':
				return `sub(${parts.join(' → ')})`;
			case 'fork':
				return `fork(${parts.join(', ')})`;
			case 'split':
				return `(${parts.join(', ')})`;
			case 'else':
				return `(${asked()}: ${first}, else: ${others.join(' → ')})`;
			default:
				return `${type}(${conditional.join(', ')}, ${parts.at(-1)})`;
		}
	}

	private step(): string {
		return `s${this.count++}`;
	}
}

/** A flow and how it came to be, which is what a failing case prints. */
export interface Drawn {
	readonly text: string;
	readonly flow: CompiledFlow;
	readonly definition: FlowDefinition;
}

const gatewayKinds = ['parallel', 'exclusive', 'inclusive'] as const;

export const drawings: fc.Arbitrary<Drawn> = fc
	.record({
		body: shape,
		exchanged: fc.array(fc.tuple(fc.nat(20), fc.constantFrom(...gatewayKinds)), { maxLength: 2 }),
	})
	.map(({ body, exchanged }) => {
		let text = `${new Pen().draw(body)} → last`;
		let definition = sketch(text);
		const gateways = definition.nodes.filter(({ kind }) => gatewayKinds.some((known) => known === kind));
		for (const [at, kind] of exchanged) {
			const id = gateways[at % Math.max(1, gateways.length)]?.id;
			if (id === undefined) continue;
			definition = setGateway(definition, id, { kind });
			text += ` with ${id} ${kind}`;
		}
		const result = compile(definition, 1);
		return { text, definition, flow: result.ok ? result.flow : null };
	})
	.filter((drawn): drawn is typeof drawn & { flow: CompiledFlow } => drawn.flow !== null)
	.map((drawn) => ({ ...drawn, [fc.toStringMethod]: () => drawn.text }));
