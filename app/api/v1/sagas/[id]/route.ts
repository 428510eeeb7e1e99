import { answer } from '@/app/api/answer';
import { endpoint } from '@/app/api/endpoint';
import { readSaga } from '@/server/access/read-saga';

export const GET = endpoint<{ id: string }>(async ({ actor, params }) => answer(await readSaga(actor, params.id)));
