/** Where each resource lives: the one place that spells addresses, for the console, the CLI and the server's own links. */

const apiRoot = '/api/v1';

const part = encodeURIComponent;

export const paths = {
	flows: `${apiRoot}/flows`,
	flow: (flowId: string) => `${apiRoot}/flows/${part(flowId)}`,
	draft: (flowId: string) => `${apiRoot}/flows/${part(flowId)}/draft`,
	lint: (flowId: string) => `${apiRoot}/flows/${part(flowId)}/lint`,
	versions: (flowId: string) => `${apiRoot}/flows/${part(flowId)}/versions`,
	version: (flowId: string, version: number) => `${apiRoot}/flows/${part(flowId)}/versions/${version}`,
	scenarios: (flowId: string) => `${apiRoot}/flows/${part(flowId)}/scenarios`,
	scenario: (flowId: string, scenarioId: string) => `${apiRoot}/flows/${part(flowId)}/scenarios/${part(scenarioId)}`,
	starts: (flowId: string) => `${apiRoot}/flows/${part(flowId)}/sagas`,
	sagas: `${apiRoot}/sagas`,
	saga: (sagaId: string) => `${apiRoot}/sagas/${part(sagaId)}`,
	history: (sagaId: string, after: number) => `${apiRoot}/sagas/${part(sagaId)}/history?after=${after}`,
	actions: (sagaId: string) => `${apiRoot}/sagas/${part(sagaId)}/actions`,
	previewAction: (sagaId: string) => `${apiRoot}/sagas/${part(sagaId)}/actions/preview`,
	request: (requestId: string) => `${apiRoot}/requests/${part(requestId)}`,
	health: `${apiRoot}/health`,
	me: `${apiRoot}/me`,
	participants: `${apiRoot}/participants`,
	killOrchestrator: `${apiRoot}/demo/kill-orchestrator`,
	/** `last`: the id of the newest event of an earlier connection. */
	stream: (topics: readonly string[], last?: string) => {
		const query = new URLSearchParams({ topics: topics.join(',') });
		if (last !== undefined) query.set('last', last);
		return `${apiRoot}/stream?${query}`;
	},
} as const;
