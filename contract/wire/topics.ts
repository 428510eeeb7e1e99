/** The names of the topics. Those of the installation can be changed by the environment; a participant's follows its name. */

export const topicDefaults = {
	replies: 'saga.replies',
	events: 'saga.events',
	deadLetters: 'saga.dead-letters',
	participants: 'saga.participants',
	domain: 'domain.events',
} as const;

export function commandsTopic(participant: string): string {
	return `${participant}.commands`;
}
