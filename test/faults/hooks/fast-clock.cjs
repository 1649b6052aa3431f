/**
 * Loaded into a process with `--require`: its clock runs `FAULTS_SPEED` times as fast since `FAULTS_EPOCH`, for waits too,
 * so that a quarter of an hour passes in a test. `FAULTS_STEPS` sets the wall clock while it runs: a list of
 * `[after, by]` in milliseconds of the fast clock since the process began. Waits are lengths, and do not follow a step.
 */
const speed = Number(process.env.FAULTS_SPEED ?? 1);
const epoch = Number(process.env.FAULTS_EPOCH ?? Date.now());
const steps = JSON.parse(process.env.FAULTS_STEPS ?? '[]');

const machineNow = Date.now;
const fastNow = () => epoch + (machineNow() - epoch) * speed;
const beganAt = fastNow();

Date.now = () => {
  const now = fastNow();
  let stepped = 0;
  for (const [after, by] of steps) if (now - beganAt >= after) stepped += by;
  return Math.round(now + stepped);
};

const machineTimeout = setTimeout;
globalThis.setTimeout = Object.assign(
  (act, ms = 0, ...rest) => machineTimeout(act, Math.ceil(ms / speed), ...rest),
  machineTimeout,
);
