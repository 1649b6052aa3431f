/** The folder that the process runs in, or `null` when it has been deleted: most commands do without. */
export const workingFolder = (host: { cwd(): string }): string | null => {
  try {
    return host.cwd();
  } catch {
    return null;
  }
};
