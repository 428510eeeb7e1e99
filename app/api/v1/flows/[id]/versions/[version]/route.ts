import { answer } from '@/app/api/answer';
import { endpoint } from '@/app/api/endpoint';
import { versionNumber } from '@/contract/http/versions';
import { readVersion } from '@/server/access/read-versions';

export const GET = endpoint<{ id: string; version: string }>(async ({ actor, params }) =>
	answer(await readVersion(actor, params.id, versionNumber(params.version))),
);
