'use client';

import { Alert, Button, Modal, SimpleGrid, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMemo, useState } from 'react';
import { toFailure } from '../live/api-failure';
import { useCreateFlow } from '../live/flow-queries';
import { RelativeTime } from '../ui/relative-time';
import { useDefinition, useDesigner, useDesignerState } from './designer-store';
import { differences } from './differences';
import { adopt } from './use-autosave';

/** Somebody else saved meanwhile: nothing is sent before the person has chosen. */
export function ConflictDialog() {
	const designer = useDesigner();
	const mine = useDefinition();
	const save = useDesignerState((state) => state.save);
	const opened = useDesignerState((state) => state.dialog === 'conflict');
	const create = useCreateFlow();
	const [problem, setProblem] = useState<string | null>(null);
	const theirs = save.kind === 'conflict' ? save.theirs : null;
	const told = useMemo(() => (theirs === null ? [] : differences(mine, theirs.definition)), [mine, theirs]);
	if (theirs === null) return null;
	const close = () => designer.actions.set({ dialog: null });
	const keepMine = () => {
		designer.actions.saveEvent({ type: 'keptMine' });
		close();
	};
	const takeTheirs = () => {
		adopt(designer, theirs, 'You see their version now. Undo brings yours back.');
		close();
	};
	const copyMine = () =>
		create.mutate(
			{ name: `${mine.name} (copy)`.slice(0, 120), definition: mine },
			{
				onSuccess: (copy) => {
					takeTheirs();
					notifications.show({
						color: 'green',
						title: `Yours is saved as “${copy.name}”`,
						message: 'Find it among the flows. Here you see their version.',
					});
				},
				onError: (error) => setProblem(toFailure(error).message),
			},
		);
	return (
		<Modal opened={opened} onClose={close} title="Two people changed this draft" size="lg">
			<Stack gap="sm">
				<Text size="sm">
					<strong>{theirs.updatedBy}</strong> saved another version <RelativeTime at={theirs.updatedAt} />. Yours is
					kept in this browser and nothing is sent until you choose.
				</Text>
				<ul
					aria-label="How yours and theirs differ"
					style={{ margin: 0, paddingLeft: 18, maxHeight: 180, overflow: 'auto', fontSize: 13 }}
				>
					{told.map((line) => (
						<li key={line}>{line}</li>
					))}
				</ul>
				{problem !== null && (
					<Alert color="red" title="The copy was not saved">
						{problem}
					</Alert>
				)}
				<SimpleGrid cols={3} spacing="sm">
					<Choice
						title="Keep mine"
						text="Yours replaces theirs. What they changed is lost from the draft."
						onChoose={keepMine}
					/>
					<Choice
						title="Take theirs"
						text="You go on from their version. Undo brings yours back."
						onChoose={takeTheirs}
					/>
					<Choice
						title="Save mine as a copy"
						text="Yours becomes a flow of its own; here you see theirs."
						isBusy={create.isPending}
						onChoose={copyMine}
					/>
				</SimpleGrid>
				<Button variant="subtle" onClick={close}>
					Decide later
				</Button>
			</Stack>
		</Modal>
	);
}

function Choice({
	title,
	text,
	isBusy = false,
	onChoose,
}: {
	title: string;
	text: string;
	isBusy?: boolean;
	onChoose: () => void;
}) {
	return (
		<Stack gap={6} justify="space-between">
			<Text size="xs" c="dimmed">
				{text}
			</Text>
			<Button variant="default" loading={isBusy} onClick={onChoose}>
				{title}
			</Button>
		</Stack>
	);
}
