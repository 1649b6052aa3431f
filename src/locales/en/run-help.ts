/** What `--help` says of bulk runs and of the files that they leave. */
export const runSummaries = {
  runs: 'what bulk runs and purchases did, and what is left',
  'runs list': 'list the bulk runs and purchases of this environment, the newest first',
  'runs show': 'show how a run stands',
  'runs export': 'write the rows, the summary or the refund requests of a run again',
  'runs resolve': 'record what became of an order in doubt, or take what was never sent off a run',
};

export const runFlags = {
  fromRun: 'for every refused order of this bulk run: its id, or last',
  inputLine: 'line of the input file',
  resolveAs: 'what became of it, as you have seen',
  resolveReason: 'how you know; kept in the activity on this machine',
  drop: 'take what was never sent off the run',
};

export const runArgument = 'id of the run, its beginning, or last';
