'use client';

import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { ActionButton } from '../ui/action-button';
import classes from './act-dialog.module.css';
import { type Act, actWords, type OfferedAct } from './saga-acts';

interface ActsMenuProps {
	readonly label: string;
	readonly acts: readonly OfferedAct[];
	/** Why this person may do nothing at all. */
	readonly refusal: string | null;
	/** Said where nothing can be done here. */
	readonly nothing: string;
	readonly onAct: (act: Act) => void;
}

function nameOf(act: Act): string {
	const name = actWords[act.type].name.replace(/( of| to|:)$/, '').replace(' to before', ' to here');
	if (act.type === 'retry') return `${act.undo ? 'Retry the undo' : 'Retry'}, also with changed input`;
	if (act.type === 'supply-reply') return act.undo ? 'Supply the reply to its undo' : 'Supply the reply';
	return name;
}

/** What is refused stays in the list, is reached by the arrow keys, and says why. */
function Item({ act, refusal, onAct }: OfferedAct & Pick<ActsMenuProps, 'onAct'>) {
	const isRefused = refusal !== null;
	const isDestructive = actWords[act.type].isDestructive === true;
	return (
		<Menu.Item
			className={classes.menuItem ?? ''}
			aria-disabled={isRefused}
			closeMenuOnClick={!isRefused}
			data-destructive={isDestructive && !isRefused}
			onClick={() => !isRefused && onAct(act)}
		>
			<span data-name>{nameOf(act)}…</span>
			{isRefused && <span className={classes.menuHint}>{refusal}</span>}
		</Menu.Item>
	);
}

const possibleFirst = (acts: readonly OfferedAct[]) => [
	...acts.filter(({ refusal }) => refusal === null),
	...acts.filter(({ refusal }) => refusal !== null),
];

export function ActsMenu({ label, acts, refusal, nothing, onAct }: ActsMenuProps) {
	if (refusal !== null || acts.length === 0)
		return (
			<ActionButton variant="default" refusal={refusal ?? nothing} rightSection={<IconChevronDown size={14} />}>
				{label}
			</ActionButton>
		);
	const key = (act: Act) => `${act.type} ${'undo' in act ? act.undo : ''}`;
	return (
		<Menu position="bottom-start" withArrow width={320}>
			<Menu.Target>
				<Button variant="default" rightSection={<IconChevronDown size={14} />}>
					{label}
				</Button>
			</Menu.Target>
			<Menu.Dropdown>
				{possibleFirst(acts).map(({ act, refusal: why }) => (
					<Item key={key(act)} act={act} refusal={why} onAct={onAct} />
				))}
			</Menu.Dropdown>
		</Menu>
	);
}
