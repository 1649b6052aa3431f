/** Where secrets of a sign-in may be, and whether a text holds one of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Session } from './session.ts';

/** The file of the sign-in, the one place for its secrets. */
export const keptIn = ({ home }: Session): string => join(home, 'config', 'tokens', 'default.json');

/** What stands behind `secret` anywhere in the file of a sign-in. */
export const secretsOf = (session: Session): readonly string[] => {
  const found: string[] = [];
  const file = filesBelow(session.home).find((path) => path === keptIn(session));
  if (file === undefined) return found;
  JSON.parse(readFileSync(file, 'utf8'), (_, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'secret' in value) found.push(String(value.secret));
    return value;
  });
  return found;
};

/** As it stands, and in the dresses that logs put on it. */
const tracesOf = (secret: string): readonly string[] => [
  secret,
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  encodeURIComponent(secret),
  encodeURIComponent(secret).replaceAll('%20', '+'),
  JSON.stringify(secret).slice(1, -1),
  JSON.stringify(JSON.stringify(secret)).slice(3, -3),
];

export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Those of `secrets` that a text holds, in whatever dress. */
export const leaksIn =
  (secrets: Iterable<string>) =>
  (text: string): readonly string[] =>
    [...secrets].filter((secret) => tracesOf(secret).some((trace) => text.includes(trace)));

/** Reads the command lines of every process, again and again; answers whom to ask for all of them, which ends it. */
export const watchCommandLines = (): (() => Promise<string>) => {
  const seen = new Set<string>();
  let isOver = false;
  const watch = async (): Promise<void> => {
    while (!isOver) {
      for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
        try {
          seen.add(readFileSync(`/proc/${name}/cmdline`, 'latin1'));
        } catch {}
      }
      await pause(5);
    }
  };
  const watching = watch();
  return async () => {
    isOver = true;
    await watching;
    return [...seen].join('\n');
  };
};
