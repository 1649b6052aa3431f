/** Loaded into `csp` before it runs: the process dies where it makes its n-th random id (`KILLED_AT_ID`). */
const crypto = require('node:crypto');

const make = crypto.randomUUID;
let made = 0;
crypto.randomUUID = () => {
  made += 1;
  if (made === Number(process.env.KILLED_AT_ID)) process.kill(process.pid, 'SIGKILL');
  return make();
};
