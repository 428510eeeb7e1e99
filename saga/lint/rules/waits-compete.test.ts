import { expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { lint } from '../lint';

const found = (text: string) => lint(sketch(text, { x: 1 })).filter((problem) => problem.code === 'waits-compete');

it.each([
	'catch(paid x) → p2=catch(paid x)',
	'choose(x > 1: catch(paid x), p2=catch(paid x))',
	'fork(catch(paid x), catch(shipped x))',
	'fork(catch(paid x), p2=catch(paid x + 1))',
	'race(paid x: a, timer PT1H: b)',
	'a<stop x: b> → c<stop x: d>',
	'fork(catch(signal s), p2=catch(signal s))',
])('%s wait apart', (text) => expect(found(text)).toEqual([]));

it.each([
	['fork(catch(paid x), p2=catch(paid x))', 'p2', 'paid and p2 can wait'],
	['race(paid x: a, p2=paid x: b)', 'p2', 'at once'],
	['sub(catch(paid x))<p2=paid x: b>', 'p2', 'at once'],
	['catch(paid x) → a; on(paid x: b)', 'on-start', 'at once'],
	['a<paid x: b><p2=paid x: c>', 'p2', 'at once'],
])('%s wait at once: at %s, %s', (text, node, words) =>
	expect(found(text)).toMatchObject([{ node, message: expect.stringContaining(words) }]),
);
