/**
 * Request ids: a write that arrives again under its id is answered from memory and does nothing. The service's
 * documentation does not say for how long it remembers; the sandbox does until it is reset.
 */
import { CspError } from '../../core/errors.ts';
import { sha256 } from '../../digest.ts';
import type { World } from './open-world.ts';

/**
 * Does `work` once for a request id and gives its answer, plain data, each time. Call it inside the transaction of the
 * write. Fails with `internal` when the id was used for another operation or other arguments.
 */
export const once = <Answer>(
  { database }: World,
  requestId: string,
  request: readonly unknown[],
  work: () => Answer,
): Answer => {
  const digest = sha256(JSON.stringify(request)).toString('hex');
  const known = database.get<{ digest: string; answer: string }>(
    'SELECT digest, answer FROM request WHERE id = ?',
    requestId,
  );
  if (known !== undefined) {
    if (known.digest !== digest)
      throw new CspError('internal', { reason: `request id ${requestId} belongs to another request` });
    return JSON.parse(known.answer) as Answer;
  }
  const answer = work();
  database.run('INSERT INTO request VALUES (?, ?, ?)', requestId, digest, JSON.stringify(answer));
  return answer;
};
