/** Whether a text is a time: what is neither one nor FEEL is an error at its event. */
import { compileExpression } from '../../expression/compile-expression';

type TimerKind = 'duration' | 'date' | 'cycle';

const duration = /^-?P(?=[\dT])(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;
const date =
	/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?(\[[\w/+-]+\])?)?$/;
const meantAsLiteral = /^(-?P(T|\d)|R\d*\/|\d|\*|\?)/;

/** Null: it is one, or an expression that may yield one. */
export function timerFault(kind: TimerKind, value: string): string | null {
	const text = value.trim();
	if (text === '') return 'The timer says no time.';
	if (isLiteral(kind, text)) return null;
	if (meantAsLiteral.test(text)) return `"${text}" is no ${wanted[kind]}.`;
	const compiled = compileExpression(text);
	if (!compiled.ok) return `"${text}" is neither a ${wanted[kind]} nor an expression.`;
	const constant = compiled.expression.reads.length === 0 ? compiled.expression.evaluate({}, 0) : null;
	if (constant === null || !constant.ok || (typeof constant.value === 'string' && isLiteral(kind, constant.value)))
		return null;
	return `"${text}" yields no ${wanted[kind]}.`;
}

const wanted: Readonly<Record<TimerKind, string>> = {
	duration: 'ISO 8601 duration (PT5M)',
	date: 'ISO 8601 date (2031-05-12T08:00:00Z)',
	cycle: 'ISO 8601 repetition (R3/PT10M) or cron expression of 6 or 7 fields',
};

function isLiteral(kind: TimerKind, text: string): boolean {
	if (kind === 'duration') return duration.test(text);
	if (kind === 'date') return date.test(text);
	return isCycle(text);
}

function isCycle(text: string): boolean {
	if (!text.startsWith('R')) return isCron(text);
	const [times, ...rest] = text.split('/');
	const last = rest.at(-1) ?? '';
	if (!/^R\d*$/.test(times ?? '') || times === 'R0' || rest.length < 1 || rest.length > 2) return false;
	return (
		(duration.test(last) || (rest.length === 2 && date.test(last))) &&
		(rest.length === 1 || date.test(rest[0] ?? '') || duration.test(rest[0] ?? ''))
	);
}

const cronField = /^(\*|\?|L|W|[\dA-Za-z]+([-,/#LW][\dA-Za-z]*)*|\*\/\d+)$/;

function isCron(text: string): boolean {
	const fields = text.split(/\s+/);
	if (/^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(text)) return false;
	return fields.length >= 6 && fields.length <= 7 && fields.every((field) => cronField.test(field));
}
