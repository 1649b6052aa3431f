/** Loaded into `csp` before it runs: every turn that work gives to timers takes 1.5 s, as a slow service would. */
global.setImmediate = (act, ...words) => setTimeout(act, 1500, ...words);
