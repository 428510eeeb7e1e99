/**
 * A trace as written over a file → the same over its flows: `start` without FLOW means the main one, and a process goes by
 * the id that it has in the file.
 */
import { parseTrace } from '@/saga/trace/parse-trace';
import type { FileFlow } from './flow-file';

/** Up to and with the word `start`, the name of the saga before it included. */
const startPattern =
	/^(\s*(?:(?:"(?:[^"\\]|\\.)*"|[^\s:,#@/→"{}[\]]+)\s*:\s*)?start)(\s+(?:"(?:[^"\\]|\\.)*"|[^\s:,#@/→"{}[\]-][^\s:,#@/→"{}[\]]*))?/;

export function overFlows(source: string, main: FileFlow | null, flows: readonly FileFlow[]): string {
	const starts = new Map(
		parseTrace(source).lines.flatMap(({ line, input }) =>
			input.type === 'start' ? [[line, input.flow] as const] : [],
		),
	);
	return source
		.split('\n')
		.map((text, at) => {
			const named = starts.get(at + 1);
			if (named === undefined) return text;
			const flow = named === null ? main : (flows.find(({ processId }) => processId === named) ?? null);
			return flow === null ? text : text.replace(startPattern, (_, start: string) => `${start} ${flow.definition.id}`);
		})
		.join('\n');
}

/** Lines as they are written, by their numbers. */
export function textsOf(source: string): ReadonlyMap<number, string> {
	return new Map(parseTrace(source).lines.map(({ line, text }) => [line, text]));
}
