/** What a stream is asked for: `saga:<id>`, `saga:<id>@<seq>`, `sagas`, `flows`, `health`, separated by commas. */
import { validate } from 'uuid';
import { STREAM_TOPICS_MAX } from '@/contract/http/limits';
import { done, type Outcome, refuse } from '../outcome';

export interface StreamTopics {
	/** By saga id: the history record after which to begin; null: not said. */
	readonly sagas: Readonly<Record<string, number | null>>;
	readonly list: boolean;
	readonly flows: boolean;
	readonly health: boolean;
}

export function parseTopics(text: string): Outcome<StreamTopics> {
	const topics = [...new Set(text.split(',').filter((topic) => topic !== ''))];
	if (topics.length === 0) return misunderstood('Name at least one topic.');
	if (topics.length > STREAM_TOPICS_MAX) return misunderstood(`At most ${STREAM_TOPICS_MAX} topics fit one stream.`);
	const sagas: Record<string, number | null> = {};
	for (const topic of topics) {
		if (topic === 'sagas' || topic === 'flows' || topic === 'health') continue;
		const [, id, seq] = /^saga:([0-9a-f-]{36})(?:@(\d{1,9}))?$/.exec(topic.toLowerCase()) ?? [];
		if (id === undefined || !validate(id)) return misunderstood(`"${topic}" is no topic.`);
		// Two tabs may stand at different records: the earlier one counts, and each drops what it has.
		const after = seq === undefined ? null : Number(seq);
		const other = sagas[id];
		sagas[id] = other === undefined || other === null || after === null ? after : Math.min(other, after);
	}
	return done({
		sagas,
		list: topics.includes('sagas'),
		flows: topics.includes('flows'),
		health: topics.includes('health'),
	});
}

function misunderstood(cause: string): Outcome<never> {
	return refuse(
		'bad-request',
		`${cause} Topics are saga:<id>, saga:<id>@<seq>, sagas, flows and health, separated by commas.`,
		{ errors: [{ path: 'topics', message: cause }] },
	);
}
