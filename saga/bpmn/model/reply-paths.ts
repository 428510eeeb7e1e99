/**
 * In Zeebe an output mapping reads the job's results by their bare names, before the variables around it. Ours reads
 * `reply` (or `event`) by name. A bare path is therefore looked for in the reply first: the two ways of writing it are
 * one-to-one, so export gives the bare path back.
 */
import { compileExpression } from '../../expression/compile-expression';
import { parseExpression, type SyntaxNode } from '../../expression/parse';

export type Answer = 'reply' | 'event' | 'error';

const path = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;
const ownWords = ['reply', 'event', 'error', 'null', 'true', 'false'];

export function withReplyFirst(
	source: string,
	answer: Answer,
): { readonly source: string; readonly isCertain: boolean } {
	const compiled = compileExpression(source);
	if (!compiled.ok) return { source, isCertain: true };
	const roots = compiled.expression.reads.map((read) => read.split('.')[0] ?? '');
	if (roots.length === 0 || roots.some((root) => ownWords.includes(root))) return { source, isCertain: true };
	if (path.test(source)) return { source: eitherOf(source, answer), isCertain: true };
	const parsed = parseExpression(source);
	const places = parsed.ok ? placesOf(parsed.root) : null;
	if (places === null) return { source, isCertain: false };
	let text = source;
	for (const { from, to, text: read } of [...places].reverse())
		text = `${text.slice(0, from)}(${eitherOf(read, answer)})${text.slice(to)}`;
	return { source: text, isCertain: compileExpression(text).ok };
}

function eitherOf(read: string, answer: Answer): string {
	return `if ${answer}.${read} != null then ${answer}.${read} else ${read}`;
}

/**
 * As Zeebe writes it: the bare path for what an import reads as `if reply.X != null then reply.X else X`. Null: the text
 * would be read as something else.
 */
export function zeebeSource(source: string, answer: Answer): string | null {
	const bare = /^if \S+ != null then \S+ else (\S+)$/.exec(source)?.[1] ?? source;
	const text = path.test(bare) ? bare : source;
	return withReplyFirst(text, answer).source === source ? text : null;
}

/** Where variables are read; null where names may mean something else (loops, filters, contexts, functions). */
function placesOf(node: SyntaxNode): readonly SyntaxNode[] | null {
	if (/^(For|Quantified|Some|Every|Filter|Context|Function(Definition|Body))/.test(node.kind)) return null;
	if (path.test(node.text) && /^(PathExpression|VariableName)$/.test(node.kind))
		return ownWords.includes(node.text) ? [] : [node];
	const found: SyntaxNode[] = [];
	for (const child of node.children) {
		if (node.kind === 'FunctionInvocation' && child === node.children[0]) continue;
		const places = placesOf(child);
		if (places === null) return null;
		found.push(...places);
	}
	return found;
}
