import type { ReactNode } from 'react';
import classes from './forms.module.css';

export function Section({ title, children }: { title: string; children: ReactNode }) {
	return (
		<section>
			<h3 className={classes.heading}>{title}</h3>
			{children}
		</section>
	);
}
