'use client';

import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import { ChipButton } from './chip';
import { Keys } from './command-center';
import { HealthChip } from './health-chip';
import classes from './shell.module.css';

export interface Crumb {
	readonly label: string;
	readonly href: string;
}

interface PageHeaderProps {
	/** The way to this page; the page itself is the title. */
	readonly crumbs?: readonly Crumb[];
	readonly title: string;
	/** Chips after the title. */
	readonly children?: ReactNode;
	readonly actions?: ReactNode;
}

export function PageHeader({ crumbs = [], title, children, actions }: PageHeaderProps) {
	return (
		<header className={classes.header}>
			<div className={classes.crumbs}>
				{crumbs.map((crumb) => (
					<Fragment key={crumb.href}>
						<Link href={crumb.href}>{crumb.label}</Link>
						<span className={classes.slash} aria-hidden>
							/
						</span>
					</Fragment>
				))}
				<h1 title={title}>{title}</h1>
			</div>
			{children}
			<span className={classes.space} />
			<ChipButton className={classes.search} onClick={spotlight.open} aria-label="Search or do (Ctrl K)">
				<IconSearch size={13} aria-hidden />
				<span className={classes.searchText}>Search or do…</span>
				<Keys keys="mod+k" />
			</ChipButton>
			<HealthChip />
			{actions}
		</header>
	);
}
