import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { environmentExample } from './env-example';

test('.env.example is what `npm run env:example` writes', () => {
	expect(readFileSync(new URL('../.env.example', import.meta.url), 'utf8')).toBe(environmentExample());
});
