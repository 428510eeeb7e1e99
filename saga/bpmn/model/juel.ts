/**
 * `${…}` of Camunda 7 → FEEL, where the meaning is certain: paths, literals, comparison, and/or/not, empty. Anything
 * else (calls, arithmetic, beans) is null, and the text is kept as it is. The old conditions of Zeebe (`a == 1 && !b`)
 * have the same grammar.
 *
 * Three values against two: a FEEL comparison with null is null where JUEL says false, so `not X` is `(X) != true`.
 */
export function juelToFeel(source: string): string | null {
	const match = /^\s*[$#]\{([\s\S]*)\}\s*$/.exec(source);
	const inner = match?.[1];
	return inner === undefined || /[$#]\{/.test(inner) ? null : oldConditionToFeel(inner);
}

export function oldConditionToFeel(source: string): string | null {
	const tokens = tokensOf(source);
	if (tokens === null || tokens.length === 0) return null;
	const reader = new Reader(tokens);
	const read = reader.or();
	return read === null || !reader.isAtEnd() ? null : read.text;
}

interface Token {
	readonly kind: 'word' | 'text' | 'number' | 'mark';
	readonly text: string;
}

const pattern =
	/\s*(?:(\d+(?:\.\d+)?)(?![\w.])|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|((?:\$\.)?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|(==|!=|<=|>=|&&|\|\||[<>!()-]))/y;

function tokensOf(source: string): readonly Token[] | null {
	const tokens: Token[] = [];
	let at = 0;
	while (source.slice(at).trim() !== '') {
		pattern.lastIndex = at;
		const match = pattern.exec(source);
		if (match === null) return null;
		at = pattern.lastIndex;
		const [, number, text, word, mark] = match;
		if (number !== undefined) tokens.push({ kind: 'number', text: number });
		else if (text !== undefined) tokens.push({ kind: 'text', text });
		else if (word !== undefined) tokens.push({ kind: 'word', text: word.replace(/^\$\./, '') });
		else tokens.push({ kind: 'mark', text: mark ?? '' });
	}
	return tokens;
}

const comparisons: Readonly<Record<string, string>> = {
	'==': '=',
	eq: '=',
	'!=': '!=',
	ne: '!=',
	'<': '<',
	lt: '<',
	'<=': '<=',
	le: '<=',
	'>': '>',
	gt: '>',
	'>=': '>=',
	ge: '>=',
};
const reserved = ['and', 'or', 'not', 'empty', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'div', 'mod', 'instanceof'];

/** How tightly the text binds: 0 a value, 1 a comparison, 2 and, 3 or. */
interface Read {
	readonly text: string;
	readonly binding: 0 | 1 | 2 | 3;
	/** A text literal that reads like a number: JUEL would compare it as one, FEEL never does. */
	readonly isNumericText?: boolean;
}

class Reader {
	private at = 0;

	constructor(private readonly tokens: readonly Token[]) {}

	isAtEnd(): boolean {
		return this.at === this.tokens.length;
	}

	private take(...texts: readonly string[]): string | null {
		const token = this.tokens[this.at];
		if (token === undefined || (token.kind !== 'mark' && token.kind !== 'word') || !texts.includes(token.text))
			return null;
		this.at += 1;
		return token.text;
	}

	or(): Read | null {
		return this.chain(['||', 'or'], 'or', 3, () => this.and());
	}

	private and(): Read | null {
		return this.chain(['&&', 'and'], 'and', 2, () => this.comparison());
	}

	private chain(words: readonly string[], word: string, binding: 2 | 3, part: () => Read | null): Read | null {
		const first = part();
		if (first === null || this.tokens[this.at] === undefined) return first;
		const parts = [first];
		while (this.take(...words) !== null) {
			const next = part();
			if (next === null) return null;
			parts.push(next);
		}
		if (parts.length === 1) return first;
		return { text: parts.map((each) => within(each, binding)).join(` ${word} `), binding };
	}

	private comparison(): Read | null {
		const left = this.unary();
		if (left === null) return null;
		const operator = this.take(...Object.keys(comparisons));
		if (operator === null) return left;
		const right = this.unary();
		if (right === null || left.isNumericText === true || right.isNumericText === true) return null;
		if (this.take(...Object.keys(comparisons)) !== null) return null;
		return { text: `${within(left, 1)} ${comparisons[operator]} ${within(right, 1)}`, binding: 1 };
	}

	private unary(): Read | null {
		if (this.take('!', 'not') !== null) {
			const read = this.unary();
			return read === null ? null : { text: `(${read.text}) != true`, binding: 1 };
		}
		if (this.take('empty') !== null) {
			const read = this.unary();
			return read === null ? null : { text: `list contains([null, "", [], {}], ${read.text})`, binding: 0 };
		}
		if (this.take('(') !== null) {
			const read = this.or();
			return read === null || this.take(')') === null ? null : read;
		}
		return this.literal();
	}

	private literal(): Read | null {
		const isNegative = this.take('-') !== null;
		const token = this.tokens[this.at];
		if (token === undefined || (isNegative && token.kind !== 'number')) return null;
		this.at += 1;
		if (token.kind === 'number') return { text: `${isNegative ? '-' : ''}${token.text}`, binding: 0 };
		if (token.kind === 'text') {
			const text = token.text.slice(1, -1).replace(/\\(.)/g, '$1');
			return {
				text: JSON.stringify(text),
				binding: 0,
				isNumericText: text.trim() !== '' && Number.isFinite(Number(text)),
			};
		}
		if (token.kind === 'mark' || reserved.includes(token.text)) return null;
		return { text: token.text, binding: 0 };
	}
}

function within(read: Read, binding: number): string {
	return read.binding >= binding && read.binding > 0 ? `(${read.text})` : read.text;
}
