/** `saga export`: a flow as BPMN 2.0 XML, with its diagram and all that was kept of the file it comes from. */
import { arrange } from '@/components/designer/arrange';
import { exportBpmn } from '@/saga/bpmn/export-bpmn';
import { parseArguments } from './arguments';
import type { Command } from './command';
import { readOneFlow } from './flow-file';

const usage = 'export FILE [--json]';

export const exportCommand: Command = {
	usage,
	summary: 'print a flow as BPMN 2.0 XML',
	run: async (args, say) => {
		const { words, flags } = parseArguments(args, { usage, words: [1, 1], flags: ['json'] });
		const { definition } = await readOneFlow(words[0] ?? '');
		const isDrawn = definition.nodes.every(({ id }) => definition.layout.nodes[id] !== undefined);
		const bpmn = exportBpmn(isDrawn ? definition : { ...definition, layout: await arrange(definition) });
		say.out(flags.has('json') ? JSON.stringify({ flow: definition.id, bpmn }, null, 2) : bpmn.trimEnd());
		return 0;
	},
};
