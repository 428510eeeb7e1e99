'use client';

import { Loader, Menu, Text } from '@mantine/core';
import { IconChevronDown, IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useVersions } from '../live/flow-queries';
import { Chip, ChipButton } from '../ui/chip';
import { RelativeTime } from '../ui/relative-time';
import type { DeployedState } from './deployed-state';

interface VersionsMenuProps {
	readonly flowId: string;
	readonly deployed: DeployedState;
	readonly onView: (version: number) => void;
}

function stateWords({ isKnown, version, isChanged }: DeployedState): string {
	if (!isKnown) return 'draft';
	if (version === null) return 'draft · never deployed';
	return isChanged ? `draft · v${version} deployed` : `v${version} deployed`;
}

export function VersionsMenu({ flowId, deployed, onView }: VersionsMenuProps) {
	const [opened, setOpened] = useState(false);
	const versions = useVersions(flowId);
	return (
		<Menu opened={opened} onChange={setOpened} position="bottom-start" width={340}>
			<Menu.Target>
				<ChipButton aria-label={`Versions: ${stateWords(deployed)}`}>
					{stateWords(deployed)}
					<IconChevronDown size={12} aria-hidden />
				</ChipButton>
			</Menu.Target>
			<Menu.Dropdown mah={420} style={{ overflow: 'auto' }}>
				<Menu.Label>Versions never change. Look at one, or restore it into the draft.</Menu.Label>
				{versions.isPending && <Loader size="xs" m="sm" />}
				{versions.isError && (
					<Text size="sm" p="xs">
						{versions.error.message}
					</Text>
				)}
				{versions.data?.versions.length === 0 && (
					<Text size="sm" p="xs">
						Nothing is deployed yet. Deploy makes version 1.
					</Text>
				)}
				{versions.data?.versions.map((version) => (
					<Menu.Item
						key={version.version}
						leftSection={<IconEye size={15} />}
						rightSection={version.current ? <Chip tone="done">current</Chip> : null}
						onClick={() => onView(version.version)}
					>
						<Text size="sm" fw={500}>
							v{version.version} {version.message}
						</Text>
						<Text size="xs" c="dimmed">
							{version.deployedBy}, <RelativeTime at={version.deployedAt} />
						</Text>
					</Menu.Item>
				))}
			</Menu.Dropdown>
		</Menu>
	);
}
