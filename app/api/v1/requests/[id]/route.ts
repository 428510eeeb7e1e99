import { answer } from '@/app/api/answer';
import { endpoint } from '@/app/api/endpoint';
import { readRequest } from '@/server/access/read-request';

export const GET = endpoint<{ id: string }>(async ({ actor, params }) => answer(await readRequest(actor, params.id)));
