/**
 * Reads one line's tokens from left to right. What does not fit throws a TraceSyntaxError that says what was expected.
 */
import { isJsonList, type Json, type JsonObject } from '../expression/json';
import { type Mark, type Token, TraceSyntaxError } from './tokenize';
import type { PathPart, RunRef } from './trace';

export type Word = Extract<Token, { type: 'word' | 'string' }>;

export class TokenReader {
	private at = 0;

	/** `length`: of the line, for what is missing at its end. */
	constructor(
		private readonly tokens: readonly Token[],
		private readonly length: number,
	) {}

	/** `SAGA ":"` at this place, or null. */
	sagaName(): string | null {
		const [name, colon] = [this.peek(), this.tokens[this.at + 1]];
		if (name === undefined || !isWord(name) || colon?.type !== 'mark' || colon.text !== ':') return null;
		this.at += 2;
		return name.text;
	}

	word(expected: string): Word {
		const token = this.peek();
		if (token === undefined || !isWord(token)) throw this.wrong(expected, token);
		this.at += 1;
		return token;
	}

	optionalWord(): string | null {
		const token = this.peek();
		return token !== undefined && isWord(token) ? this.word('').text : null;
	}

	nextIsWord(text: string): boolean {
		const token = this.peek();
		return token?.type === 'word' && token.text === text;
	}

	expectWord(text: string): void {
		const token = this.peek();
		if (!this.nextIsWord(text)) throw this.wrong(text, token);
		this.at += 1;
	}

	string(expected: string): string {
		const token = this.peek();
		if (token?.type !== 'string') throw this.wrong(expected, token);
		this.at += 1;
		return token.text;
	}

	count(expected: string): number {
		const token = this.peek();
		const value = token?.type === 'word' && /^[1-9]\d{0,5}$/.test(token.text) ? Number(token.text) : null;
		if (value === null) throw this.wrong(`${expected}, from 1`, token);
		this.at += 1;
		return value;
	}

	optionalJson(): Json {
		const token = this.peek();
		if (token?.type !== 'json') return null;
		this.at += 1;
		return token.value;
	}

	optionalObject(): JsonObject | null {
		const token = this.peek();
		const value = this.optionalJson();
		if (value === null) return null;
		if (typeof value !== 'object' || isJsonList(value)) throw this.wrong('an object { … }', token);
		return value;
	}

	optionalRun(): RunRef | null {
		return this.nextIsItem() ? this.runWithoutAttempt() : null;
	}

	/** { part "/" } part [ "@" attempt ], part = STEP [ "#" n ] */
	run(): RunRef {
		const parts: PathPart[] = [];
		do {
			const step = this.word('a step').text;
			parts.push({ step, count: this.takeMark('#') ? this.count('which run of the step') : null });
		} while (this.takeMark('/'));
		return { parts, attempt: this.takeMark('@') ? this.count('which attempt') : null };
	}

	/** A place that has no attempts. */
	runWithoutAttempt(): RunRef {
		const before = this.at;
		const run = this.run();
		if (run.attempt !== null) throw this.wrong('a run without attempt', this.tokens[before]);
		return run;
	}

	takeMark(mark: Mark): boolean {
		const token = this.peek();
		if (token?.type !== 'mark' || token.text !== mark) return false;
		this.at += 1;
		return true;
	}

	expectEnd(expected: string): void {
		if (this.peek() !== undefined) throw this.wrong(expected, this.peek());
	}

	/** Whether a word, not the beginning of `SAGA:`, comes next. */
	nextIsItem(): boolean {
		const token = this.peek();
		return token !== undefined && isWord(token);
	}

	wrong(expected: string, token: Token | undefined): TraceSyntaxError {
		const found =
			token === undefined ? 'the line ends' : `there is ${token.type === 'json' ? 'JSON' : `"${token.text}"`}`;
		return new TraceSyntaxError(`Expected ${expected}; ${found}.`, token?.column ?? this.length + 1);
	}

	private peek(): Token | undefined {
		return this.tokens[this.at];
	}
}

function isWord(token: Token): token is Word {
	return token.type === 'word' || token.type === 'string';
}
