/** Which command is meant, and what its failure is called. */
import { type Command, CommandError, type ExitCode, type Say } from './command';
import { deployCommand } from './deploy';
import { exploreCommand } from './explore';
import { exportCommand } from './export';
import { importCommand } from './import';
import { layoutCommand } from './layout';
import { lintCommand } from './lint';
import { rehearseCommand } from './rehearse';
import { startCommand } from './start';

const commands: ReadonlyMap<string, Command> = new Map([
	['import', importCommand],
	['export', exportCommand],
	['lint', lintCommand],
	['layout', layoutCommand],
	['rehearse', rehearseCommand],
	['explore', exploreCommand],
	['deploy', deployCommand],
	['start', startCommand],
]);

export async function main(args: readonly string[], say: Say): Promise<ExitCode> {
	const [name, ...rest] = args;
	if (name === undefined || name === 'help' || name === '--help') {
		(name === undefined ? say.err : say.out)(help());
		return name === undefined ? 2 : 0;
	}
	const command = commands.get(name);
	if (command === undefined) {
		say.err(`There is no command "${name}".\n${help()}`);
		return 2;
	}
	try {
		return await command.run(rest, say);
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		say.err(error.message);
		return 2;
	}
}

function help(): string {
	const lines = [...commands.values()].map(({ usage, summary }) => `  saga ${usage}\n      ${summary}`);
	return [
		'Usage (npm run saga -- …):',
		...lines,
		'FILE is a flow: BPMN 2.0 (FILE#PROCESS names one of several processes), JSON, or a module that exports one. Exit codes: 0 well, 1 the answer is no, 2 it could not be done.',
	].join('\n');
}
