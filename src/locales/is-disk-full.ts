/** Whether the system, or SQLite, says by this that there is no room left. */
export const isDiskFull = (reason: string): boolean => /^ENOSPC|disk is full/.test(reason);
