/** Outcomes as responses. Nothing of the API is cached: what it tells changes by the second. */
import type { ProblemAnswer } from '@/contract/http/problem';
import type { Outcome } from '@/server/access/outcome';

/** `status`: of the success; a function where the value decides. */
export function answer<Value>(outcome: Outcome<Value>, status: number | ((value: Value) => number) = 200): Response {
	if (!outcome.ok) return answerProblem(outcome.problem);
	return json(outcome.value, typeof status === 'function' ? status(outcome.value) : status, 'application/json');
}

export function answerProblem(problem: ProblemAnswer, headers: Readonly<Record<string, string>> = {}): Response {
	return json(problem, problem.status, 'application/problem+json', headers);
}

function json(value: unknown, status: number, type: string, headers: Readonly<Record<string, string>> = {}): Response {
	return new Response(JSON.stringify(value), {
		status,
		headers: { 'content-type': type, 'cache-control': 'no-store', ...headers },
	});
}
