/** `npm run bench -- NAME [--json]`: runs one benchmark. What each measures, and how, stands in docs/performance.md. */
import { engine } from './engine/engine';
import { explore } from './explore/explore';
import { throughput } from './throughput/throughput';

const benchmarks: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
	engine,
	explore,
	throughput,
};

const [name = '', ...args] = process.argv.slice(2);
const benchmark = benchmarks[name];
if (benchmark === undefined) {
	console.error(`There is no benchmark "${name}". Known: ${Object.keys(benchmarks).join(', ')}.`);
	process.exit(1);
}
await benchmark(args);
