'use client';

import { notifications } from '@mantine/notifications';
import { flowAnswerSchema } from '@/contract/http/flows';
import { paths } from '@/contract/http/paths';
import { readDefinition } from '../live/flow-queries';
import { request } from '../live/request';
import { useStream } from '../live/use-stream';
import type { Designer } from './designer-store';
import { sameDocument } from './opening';
import { adopt } from './use-autosave';

async function follow(designer: Designer): Promise<void> {
	const { flowId } = designer.state.getState();
	const flow = await request(flowAnswerSchema, paths.flow(flowId));
	const { save, history } = designer.state.getState();
	if (save.kind !== 'saved' || flow.revision <= save.revision) return;
	const definition = readDefinition(flow.definition);
	const isNew = !sameDocument(definition, history.present);
	adopt(
		designer,
		{ revision: flow.revision, definition: isNew ? definition : history.present, updatedAt: flow.updatedAt },
		`${flow.updatedBy} changed this flow`,
	);
	if (isNew)
		notifications.show({
			title: `${flow.updatedBy} changed this flow`,
			message: 'You see their version now. Undo brings yours back.',
		});
}

/** Somebody else saved: shown at once where nothing of one's own is unsaved; else the next save meets the conflict. */
export function useRemoteChanges(designer: Designer): void {
	useStream('flows', {
		onEvent: (event) => {
			const { flowId, save } = designer.state.getState();
			if (event.event !== 'flow-changed' || event.data.flowId !== flowId) return;
			if (save.kind === 'saved' && event.data.revision > save.revision) follow(designer).catch(() => undefined);
		},
		onResync: () => void follow(designer).catch(() => undefined),
	});
}
