/** Replays every session under `fixtures/transcripts`; `npm run golden` writes down what comes out now. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fixedAt, inSession, root } from './session.ts';
import { parseTranscript, replayTranscript } from './transcript.ts';

const folder = join(root, 'fixtures/transcripts');
const now = Date.UTC(2026, 10, 21, 9, 30);
const isGolden = process.env['UPDATE_GOLDEN'] === '1';

const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.txt'))
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();

test.concurrent.each(paths.map((path) => [relative(folder, path), path] as const))('%s', async (_, path) => {
  const recorded = readFileSync(path, 'utf8');
  const replayed = await inSession((session) => replayTranscript(session, parseTranscript(recorded)), fixedAt(now));
  if (isGolden) writeFileSync(path, replayed);
  else expect(replayed).toBe(recorded);
});
