import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openDataFolder } from './data-folder';
import { type Part, startPart } from './part';
import { gone, identify, isRunning } from './process-identity';

const url = 'http://localhost:3000';
const parts: Part[] = [];

afterEach(() => {
	for (const part of parts.splice(0)) part.kill();
});

function newFolder(): Promise<string> {
	return mkdtemp(join(tmpdir(), 'unwind-folder-'));
}

/** A process that runs until it is told to stop, and `deaf` ones longer than that. */
async function runningPart(folder: string, deaf = false): Promise<Part> {
	const program = `${deaf ? "process.on('SIGTERM', () => {});" : ''} console.log('ready'); setInterval(() => {}, 1000)`;
	const part = await startPart({
		name: 'Sleeper',
		command: process.execPath,
		args: ['-e', program],
		env: {},
		cwd: folder,
		logFile: join(folder, 'sleeper.log'),
		stopWithinMs: deaf ? 300 : 5_000,
	});
	parts.push(part);
	return part;
}

/** The identity of a process that has ended. */
async function deadProcess() {
	const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
	const identity = await identify(child.pid as number);
	child.kill('SIGKILL');
	if (identity === null || !(await gone(identity, 5_000))) throw new Error('The process that should be dead is not.');
	return identity;
}

describe('the data folder', () => {
	test('is held by one launcher: a second one is told where the first is and how to go on', async () => {
		const path = await newFolder();
		const first = await openDataFolder(path, url);
		await expect(openDataFolder(path, url)).rejects.toThrow(/already runs.*http:\/\/localhost:3000.*UNWIND_DATA/);
		await first.release();
		const second = await openDataFolder(path, url);
		await second.release();
	});

	test('leaves nothing of the lock behind', async () => {
		const path = await newFolder();
		await (await openDataFolder(path, url)).release();
		expect((await readdir(path)).sort()).toEqual(['logs']);
	});

	test('of a launcher that was killed is taken over, and what still ran is stopped', async () => {
		const path = await newFolder();
		const survivor = await runningPart(path);
		await writeFile(join(path, 'launcher.json'), JSON.stringify({ launcher: await deadProcess(), url }));
		await writeFile(join(path, 'parts.json'), JSON.stringify([{ name: survivor.name, identity: survivor.identity }]));
		const folder = await openDataFolder(path, url);
		expect(folder.tookOver).toEqual(['Sleeper']);
		expect(await isRunning(survivor.identity)).toBe(false);
		await folder.release();
	});

	test('never ends a process that only has the pid of an earlier part', async () => {
		const path = await newFolder();
		const stranger = await runningPart(path);
		const identity = { pid: stranger.identity.pid, started: 'at another time' };
		await writeFile(join(path, 'parts.json'), JSON.stringify([{ name: 'Orchestrator', identity }]));
		const folder = await openDataFolder(path, url);
		expect(folder.tookOver).toEqual([]);
		expect(await isRunning(stranger.identity)).toBe(true);
		await folder.release();
	});

	test('notes every part, also when many start at once', async () => {
		const path = await newFolder();
		const folder = await openDataFolder(path, url);
		const names = Array.from({ length: 8 }, (_, n) => `Part ${n}`);
		const part = await runningPart(path);
		await Promise.all(names.map((name) => folder.note({ ...part, name })));
		const noted = JSON.parse(await readFile(join(path, 'parts.json'), 'utf8')) as { name: string }[];
		expect(noted.map(({ name }) => name)).toEqual(names);
		await folder.release();
	});

	test('remembers what should be the same at the next start', async () => {
		const path = await newFolder();
		const first = await openDataFolder(path, url);
		await first.remember('postgresPort', 54_321);
		await first.release();
		const second = await openDataFolder(path, url);
		expect(second.remembered('postgresPort')).toBe(54_321);
		await second.release();
	});

	test('that is a file is refused with the remedy', async () => {
		const file = join(await newFolder(), 'data');
		await writeFile(file, '');
		await expect(openDataFolder(file, url)).rejects.toThrow(/cannot be used.*UNWIND_DATA/);
	});
});

describe('a part', () => {
	test('stops when it is told to', async () => {
		const part = await runningPart(await newFolder());
		await part.stop();
		expect(await isRunning(part.identity)).toBe(false);
		expect(await part.ended).toMatch(/SIGTERM/);
	});

	test('that does not listen is killed', async () => {
		const part = await runningPart(await newFolder(), true);
		await part.stop();
		expect(await isRunning(part.identity)).toBe(false);
	});

	test('that cannot be started says why', async () => {
		const folder = await newFolder();
		const options = {
			name: 'Nothing',
			command: join(folder, 'nothing'),
			args: [],
			env: {},
			cwd: folder,
			logFile: join(folder, 'log'),
			stopWithinMs: 1,
		};
		await expect(startPart(options)).rejects.toThrow(/Nothing could not be started.*ENOENT/);
	});
});
