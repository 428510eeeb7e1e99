import { afterEach, expect, test, vi } from 'vitest';
import { failpoints } from './failpoint';

afterEach(() => void vi.restoreAllMocks());

test('kills at the named passage only, and never without being told to', () => {
	const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
	failpoints(undefined)('after-commit');
	const failpoint = failpoints('after-commit:2,after-publish');
	failpoint('before-commit');
	failpoint('after-commit');
	expect(kill).not.toHaveBeenCalled();
	failpoint('after-commit');
	expect(kill).toHaveBeenCalledWith(process.pid, 'SIGKILL');
});

test('a name that does not exist is an error, not a test that never dies', () => {
	expect(() => failpoints('after-lunch')).toThrow('after-lunch');
});
