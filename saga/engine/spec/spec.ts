/**
 * A spec: a flow, a trace of what happens, and what each line causes. Traces are played by the real engine, which checks
 * on every line that the state is the fold of the history. Lines count from the first of the story.
 */
import { expect, it } from 'vitest';
import type { FlowDefinition } from '../../flow/definition';
import { printFailures, printTrace } from '../../trace/print-trace';
import { runTrace } from '../../trace/run-trace';

export function spec(title: string, flow: FlowDefinition | readonly FlowDefinition[], story: string): void {
	it(title, () => {
		const report = runTrace('nodes' in flow ? [flow] : flow, story.replace(/^\s*\n/, ''));
		const comparesAnything = report.lines.some(({ line }) => line.expected !== null);
		expect(comparesAnything, 'A story without "→" cannot fail.').toBe(true);
		if (!report.ok) expect.fail(`${printFailures(report)}\n\nwhat happened:\n${printTrace(report)}`);
	});
}
