import type { ComponentPropsWithRef } from 'react';
import classes from './chip.module.css';

export type Tone = 'neutral' | 'running' | 'waiting' | 'done' | 'undo' | 'bad' | 'suspended' | 'accent';

const classOf = (tone: Tone, className: string | undefined) =>
	[classes.chip, tone === 'neutral' ? '' : classes[tone], className ?? ''].join(' ');

export function Chip({ tone = 'neutral', className, ...props }: ComponentPropsWithRef<'span'> & { tone?: Tone }) {
	return <span {...props} className={classOf(tone, className)} />;
}

export function ChipButton({
	tone = 'neutral',
	className,
	...props
}: ComponentPropsWithRef<'button'> & { tone?: Tone }) {
	return <button type="button" {...props} className={classOf(tone, className)} />;
}
