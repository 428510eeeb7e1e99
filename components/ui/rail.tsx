'use client';

import { Tooltip } from '@mantine/core';
import { IconHelpCircle, IconListDetails, IconPlayerTrackPrevFilled, IconSitemap } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useCommandsStore } from './commands';
import classes from './shell.module.css';
import { ThemeSwitch } from './theme-switch';

const entries = [
	{ href: '/flows', label: 'Flows', icon: IconSitemap },
	{ href: '/sagas', label: 'Sagas', icon: IconListDetails },
];

function listShortcuts() {
	for (const commands of useCommandsStore.getState().groups.values())
		commands.find(({ id }) => id === 'shortcuts')?.run();
}

export function Rail() {
	const pathname = usePathname();
	return (
		<nav className={classes.rail} aria-label="Main">
			<Tooltip label="Unwind: start page" position="right">
				<Link href="/" className={classes.logo} aria-label="Unwind, start page">
					<IconPlayerTrackPrevFilled size={17} />
				</Link>
			</Tooltip>
			{entries.map(({ href, label, icon: Icon }) => (
				<Link
					key={href}
					href={href}
					className={classes.entry}
					aria-current={pathname.startsWith(href) ? 'page' : undefined}
				>
					<Icon size={19} stroke={1.7} aria-hidden />
					{label}
				</Link>
			))}
			<span className={classes.space} />
			<ThemeSwitch />
			<Tooltip label="Keyboard shortcuts (?)" position="right">
				<button type="button" className={classes.entry} onClick={listShortcuts}>
					<IconHelpCircle size={19} stroke={1.7} aria-hidden />
					Keys
				</button>
			</Tooltip>
		</nav>
	);
}
