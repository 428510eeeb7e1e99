/** What the health dot says: the shortest true words, their tone, and what a person can do about it. */
import type { HealthAnswer } from '@/contract/http/installation';

export interface HealthSummary {
	readonly tone: 'done' | 'undo' | 'bad' | 'neutral';
	readonly words: string;
	readonly explanation: string;
	readonly advice: string | null;
}

const switchToKafka =
	'To use Kafka, stop the program and start it again with KAFKA_BROKERS=host:port, or install Java 17 and Maven: then a local Kafka starts with it.';

export function healthSummary(health: HealthAnswer | undefined, failed: boolean): HealthSummary {
	if (failed)
		return {
			tone: 'bad',
			words: 'Server away',
			explanation: 'The web server does not answer. Sagas go on without it; what you see may be old.',
			advice:
				'This page tries again by itself. If it stays away, look at the terminal in which the program was started.',
		};
	if (health === undefined)
		return { tone: 'neutral', words: 'Asking…', explanation: 'Asking the server how it is.', advice: null };
	const alive = health.orchestrators.filter((orchestrator) => orchestrator.alive).length;
	if (health.database === 'away')
		return { tone: 'bad', words: 'Database away', explanation: health.words, advice: null };
	if (alive === 0) return { tone: 'bad', words: 'No orchestrator', explanation: health.words, advice: null };
	if (health.status === 'trouble')
		return { tone: 'undo', words: 'Needs a look', explanation: health.words, advice: null };
	if (health.bus === 'postgres')
		return { tone: 'done', words: 'PostgreSQL bus, no Kafka', explanation: health.words, advice: switchToKafka };
	return { tone: 'done', words: 'Kafka, all well', explanation: health.words, advice: null };
}
