/**
 * What the tests need beside Node: a browser, and for real Kafka Java and Maven. What is there is used; as root on
 * Debian the rest is installed.
 *
 * Invariant: nothing outside the project is touched without a line that says so first, and nothing at all on a machine
 * on which we are not root. What is missing then is said with its remedy.
 */
import { existsSync } from 'node:fs';
import { whyNoLocalKafka } from '@/server/local/kafka';
import { findBrowser } from './browser';
import type { TestRun } from './test-run';

export interface Prerequisites {
	/** Null: there is one. Otherwise why there is none, and the remedy. */
	readonly whyNoBrowser: string | null;
	/** Null: Kafka can run here. */
	readonly whyNoKafka: string | null;
}

const kafkaPackages = ['default-jre-headless', 'maven'];
const browserPackages = ['chromium'];

export async function providePrerequisites(run: TestRun): Promise<Prerequisites> {
	const wantsKafka = (await whyNoLocalKafka()) !== null;
	if (findBrowser() === null) await downloadBrowser(run);
	const wantsBrowser = findBrowser() === null;
	const packages = [...(wantsKafka ? kafkaPackages : []), ...(wantsBrowser ? browserPackages : [])];
	const refused = packages.length === 0 ? null : await install(run, packages);
	const noKafka = await whyNoLocalKafka();
	return {
		whyNoKafka: noKafka === null ? null : `${noKafka}${refused === null ? '' : `, and ${refused}`}`,
		whyNoBrowser:
			findBrowser() !== null
				? null
				: `There is no browser here${refused === null ? '' : `, and ${refused}`}. Install Chromium, or run \`npx playwright install chromium\`.`,
	};
}

/** Playwright's ordinary way. In a closed network it fails within seconds, and the system's package is next. */
async function downloadBrowser(run: TestRun): Promise<void> {
	if (process.getuid?.() !== 0) return;
	say('There is no browser here: Playwright downloads its own Chromium into its cache in the home folder.');
	await run.run({
		name: 'browser download',
		command: process.execPath,
		args: [`${run.root}/node_modules/playwright/cli.js`, 'install', 'chromium'],
		env: process.env,
	});
}

/** Null when all of them are installed, else why not, in words that follow "and". */
async function install(run: TestRun, packages: readonly string[]): Promise<string | null> {
	const names = packages.join(', ');
	if (process.getuid?.() !== 0) return `${names} can be installed here only by root`;
	if (!existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get')) {
		return `this is no Debian, so ${names} cannot be installed from here`;
	}
	say(`On this machine the tests lack ${names}: installing ${packages.length === 1 ? 'it' : 'them'} with apt-get.`);
	const apt = (...args: string[]) =>
		run.run({
			name: `apt-get ${args[0]}`,
			command: '/usr/bin/apt-get',
			args: ['-q', ...args],
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		});
	const installAll = () => apt('install', '-y', '--no-install-recommends', ...packages);
	// A stale or missing index does not know the packages; a new one costs little.
	if ((await installAll()).ok) return null;
	await apt('update');
	const second = await installAll();
	return second.ok ? null : `apt-get could not install ${names} (${lastLine(second.said)})`;
}

function lastLine(text: string): string {
	return text.trimEnd().split('\n').at(-1) ?? '';
}

function say(line: string): void {
	process.stdout.write(`· ${line}\n`);
}
