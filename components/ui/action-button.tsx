import { ActionIcon, type ActionIconProps, Button, type ButtonProps, Tooltip } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';
import classes from './action-button.module.css';

interface Refusable {
	/** Why it cannot be used now. */
	readonly refusal?: string | null | undefined;
	readonly onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
}

type ActionButtonProps = Omit<ButtonProps, 'onClick'> &
	Refusable & { readonly hint?: string; readonly type?: 'button' | 'submit'; readonly form?: string };

/** A button that, when it cannot be used, stays reachable and says why. */
export function ActionButton({ refusal, onClick, hint, ...props }: ActionButtonProps) {
	const label = refusal ?? hint;
	const button = (
		<Button
			{...props}
			{...(refusal ? { 'data-disabled': true, 'aria-disabled': true } : {})}
			onClick={(event: MouseEvent<HTMLButtonElement>) => (refusal ? event.preventDefault() : onClick?.(event))}
		/>
	);
	return label ? <Tooltip label={label}>{button}</Tooltip> : button;
}

type ActionIconButtonProps = Omit<ActionIconProps, 'onClick'> &
	Refusable & { readonly label: string; readonly children: ReactNode };

export function ActionIconButton({ refusal, label, onClick, children, ...props }: ActionIconButtonProps) {
	return (
		<Tooltip label={refusal ?? label}>
			<ActionIcon
				{...props}
				className={[classes.icon, props.className].join(' ')}
				aria-label={label}
				{...(refusal ? { 'data-disabled': true, 'aria-disabled': true } : {})}
				onClick={(event: MouseEvent<HTMLButtonElement>) => (refusal ? event.preventDefault() : onClick?.(event))}
			>
				{children}
			</ActionIcon>
		</Tooltip>
	);
}
