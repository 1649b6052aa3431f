/** What `csp config` says. */
export const config = {
  stored: (d: { key: string; path: string }) => `Stored ${d.key} in ${d.path}.`,
  removed: (d: { key: string; path: string }) => `Removed ${d.key} from ${d.path}.`,
  wouldStore: (d: { key: string; path: string }) => `Dry run: ${d.key} would be stored in ${d.path}.`,
  wouldRemove: (d: { key: string; path: string }) => `Dry run: ${d.key} would be removed from ${d.path}.`,
  notStored: (d: { key: string; path: string }) => `${d.key} is not set in ${d.path}; nothing to remove.`,
  overridden: (d: { key: string; source: string }) => `Note: ${d.source} overrides ${d.key} here.`,
  stillSignedIn: (d: { profile: string; command: string }) =>
    `The profile ${d.profile} is still signed in. To end that too: ${d.command}`,
  stillChosen: (d: { profile: string; command: string }) =>
    `The setting profile still names ${d.profile}. To choose none: ${d.command}`,
};
