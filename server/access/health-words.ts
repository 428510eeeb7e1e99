/** The one sentence behind the health dot: the worst thing that is wrong and what happens next, or that all is well. */
import type { HealthAnswer } from '@/contract/http/installation';

type Facts = Omit<HealthAnswer, 'status' | 'words'> & {
	/** Messages of the open incidents that concern no single saga. */
	readonly installationIncidents: readonly string[];
};

export function healthWords(facts: Facts): string {
	if (facts.database === 'away')
		return 'PostgreSQL cannot be reached. Nothing is lost; everything goes on by itself when it is back.';
	const alive = facts.orchestrators.filter((one) => one.alive);
	if (alive.length === 0) return silence(facts);
	const trouble = alive.find((one) => one.trouble !== '')?.trouble ?? facts.installationIncidents[0];
	if (trouble !== undefined) return trouble;
	const count = alive.length === 1 ? 'One orchestrator' : `${alive.length} orchestrators`;
	const bus = facts.bus === 'kafka' ? 'over Kafka' : 'over the PostgreSQL bus, without Kafka';
	return `All is well. ${count} at work ${bus}.`;
}

function silence({ orchestrators, waitingRequests, at }: Facts): string {
	const waiting =
		waitingRequests === 0
			? 'Sagas wait and go on'
			: `Sagas and ${waitingRequests === 1 ? 'one request' : `${waitingRequests} requests`} wait and go on`;
	const last = orchestrators.reduce((newest, { beatAt }) => Math.max(newest, beatAt), 0);
	const since = last === 0 ? '' : `, the last one fell silent ${Math.max(1, Math.round((at - last) / 1_000))} s ago`;
	return `No orchestrator is at work${since}. ${waiting} when one is started (npm run orchestrator).`;
}
