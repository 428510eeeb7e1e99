/**
 * What participants, people and events say where a decision depends on it: values made from the literals of the flow's
 * own conditions, one for each way in which those conditions can come out. Where nothing asks, they say nothing.
 */
import { compileExpression } from '../expression/compile-expression';
import type { Json, JsonObject } from '../expression/json';
import type { FlowDefinition } from '../flow/definition';
import type { Mapping } from '../flow/nodes/mapping';
import { sampleInput } from '../flow/queries/sample-input';

/** Of a failure that no flow knows. */
export const rehearsedCode = 'REHEARSED';

/** More are not tried for one answer. */
const variantsMax = 6;
const combinationsMax = 64;

interface Condition {
	readonly source: string;
	readonly reads: readonly string[];
	readonly judge: (context: JsonObject) => string;
}

interface Path {
	readonly path: string;
	readonly values: readonly Json[];
}

/** Of one flow. Values are as a line of a trace writes them behind its input; '' where there is nothing to say. */
export class TriedData {
	private readonly conditions: readonly Condition[];
	private readonly sample: JsonObject;
	private readonly known = new Map<string, readonly string[]>();

	constructor(private readonly definition: FlowDefinition) {
		this.conditions = conditionsOf(definition);
		this.sample = sampleInput(definition);
	}

	/** Variables on which a decision depends. */
	get decisive(): ReadonlySet<string> {
		return new Set(this.conditions.flatMap(({ reads }) => reads.map(rootOf)));
	}

	/** `{…}` for the start; the sample first, as ''. */
	starts(): readonly string[] {
		const paths = this.conditions.flatMap(({ reads }) => reads.filter((path) => rootOf(path) in this.sample));
		const tried = this.combine(pathsWith(paths, this.conditions));
		const seen = new Set([this.verdicts(this.sample)]);
		const others = tried.flatMap((values) => {
			const payload = Object.entries(values).reduce((made, [path, value]) => withPath(made, path, value), this.sample);
			const verdicts = this.verdicts(payload);
			if (seen.has(verdicts)) return [];
			seen.add(verdicts);
			return [JSON.stringify(payload)];
		});
		return ['', ...others].slice(0, variantsMax);
	}

	/** With which a step fails: those it is known to answer, those that something waits for, and one that nobody knows. */
	codes(step: string): readonly string[] {
		const known = this.known.get(`codes ${step}`) ?? this.codesOf(step);
		this.known.set(`codes ${step}`, known);
		return known;
	}

	private codesOf(step: string): readonly string[] {
		const { nodes } = this.definition;
		const known = nodes.flatMap((node) => (node.kind === 'step' && node.id === step ? node.expectedErrors : []));
		const caught = nodes.flatMap((node) => {
			const on = node.kind === 'boundary' ? node.on : node.kind === 'start' ? node.reaction?.on : undefined;
			if (on?.type !== 'error' || !on.code) return [];
			const isElsewhere = node.kind === 'boundary' && node.attachedTo !== step && this.isStep(node.attachedTo);
			return isElsewhere ? [] : [on.code];
		});
		return [...new Set([rehearsedCode, ...known.map(({ code }) => code), ...caught])];
	}

	/** Of a step or an approval. */
	replies(node: string): readonly string[] {
		const found = this.definition.nodes.find(({ id }) => id === node);
		const mapping = found !== undefined && 'output' in found ? found.output : [];
		return this.variants(node, 'reply', mapping);
	}

	/** Of what waits for it. */
	events(node: string): readonly string[] {
		const found = this.definition.nodes.find(({ id }) => id === node);
		const on =
			found !== undefined && 'on' in found ? found.on : found?.kind === 'start' ? found.reaction?.on : undefined;
		return this.variants(node, 'event', on !== undefined && 'output' in on ? on.output : []);
	}

	private isStep(id: string): boolean {
		return this.definition.nodes.some((node) => node.id === id && node.kind === 'step');
	}

	private variants(node: string, root: 'reply' | 'event', mapping: Mapping): readonly string[] {
		const known = this.known.get(node);
		if (known !== undefined) return known;
		const paths = mapping.flatMap((entry) => this.pathsOf(entry, root));
		const seen = new Set<string>();
		const made = this.combine(paths).flatMap((values) => {
			const said = Object.entries(values).reduce<JsonObject>(
				(whole, [path, value]) => withPath(whole, path, value),
				{},
			);
			const verdicts = this.verdicts(this.after(mapping, said));
			if (seen.has(verdicts)) return [];
			seen.add(verdicts);
			return [JSON.stringify(said[root] ?? null)].filter((text) => /^[{[]/.test(text));
		});
		const variants = made.length === 0 ? [''] : made.slice(0, variantsMax);
		this.known.set(node, variants);
		return variants;
	}

	/** Parts of a reply that reach a condition through this entry. */
	private pathsOf({ target, expression }: Mapping[number], root: string): readonly Path[] {
		const compiled = compileExpression(expression);
		if (!compiled.ok) return [];
		const isAll = target.trim() === '*';
		const asking = this.conditions.filter(({ reads }) => reads.some((path) => isAll || meets(path, target)));
		if (asking.length === 0) return [];
		const { reads } = compiled.expression;
		return reads
			.filter((path) => path === root || path.startsWith(`${root}.`))
			.flatMap((path) => {
				const below = asking.flatMap(({ reads: read }) =>
					read.flatMap((deep) =>
						isAll ? [deep] : deep.startsWith(`${target}.`) ? [deep.slice(target.length + 1)] : [],
					),
				);
				const whole = expression.trim() === path && below.length > 0 ? below.map((rest) => `${path}.${rest}`) : [path];
				const said = { source: expression, reads: [], judge: () => '' };
				return [...new Set(whole)].map((deep) => ({ path: deep, values: valuesOf([...asking, said]) }));
			});
	}

	/** The variables after such a reply, where only it has been stored. */
	private after(mapping: Mapping, said: JsonObject): JsonObject {
		let stored = this.sample;
		for (const { target, expression } of mapping) {
			const compiled = compileExpression(expression);
			const result = compiled.ok ? compiled.expression.evaluate({ ...this.sample, ...said }, 0) : null;
			if (result === null || !result.ok) continue;
			if (target.trim() !== '*') stored = withPath(stored, target, result.value);
			else if (typeof result.value === 'object') stored = { ...stored, ...(result.value as JsonObject) };
		}
		return stored;
	}

	private verdicts(variables: JsonObject): string {
		return this.conditions.map(({ judge }) => judge(variables)).join();
	}

	private combine(paths: readonly Path[]): readonly Readonly<Record<string, Json>>[] {
		let combined: readonly Readonly<Record<string, Json>>[] = paths.length === 0 ? [] : [{}];
		for (const { path, values } of paths)
			combined = combined
				.flatMap((known) => values.map((value) => ({ ...known, [path]: value })))
				.slice(0, combinationsMax);
		return combined;
	}
}

/** What decides: conditions of ways and of for-each, and what is computed, which they may read. */
function conditionsOf({ nodes, edges }: FlowDefinition): readonly Condition[] {
	const sources = [
		...edges.flatMap(({ condition }) => condition ?? []),
		...nodes.flatMap((node) => ('forEach' in node && node.forEach ? [node.forEach.completion] : [])),
		...nodes.flatMap((node) => (node.kind === 'assign' ? node.output.map(({ expression }) => expression) : [])),
	];
	return [...new Set(sources)].flatMap((source) => {
		const compiled = compileExpression(source);
		if (!compiled.ok) return [];
		const { reads } = compiled.expression;
		const judge = (context: JsonObject) => {
			const result = compiled.expression.evaluate(context, 0);
			return result.ok ? JSON.stringify(result.value) : '?';
		};
		return [{ source, reads, judge }];
	});
}

function pathsWith(paths: readonly string[], conditions: readonly Condition[]): readonly Path[] {
	return [...new Set(paths)].map((path) => ({
		path,
		values: valuesOf(conditions.filter(({ reads }) => reads.includes(path))),
	}));
}

/** The literals, those beside them, and what may be asked without naming it. */
function valuesOf(conditions: readonly Condition[]): readonly Json[] {
	const literals = conditions.flatMap(({ source }) => source.match(/"(?:[^"\\]|\\.)*"|\d+(?:\.\d+)?/g) ?? []);
	const texts = literals.filter((literal) => literal.startsWith('"')).map((literal) => JSON.parse(literal) as string);
	const numbers = literals.filter((literal) => !literal.startsWith('"')).map(Number);
	const around = numbers.flatMap((number) => [number, number + 1, number - 1]);
	const others: readonly Json[] = texts.length + numbers.length === 0 ? [true, false] : ['other', true, false];
	return [...new Set<Json>([...texts, ...around, ...others])].slice(0, 8);
}

function rootOf(path: string): string {
	return path.split('.')[0] ?? path;
}

function meets(path: string, target: string): boolean {
	return path === target || path.startsWith(`${target}.`) || target.startsWith(`${path}.`);
}

function withPath(whole: JsonObject, path: string, value: Json): JsonObject {
	const [first = '', ...rest] = path.split('.');
	if (rest.length === 0) return { ...whole, [first]: value };
	const inner = whole[first];
	const known = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as JsonObject) : {};
	return { ...whole, [first]: withPath(known, rest.join('.'), value) };
}
