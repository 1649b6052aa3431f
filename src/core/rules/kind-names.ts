/**
 * Kinds of product that only their names tell: no field of the service and no column of a file does. Asked for the catalogue
 * of the service and for files alike. Names stay English in most markets; the others are those of the portal in our languages.
 */

/** Extended Security Updates, of Windows 7 and of anything else. */
export const namesSecurityUpdates = (names: string): boolean =>
  /extended security update|\u62e1\u5f35\u30bb\u30ad\u30e5\u30ea\u30c6\u30a3|\u5ef6\u4f38\u5b89\u5168\u6027|\u64f4\u5145\u5b89\u5168\u6027|\u0440\u0430\u0441\u0448\u0438\u0440\u0435\u043d\u043d\u044b\S+ \u043e\u0431\u043d\u043e\u0432\u043b\u0435\u043d\u0438\S+ (?:\u0441\u0438\u0441\u0442\u0435\u043c\u044b )?\u0431\u0435\u0437\u043e\u043f\u0430\u0441\u043d\u043e\u0441\u0442\u0438/i.test(
    names,
  );

/** Plans of SUSE Linux and Red Hat. */
export const namesLinuxPlan = (names: string): boolean => /\b(?:suse|sles|red ?hat|rhel)\b/i.test(names);
