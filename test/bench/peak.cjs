/** Loaded before the program: at its end, writes the most memory it ever held, in MB, to the file that `PEAK_FILE` names. */
const { readFileSync, writeFileSync } = require('node:fs');

const peakMb = () => {
  // `resourceUsage` counts the memory of whoever started the process; Linux has the process's own figure elsewhere.
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1000;
  return (Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024) / 1e6;
};

process.on('exit', () => writeFileSync(process.env.PEAK_FILE, String(peakMb())));
