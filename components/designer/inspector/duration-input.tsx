'use client';

import { durationWords, readDuration } from '../../diagram/duration-words';
import { CheckedInput } from './checked-input';

interface DurationInputProps {
	readonly label: string;
	readonly ms: number;
	readonly min: number;
	readonly max: number;
	readonly onChange: (ms: number) => void;
	readonly disabled: boolean;
}

export function DurationInput({ label, ms, min, max, onChange, disabled }: DurationInputProps) {
	return (
		<CheckedInput
			label={label}
			value={durationWords(ms)}
			disabled={disabled}
			read={(text) => {
				const read = readDuration(text);
				if (read === null) return { ok: false, problem: 'Write a time such as 30 s, 5 min or 1 h 30 min.' };
				if (read < min || read > max)
					return { ok: false, problem: `Between ${durationWords(min)} and ${durationWords(max)}.` };
				return { ok: true, set: () => onChange(read) };
			}}
		/>
	);
}
