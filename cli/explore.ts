/**
 * `saga explore`: plays a flow in many ways without any server: steps that fail or stay silent, alone and in pairs,
 * replies and events in other orders, deadlines that pass. Each finding is a trace that `saga rehearse` plays again.
 */
import { explore } from '@/saga/rehearsal/explore';
import { parseArguments } from './arguments';
import { type Command, CommandError } from './command';
import { loadRehearsal } from './load-rehearsal';

const usage = 'explore FILE[#PROCESS] [--json]';

export const exploreCommand: Command = {
	usage,
	summary: 'play a flow in many ways and show what can go wrong; exit code 1 if something can',
	run: async (args, say) => {
		const { words, flags } = parseArguments(args, { usage, words: [1, 1], flags: ['json'] });
		const [file = ''] = words;
		const { main, flows } = await loadRehearsal(file, []);
		if (main === null) throw new CommandError(`${file} has several processes. Say which, as in ${file}#PROCESS.`);
		const others = flows.filter((flow) => flow !== main);
		const explored = explore([main, ...others].map(({ definition }) => definition));
		if (explored.problems.length > 0)
			throw new CommandError(explored.problems.map(({ message }) => message).join('\n'));
		if (flags.has('json')) {
			say.out(JSON.stringify(explored, null, 2));
			return explored.findings.length === 0 ? 0 : 1;
		}
		for (const { kind, run, message, scenario, trace } of explored.findings)
			say.out(`// ${kind}${run === null ? '' : ` ${run}`}, when ${scenario}: ${message}\n${trace}\n`);
		const endings = Object.entries(explored.endings).map(([ending, count]) => `${count} ${ending}`);
		const more = explored.isComplete ? '' : ' There are more ways.';
		say.out(`${explored.plays} ways were played: ${endings.join(', ')}.${more}`);
		return explored.findings.length === 0 ? 0 : 1;
	},
};
