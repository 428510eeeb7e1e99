/** The text of a sketch, read from left to right. Brackets and strings are skipped as wholes when a mark is looked for. */

const closings: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

export class SketchText {
	private at = 0;

	constructor(private readonly text: string) {}

	isAtEnd(): boolean {
		return this.rest() === '';
	}

	/** Whether `expected` comes next; then it is read. */
	take(expected: string): boolean {
		if (!this.rest().startsWith(expected)) return false;
		this.at = this.text.length - this.rest().length + expected.length;
		return true;
	}

	expect(expected: string): void {
		if (!this.take(expected)) throw this.wrong(`"${expected}"`);
	}

	/** `pattern` begins with `^`. */
	match(pattern: RegExp): RegExpExecArray | null {
		const found = pattern.exec(this.rest());
		if (found !== null) this.take(found[0]);
		return found;
	}

	next(pattern: RegExp): boolean {
		return pattern.test(this.rest());
	}

	/** The text before the first of `marks` outside brackets and strings; the mark stays. */
	until(marks: string): string {
		const rest = this.rest();
		const end = indexOutside(rest, marks);
		if (end < 0) throw this.wrong(`one of ${[...marks].join(' ')}`);
		this.at = this.text.length - rest.length + end;
		return rest.slice(0, end).trim();
	}

	/** `WHEN ":"` before a way, or null. */
	when(): string | null {
		const rest = this.rest();
		const end = indexOutside(rest, ':,→;');
		if (end < 0 || rest[end] !== ':') return null;
		this.take(rest.slice(0, end + 1));
		return rest.slice(0, end).trim();
	}

	wrong(expected: string): Error {
		return new Error(`This is no sketch: expected ${expected} at "${this.rest().slice(0, 20)}" of "${this.text}".`);
	}

	private rest(): string {
		return this.text.slice(this.at).trimStart();
	}
}

/** -1 where a closing bracket or the end comes first, and that is none of the marks. */
function indexOutside(text: string, marks: string): number {
	const open: string[] = [];
	for (let at = 0; at < text.length; at += 1) {
		const character = text[at] ?? '';
		if (character === '"') at = Math.max(at, text.indexOf('"', at + 1));
		else if (open.length === 0 && marks.includes(character)) return at;
		else if (character === open.at(-1)) open.pop();
		else if (isOpening(text, at)) open.push(closings[character] ?? '');
		else if (open.length === 0 && ')]}'.includes(character)) return -1;
	}
	return -1;
}

/** `<` opens a boundary where it touches what stands before it; between blanks it means "less than". */
function isOpening(text: string, at: number): boolean {
	const character = text[at] ?? '';
	if (character !== '<') return character in closings;
	return /\S/.test(text[at - 1] ?? ' ') && /[a-z]/.test(text[at + 1] ?? ' ');
}

/** At `separator` outside brackets and strings; without empty pieces. */
export function splitOutside(text: string, separator: string): readonly string[] {
	const pieces: string[] = [];
	let rest = text;
	for (;;) {
		const end = indexOutside(rest, separator);
		pieces.push((end < 0 ? rest : rest.slice(0, end)).trim());
		if (end < 0) return pieces.filter((piece) => piece !== '');
		rest = rest.slice(end + 1);
	}
}
