/**
 * Loaded into each process of a transcript with `--require`: time stands still at `FIXED_NOW` (UTC milliseconds), and
 * random ids are the same for the same command line, another series for each step (`FIXED_STEP`) of a session.
 */
const crypto = require('node:crypto');

const now = Number(process.env.FIXED_NOW);
Date.now = () => now;

const step = `${process.env.FIXED_STEP} ${process.argv.slice(2).join(' ')}`;
let made = 0;
crypto.randomUUID = () => {
  made += 1;
  const hex = crypto.createHash('sha256').update(`${step} ${made}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
