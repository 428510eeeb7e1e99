import { createParser } from 'nuqs';

/** A flag in the address: `?start=1`. */
export const parseAsFlag = createParser({
	parse: (value) => (value === '1' || value === 'true' ? true : null),
	serialize: () => '1',
});
