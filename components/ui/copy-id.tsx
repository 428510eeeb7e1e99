'use client';

import { CopyButton, Tooltip } from '@mantine/core';
import classes from './copy-id.module.css';

/** An id, shortened to what tells it apart; a click copies all of it. */
export function CopyId({ id, length = 8 }: { id: string; length?: number }) {
	const short = id.length <= length + 1 ? id : `…${id.slice(-length)}`;
	return (
		<CopyButton value={id}>
			{({ copied, copy }) => (
				<Tooltip label={copied ? 'Copied' : `Copy ${id}`}>
					<button type="button" className={classes.id} onClick={copy} aria-label={`Copy ${id}`}>
						{short}
					</button>
				</Tooltip>
			)}
		</CopyButton>
	);
}
