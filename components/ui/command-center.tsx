'use client';

import { Kbd, Modal, Table, Text } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { type Command, commandsOnOffer, useCommands, useCommandsStore } from './commands';
import { matchesShortcut, ownsKey, printShortcut, takesText } from './shortcut';

function useCommandKeys() {
	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.defaultPrevented || event.isComposing) return;
			const target = event.target instanceof Element ? event.target : null;
			const typing = takesText(target) || ownsKey(target, event.key);
			const found = commandsOnOffer(useCommandsStore.getState().groups).find(
				(command) => (!typing || command.whileTyping) && command.keys?.some((keys) => matchesShortcut(event, keys)),
			);
			if (found === undefined) return;
			event.preventDefault();
			if (!found.refusal) found.run();
		};
		window.addEventListener('keydown', onKeyDown);
		return () => window.removeEventListener('keydown', onKeyDown);
	}, []);
}

function grouped(commands: readonly Command[]): Map<string, Command[]> {
	const groups = new Map<string, Command[]>();
	for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
	return groups;
}

export function Keys({ keys }: { keys: string }) {
	return (
		<span style={{ display: 'inline-flex', gap: 3 }}>
			{printShortcut(keys).map((key) => (
				<Kbd key={key} size="xs">
					{key}
				</Kbd>
			))}
		</span>
	);
}

function ShortcutsDialog({
	commands,
	opened,
	onClose,
}: {
	commands: readonly Command[];
	opened: boolean;
	onClose: () => void;
}) {
	return (
		<Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="lg">
			{[...grouped(commands.filter((command) => command.keys !== undefined))].map(([group, members]) => (
				<section key={group}>
					<Text component="h3" size="xs" fw={600} c="dimmed" mt="sm" mb={4}>
						{group}
					</Text>
					<Table verticalSpacing={4} withRowBorders={false}>
						<Table.Tbody>
							{members.map((command) => (
								<Table.Tr key={command.id}>
									<Table.Td>{command.title}</Table.Td>
									<Table.Td ta="right">
										{command.keys?.map((keys, at) => (
											<span key={keys}>
												{at > 0 && ' or '}
												<Keys keys={keys} />
											</span>
										))}
									</Table.Td>
								</Table.Tr>
							))}
						</Table.Tbody>
					</Table>
				</section>
			))}
			<Text size="xs" c="dimmed" mt="md">
				Shortcuts rest while you type in a field.
			</Text>
		</Modal>
	);
}

function toActions(commands: readonly Command[]): SpotlightActionGroupData[] {
	return [...grouped(commands.filter((command) => !command.keysOnly))].map(([group, members]) => ({
		group,
		actions: members.map((command) => ({
			id: command.id,
			label: command.title,
			...(command.refusal ? { description: command.refusal, disabled: true } : {}),
			...(command.keys?.[0] === undefined ? {} : { rightSection: <Keys keys={command.keys[0]} /> }),
			onClick: () => command.run(),
		})),
	}));
}

export function CommandCenter() {
	const groups = useCommandsStore((state) => state.groups);
	const [listed, setListed] = useState(false);
	useCommandKeys();
	useCommands([
		{
			id: 'search',
			title: 'Search or do…',
			group: 'Everywhere',
			keys: ['mod+k'],
			whileTyping: true,
			keysOnly: true,
			run: spotlight.toggle,
		},
		{ id: 'shortcuts', title: 'List keyboard shortcuts', group: 'Everywhere', keys: ['?'], run: () => setListed(true) },
	]);
	const commands = useMemo(() => commandsOnOffer(groups), [groups]);
	const actions = useMemo(() => toActions(commands), [commands]);
	return (
		<>
			<Spotlight
				actions={actions}
				shortcut={null}
				highlightQuery
				overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
				scrollable
				maxHeight={420}
				nothingFound="Nothing here is called that. Try the name of a flow, or part of an action."
				searchProps={{
					leftSection: <IconSearch size={16} />,
					placeholder: 'Search or do…',
					'aria-label': 'Search or do',
				}}
			/>
			<ShortcutsDialog commands={commands} opened={listed} onClose={() => setListed(false)} />
		</>
	);
}
