'use client';

import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useCommands } from './commands';
import classes from './shell.module.css';

const schemes = [
	{ value: 'light', label: 'Light', icon: IconSun },
	{ value: 'dark', label: 'Dark', icon: IconMoon },
	{ value: 'auto', label: 'As the system', icon: IconDeviceDesktop },
] as const;

export function ThemeSwitch() {
	const { colorScheme, setColorScheme } = useMantineColorScheme();
	useCommands(
		schemes.map(({ value, label }) => ({
			id: `theme-${value}`,
			title: `Theme: ${label.toLowerCase()}`,
			group: 'Everywhere',
			run: () => setColorScheme(value),
		})),
	);
	return (
		<Menu position="right-end" withinPortal>
			<Menu.Target>
				<button type="button" className={classes.entry}>
					<IconSun size={19} stroke={1.7} aria-hidden />
					Theme
				</button>
			</Menu.Target>
			<Menu.Dropdown>
				{schemes.map(({ value, label, icon: Icon }) => (
					<Menu.Item
						key={value}
						leftSection={<Icon size={15} />}
						rightSection={colorScheme === value ? <IconCheck size={14} aria-label="chosen" /> : null}
						onClick={() => setColorScheme(value)}
					>
						{label}
					</Menu.Item>
				))}
			</Menu.Dropdown>
		</Menu>
	);
}
