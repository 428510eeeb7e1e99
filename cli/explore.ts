/**
 * `saga explore`: goes all ways of a flow without any server: every order of replies, single faults and pairs of them,
 * events before and after their waits, deadlines. Each finding is a trace that `saga rehearse` plays again.
 */
import { type Exploration, explore } from '@/saga/rehearsal/explore';
import { parseArguments } from './arguments';
import { type Command, CommandError, type Say } from './command';
import { loadRehearsal } from './load-rehearsal';

const usage = 'explore FILE[#PROCESS] [--json]';

export const exploreCommand: Command = {
	usage,
	summary: 'go all ways of a flow, also with faults, and show what can go wrong; exit code 1 if something can',
	run: async (args, say) => {
		const { words, flags } = parseArguments(args, { usage, words: [1, 1], flags: ['json'] });
		const [file = ''] = words;
		const { main, flows } = await loadRehearsal(file, []);
		if (main === null) throw new CommandError(`${file} has several processes. Say which, as in ${file}#PROCESS.`);
		const called = flows.filter((flow) => flow !== main);
		const isJson = flags.has('json');
		const explored = explore(
			[main, ...called].map(({ definition }) => definition),
			{ onProgress: progressOf(isJson ? null : (say.passing ?? null)) },
		);
		if (explored.problems.length > 0)
			throw new CommandError(explored.problems.map(({ message }) => message).join('\n'));
		say.out(isJson ? JSON.stringify(explored, null, 2) : told(explored));
		return explored.findings.length === 0 ? 0 : 1;
	},
};

/** How many states lie between two looks at the bar. */
const statesPerLook = 100;
const barWidth = 24;

/** What is still open grows at first, so the bar only ever goes forward. */
function progressOf(passing: Say['passing'] | null): (followed: number, open: number) => void {
	let most = 0;
	return (followed, open) => {
		if (!passing || (followed % statesPerLook !== 0 && open > 0)) return;
		most = Math.max(most, followed / (followed + open));
		const filled = Math.round(barWidth * most);
		const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`;
		passing(open === 0 ? '' : `${bar} ${followed} states, ${open} to go`);
	};
}

function told({ findings, states, moves, endings, coverage, isComplete }: Exploration): string {
	const traces = findings.map(({ kind, title, run, message, scenario, trace }) => {
		const where = run === null ? '' : ` (${run})`;
		return `// ${kind}: ${title}${where}, when ${scenario}: ${message}\n${trace}\n`;
	});
	const ended = Object.entries(endings).map(([ending, count]) => (count > 1 ? `${ending} (${count})` : ending));
	const missing = coverage.missing.map(({ flow, title, why }) => `  not gone: ${title} in ${flow}. ${why}`);
	return [
		...traces,
		`${states} states, ${moves} moves; it can end ${ended.join(', ')}.${isComplete ? '' : ' There are more ways.'}`,
		`${coverage.percent} % of the branches were taken: ${coverage.covered} of ${coverage.branches}.`,
		...missing,
	].join('\n');
}
