// What compiling one expression carries from node to node: the names in scope,
// the problems found and the variables read.
//
// Invariant: compiling never stops at the first problem; a part that cannot be
// compiled becomes null and its problem is noted, so that an analyst sees all
// of them at once. A source with problems yields no expression.

import type { Closure } from './evaluation';
import type { SyntaxNode } from './parse';
import type { ExpressionProblem } from './problem';
import type { Value } from './value';

export interface Part {
	readonly run: Closure;
	/** What a filter needs to know: does this surely give a number, or surely judge an item? */
	readonly gives: 'number' | 'condition' | 'unknown';
	/** Set where the value is written in the source. */
	readonly constant?: Value;
	/** Set where the part reads nothing but this path of variables. */
	readonly path?: string;
}

/** Where a name may be found, innermost first; the variables come after all of them. */
export type Place = { readonly in: 'slot'; readonly slot: number } | { readonly in: 'element'; readonly slot: number };

interface Scope {
	/** Null: the element a filter looks at, whose keys are not known before it runs. */
	readonly name: string | null;
	readonly slot: number;
}

export type NodeCompiler = (node: SyntaxNode, compilation: Compilation) => Part;

export class Compilation {
	readonly problems: ExpressionProblem[] = [];
	/** In order of occurrence; a path replaces the variable it starts from. */
	readonly reads: string[] = [];
	/** Instructions of the regular expressions compiled so far. */
	patternSize = 0;
	private readonly scopes: Scope[] = [];
	private slots = 0;

	constructor(private readonly compileNode: NodeCompiler) {}

	compile(node: SyntaxNode | undefined): Part {
		return node ? this.compileNode(node, this) : nothing;
	}

	compileAll(nodes: readonly SyntaxNode[]): Part[] {
		return nodes.map((node) => this.compile(node));
	}

	/** Notes a problem at the node and stands in for the part. */
	refuse(node: SyntaxNode, code: ExpressionProblem['code'], message: string): Part {
		this.problems.push({ code, message, from: node.from, to: node.to });
		return nothing;
	}

	/** Brings a name into scope, to the end of the enclosing `scoped`. */
	bind(name: string): number {
		return this.enter(name);
	}

	/** Brings the keys of an element, and `item`, into scope. */
	bindElement(): number {
		return this.enter(null);
	}

	/** Runs `inner` and drops the names that it brought into scope. */
	scoped<Result>(inner: () => Result): Result {
		const depth = this.scopes.length;
		const result = inner();
		this.scopes.length = depth;
		return result;
	}

	placesOf(name: string): readonly Place[] {
		const places: Place[] = [];
		for (let index = this.scopes.length - 1; index >= 0; index--) {
			const scope = this.scopes[index];
			if (scope?.name === name) return [...places, { in: 'slot', slot: scope.slot }];
			if (scope?.name === null) places.push({ in: 'element', slot: scope.slot });
		}
		return places;
	}

	private enter(name: string | null): number {
		const slot = this.slots;
		this.slots += 1;
		this.scopes.push({ name, slot });
		return slot;
	}
}

const nothing: Part = { run: () => null, gives: 'unknown', constant: null };
