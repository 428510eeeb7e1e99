/** The topic `health`: how the parts are, whenever it reads differently; heartbeats alone are no change. */
import type { HealthAnswer } from '@/contract/http/installation';
import type { Actor } from '../actor';
import { readHealth } from '../read-health';
import type { PlacedEvent, TopicFeed } from './topic-feed';

export class HealthTopic implements TopicFeed {
	private sent = '';

	constructor(private readonly actor: Actor) {}

	async begin() {
		return {};
	}

	async next() {
		const health = await readHealth(this.actor);
		const text = withoutBeats(health);
		const events: PlacedEvent[] = text === this.sent ? [] : [{ event: { event: 'health', data: health }, place: {} }];
		this.sent = text;
		return { events, more: false };
	}
}

function withoutBeats(health: HealthAnswer): string {
	const orchestrators = health.orchestrators.map(({ beatAt: _, ...rest }) => rest);
	return JSON.stringify({ ...health, orchestrators, at: 0, words: health.words.replace(/\d+ s ago/, '') });
}
