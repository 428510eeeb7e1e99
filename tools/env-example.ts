/**
 * `npm run env:example`: writes .env.example from the schema of the environment (contract/env.ts), and with `--print`
 * only prints it. A test fails when the file is not what would be written.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describeEnvironment } from '@/contract/env';

/** A variable with a default is shown with it, commented out; one without, with an example of its form. */
export function environmentExample(): string {
	const text = ['# Written by `npm run env:example` from contract/env.ts. `npm start` needs none of these.'];
	let group: string | undefined;
	for (const variable of describeEnvironment()) {
		if (variable.group !== group) text.push('', `# --- ${variable.group} ---`);
		group = variable.group;
		text.push('', `# ${variable.description}`, `# ${variable.name}=${variable.byDefault ?? variable.example ?? ''}`);
	}
	return `${text.join('\n')}\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	writeFileSync(fileURLToPath(new URL('../.env.example', import.meta.url)), environmentExample());
}
