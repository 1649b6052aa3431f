/** A hash over the program that was built; the build puts it in. */
declare const __CSP_BUILD__: string;
