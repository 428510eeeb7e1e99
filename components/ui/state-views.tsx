'use client';

import { Skeleton, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import classes from './state-views.module.css';

function useDelayed(ms: number): boolean {
	const [passed, setPassed] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setPassed(true), ms);
		return () => clearTimeout(timer);
	}, [ms]);
	return passed;
}

/** Nothing for 300 ms, so that a quick answer does not flicker; then the outline of what comes. */
export function LoadingView({ what, rows = 6 }: { what: string; rows?: number }) {
	const shown = useDelayed(300);
	return (
		<div className={classes.loading} aria-busy="true">
			<VisuallyHidden role="status">Loading {what}</VisuallyHidden>
			{shown &&
				Array.from({ length: rows }, (_, row) => `row-${row}`).map((key) => (
					<Skeleton key={key} height={34} radius={6} />
				))}
		</div>
	);
}

interface ViewProps {
	readonly title: string;
	readonly children: ReactNode;
	readonly icon?: ReactNode;
	readonly actions?: ReactNode;
}

export function EmptyView({ title, children, icon, actions }: ViewProps) {
	return (
		<div className={classes.view}>
			{icon && <span className={classes.icon}>{icon}</span>}
			<h2 className={classes.title}>{title}</h2>
			<p className={classes.text}>{children}</p>
			{actions && <div className={classes.actions}>{actions}</div>}
		</div>
	);
}

/** Says the cause and offers a way out. */
export function ErrorView({ title, children, actions }: ViewProps) {
	return (
		<div className={classes.view} role="alert">
			<IconAlertTriangle size={28} color="var(--u-bad)" aria-hidden />
			<h2 className={classes.title}>{title}</h2>
			<p className={classes.text}>{children}</p>
			{actions && <div className={classes.actions}>{actions}</div>}
		</div>
	);
}

export function NoPermissionView({ title, children, actions }: ViewProps) {
	return (
		<EmptyView title={title} icon={<IconLock size={28} aria-hidden />} actions={actions}>
			{children}
		</EmptyView>
	);
}
