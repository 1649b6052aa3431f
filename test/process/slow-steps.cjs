/** Loaded into `csp` before it runs: every turn that work gives to timers takes 800 ms, as a slow service would. */
global.setImmediate = (act, ...words) => setTimeout(act, 800, ...words);
