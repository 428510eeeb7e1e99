/** `npm run saga -- COMMAND …`: the process around the commands. */
import { main } from './main';

process.exitCode = await main(process.argv.slice(2), {
	out: (text) => console.log(text),
	err: (text) => console.error(text),
	...(process.stderr.isTTY ? { passing: (text: string) => process.stderr.write(`\r\u001b[K${text}`) } : {}),
});
