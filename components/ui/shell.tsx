'use client';

import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { useFlows } from '../live/flow-queries';
import { Announcer } from './announcer';
import { CommandCenter } from './command-center';
import { useCommands } from './commands';
import { Rail } from './rail';
import classes from './shell.module.css';

function usePlaces() {
	const router = useRouter();
	const { data } = useFlows();
	const go = (id: string, title: string, href: string) => ({ id, title, group: 'Go to', run: () => router.push(href) });
	useCommands([
		go('go-flows', 'Flows', '/flows'),
		go('go-sagas', 'Sagas', '/sagas'),
		go('go-start', 'Start page', '/'),
		...(data?.flows ?? []).map((flow) => go(`go-flow-${flow.id}`, `Flow: ${flow.name}`, `/flows/${flow.id}`)),
	]);
}

export function Shell({ children }: { children: ReactNode }) {
	usePlaces();
	return (
		<div className={classes.shell}>
			<a href="#main" className={classes.skip}>
				Skip to content
			</a>
			<Rail />
			<main id="main" className={classes.main}>
				{children}
			</main>
			<CommandCenter />
			<Announcer />
		</div>
	);
}
