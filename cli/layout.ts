/** `saga layout`: a flow laid out anew, in the format of its file. */
import { arrange } from '@/components/designer/arrange';
import { exportBpmn } from '@/saga/bpmn/export-bpmn';
import { parseArguments } from './arguments';
import type { Command } from './command';
import { isBpmnFile, readOneFlow } from './flow-file';

const usage = 'layout FILE [--json]';

export const layoutCommand: Command = {
	usage,
	summary: 'print a flow with a new layout, in the format of its file; --json prints the layout only',
	run: async (args, say) => {
		const { words, flags } = parseArguments(args, { usage, words: [1, 1], flags: ['json'] });
		const file = words[0] ?? '';
		const { definition } = await readOneFlow(file);
		const layout = await arrange(definition);
		const laidOut = { ...definition, layout };
		if (flags.has('json')) say.out(JSON.stringify({ layout }, null, 2));
		else
			say.out(
				isBpmnFile(file.replace(/#[^#]*$/, '')) ? exportBpmn(laidOut).trimEnd() : JSON.stringify(laidOut, null, '\t'),
			);
		return 0;
	},
};
