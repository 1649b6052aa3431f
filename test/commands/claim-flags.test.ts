/** Which flags a mode uses, and what is refused beside them. */
import { Command } from 'commander';
import { addModes, claimFlags, noteFlags } from '../../src/commands/claim-flags.ts';
import { addGlobalFlags, collect } from '../../src/commands/shared-options.ts';
import { isCspError } from '../../src/core/errors.ts';
import { loadMessages } from '../../src/locales/messages.ts';

/** The details of the refusal of `csp ship …line`; null where every flag is used. */
const refusalOf = async (line: string): Promise<object | null> => {
  const messages = await loadMessages('en');
  const ship = addModes(
    addGlobalFlags(new Command('ship'), messages, true)
      .argument('[order...]')
      .option('--file <file>')
      .option('--list')
      .option('--reason <text>')
      .option('--line <n>', '', collect(Number))
      .option('--all')
      .option('--some')
      .option('--no-wrapping'),
    [
      { by: '--list', takes: ['--query', '--fields', '--ids'] },
      { by: '-', takes: ['--all'] },
      { by: '--file', takes: ['--all', '--some', '--reason'], apart: [['--all', '--some']] },
      { by: 'ORDER', takes: ['--line', '--reason'] },
      { takes: ['--no-wrapping'] },
    ],
  );
  const program = addGlobalFlags(new Command('csp').enablePositionalOptions(), messages, false).addCommand(ship);
  for (const command of [program, ship]) {
    command.exitOverride();
    noteFlags(command);
  }
  ship.action(() => claimFlags(ship));
  try {
    await program.parseAsync(line.split(' '), { from: 'user' });
    return null;
  } catch (error) {
    if (isCspError(error) && error.code === 'argumentsConflict') return error.details;
    throw error;
  }
};

test.each<[string, object | null]>([
  ['ship', null],
  ['ship --no-wrapping --yes -o json', null],
  ['ship --reason x', { flags: ['csp ship', '--reason'], goesWith: ['--file', 'ORDER'] }],
  ['ship --file f --reason x --all', null],
  ['ship --file f --all --some', { flags: ['--all', '--some'] }],
  ['ship --file f --line 1', { flags: ['--file', '--line'] }],
  ['ship --file f --list', { flags: ['--list', '--file'] }],
  ['ship - --all', null],
  ['ship - --reason x', { flags: ['-', '--reason'] }],
  ['ship A B --line 1 --line 2 --reason x', null],
  ['ship A --no-wrapping', { flags: ['ORDER', '--no-wrapping'] }],
  ['ship --list --ids', null],
  ['--ids ship --list', null],
  ['ship A --ids', { flags: ['ORDER', '--ids'] }],
  ['--ids ship A', { flags: ['ORDER', '--ids'] }],
  ['ship --list --ids --query []', { flags: ['--query', '--ids'] }],
  ['ship --quiet --verbose', { flags: ['--quiet', '--verbose'] }],
  ['ship A --reason a --reason b', { flags: ['--reason a', '--reason b'] }],
  ['ship A --yes --yes', null],
  ['--profile a ship --profile b', { flags: ['--profile a', '--profile b'] }],
])('when it is csp %s, then what has no effect is refused', async (line, refusal) => {
  expect(await refusalOf(line)).toEqual(refusal);
});
