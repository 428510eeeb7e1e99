/** Which command is meant, and what its failure is called. */
import { type Command, CommandError, type ExitCode, type Say } from './command';

/** Loaded one by one: what one command needs is much, and most need none of it. */
const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
	['import', async () => (await import('./import')).importCommand],
	['export', async () => (await import('./export')).exportCommand],
	['lint', async () => (await import('./lint')).lintCommand],
	['layout', async () => (await import('./layout')).layoutCommand],
	['rehearse', async () => (await import('./rehearse')).rehearseCommand],
	['explore', async () => (await import('./explore')).exploreCommand],
	['deploy', async () => (await import('./deploy')).deployCommand],
	['start', async () => (await import('./start')).startCommand],
]);

export async function main(args: readonly string[], say: Say): Promise<ExitCode> {
	const [name, ...rest] = args;
	if (name === undefined || name === 'help' || name === '--help') {
		(name === undefined ? say.err : say.out)(await help());
		return name === undefined ? 2 : 0;
	}
	const load = commands.get(name);
	if (load === undefined) {
		say.err(`There is no command "${name}".\n${await help()}`);
		return 2;
	}
	try {
		const command = await load();
		return await command.run(rest, say);
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		say.err(error.message);
		return 2;
	}
}

async function help(): Promise<string> {
	const known = await Promise.all([...commands.values()].map((load) => load()));
	const lines = known.map(({ usage, summary }) => `  saga ${usage}\n      ${summary}`);
	return [
		'Usage (npm run saga -- …):',
		...lines,
		'FILE is a flow: BPMN 2.0 (FILE#PROCESS names one of several processes), JSON, or a module that exports one. Exit codes: 0 well, 1 the answer is no, 2 it could not be done.',
	].join('\n');
}
