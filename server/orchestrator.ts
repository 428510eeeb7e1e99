/**
 * `npm run orchestrator`: configured by the environment only. It starts whether or not PostgreSQL and the bus are there,
 * waits for them, and ends in good order on SIGTERM and SIGINT; a second signal does not wait.
 */
import pino from 'pino';
import { parseEnvironment } from '@/contract/env';
import { startOrchestrator } from './orchestrator-parts';

const result = parseEnvironment('orchestrator', process.env);
if (!result.ok) {
	for (const problem of result.problems) console.error(problem);
	process.exit(1);
}
const log = pino({ name: 'orchestrator', level: result.environment.LOG_LEVEL });
const orchestrator = startOrchestrator(result.environment, {
	debug: (words) => log.debug(words),
	info: (words) => log.info(words),
	warn: (words) => log.warn(words),
	error: (words) => log.error(words),
});
log.info({ id: orchestrator.id, bus: result.environment.BUS }, 'The orchestrator works.');

let stopping = false;
async function stop(signal: string): Promise<void> {
	if (stopping) process.exit(1);
	stopping = true;
	log.info(`${signal}: stopping in good order.`);
	await orchestrator.stop();
	process.exit(0);
}
process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGINT', () => void stop('SIGINT'));
