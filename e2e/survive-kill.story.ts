import { expect } from '@playwright/test';
import type { HistoryEntry } from '@/saga/engine/entry';
import type { Api } from './installation/api';
import { booked, trip, unwound } from './installation/trips';
import { story } from './story';

const bothBuses = { tag: '@both-buses' };

/** From the kill to the saga's end, on a machine that does much else: the bus has to notice the death first. */
const recoveryMs = 90_000;

/** How far a saga has come when its orchestrator dies. */
const moments: Readonly<Record<string, HistoryEntry['type']>> = {
	'its first commands are out': 'stepStarted',
	'a first step is done': 'stepCompleted',
	'it has begun to unwind': 'unwindingStarted',
	'a first undo is done': 'undoCompleted',
};

async function reached(api: Api, sagaId: string, moment: HistoryEntry['type']): Promise<void> {
	await expect
		.poll(async () => (await api.entries(sagaId)).some(({ type }) => type === moment), {
			message: `saga ${sagaId} comes to ${moment}`,
			intervals: [25],
			timeout: recoveryMs,
		})
		.toBe(true);
}

/** `kill -9`, and the launcher starts another. */
async function killOrchestrator(api: Api): Promise<void> {
	const pid = await api.orchestratorPid();
	if (pid === null) throw new Error('No orchestrator is alive that could be killed.');
	process.kill(pid, 'SIGKILL');
	await expect
		.poll(
			async () => {
				const successor = await api.orchestratorPid();
				return successor !== null && successor !== pid;
			},
			{ message: 'the launcher starts another orchestrator', timeout: recoveryMs },
		)
		.toBe(true);
}

function counted(entries: readonly HistoryEntry[], type: HistoryEntry['type']): number {
	return entries.filter((entry) => entry.type === type).length;
}

story('kill -9 of the orchestrator loses no command and doubles no effect', bothBuses, async ({ api, databases }) => {
	story.setTimeout(6 * recoveryMs);
	const failing: string[] = [];
	const passing: string[] = [];
	for (const [when, moment] of Object.entries(moments)) {
		await story.step(`killed when ${when}`, async () => {
			const watched = await api.start('book-trip', trip('charge-card').payload);
			failing.push(watched, await api.start('book-trip', trip('charge-card').payload));
			passing.push(await api.start('book-trip', trip().payload));
			await reached(api, watched, moment);
			await killOrchestrator(api);
		});
	}
	await story.step('every saga comes to its right end', async () => {
		for (const sagaId of failing)
			await expect.poll(() => api.status(sagaId), { timeout: recoveryMs }).toBe('compensated');
		for (const sagaId of passing)
			await expect.poll(() => api.status(sagaId), { timeout: recoveryMs }).toBe('completed');
	});
	await story.step('each step was done once and each undone once', async () => {
		for (const sagaId of failing) {
			expect(await databases.holdingsOf(sagaId)).toEqual(unwound);
			expect(counted(await api.entries(sagaId), 'undoCompleted')).toBe(unwound.length);
		}
		for (const sagaId of passing) {
			expect(await databases.holdingsOf(sagaId)).toEqual(booked);
			expect(counted(await api.entries(sagaId), 'stepCompleted')).toBe(booked.length);
		}
	});
	// What a dead orchestrator had stored and not published is another's after its lease.
	await expect
		.poll(() => databases.commandsLeftBehind(), { message: 'no command is left behind', timeout: recoveryMs })
		.toBe(0);
	for (const sagaId of [...failing, ...passing]) expect((await api.saga(sagaId)).incidents).toEqual([]);
});
