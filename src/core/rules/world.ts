/** Where a change happens: what is real, and what only looks like it. */

/**
 * `sandbox`: made up, with nobody outside this machine to notice. `emulator`: the same behind Partner Center's REST, for
 * tests. `live`: real customers and real money, or nobody knows.
 */
export const worlds = ['sandbox', 'emulator', 'live'] as const;
export type World = (typeof worlds)[number];

/** A backend that does not say what it is may well be real. */
export const toWorld = (stated: unknown): World => worlds.find((world) => world === stated) ?? 'live';

export interface Place {
  readonly world: World;
  /** Of the backend. */
  readonly name: string;
  readonly tenant: string;
  readonly profile: string;
  /** The project's file that chose the profile, if one did. */
  readonly chosenBy: string | undefined;
}

/** The line in front of a change, the same in every language. */
export const worldBanner = ({ world, name, tenant, profile, chosenBy }: Place): string => {
  const word = world.toUpperCase();
  const choice = `profile ${profile}${chosenBy === undefined ? '' : ` (${chosenBy})`}`;
  if (world !== 'sandbox') return `${word} ${name} · ${tenant} · ${choice}`;
  const real = `${name === world ? word : `${word} ${name}`} · nothing here is real`;
  return chosenBy === undefined ? real : `${real} · ${choice}`;
};
