/** Why a `--query` cannot be applied. */
import type { QueryFault } from '../../core/ports/environment.ts';
import { plural } from '../plural.ts';

export const queryFault = (d: QueryFault): string => {
  switch (d.reason) {
    case 'incomplete':
      return 'It ends too early.';
    case 'unclosed':
      return `The ${d.found} in column ${d.column} is not closed.`;
    case 'unexpected':
      return `“${d.found}” does not belong there, in column ${d.column}.`;
    case 'unknownFunction':
      return `There is no function ${d.function}().`;
    case 'argumentCount': {
      const count = plural('en', d.takes, { one: '# argument', other: '# arguments' });
      return `${d.function}() takes ${d.isOpen ? 'at least ' : ''}${count}, not ${d.given}.`;
    }
    case 'argumentType':
      return `Argument ${d.argument} of ${d.function}() must be ${d.takes.join(' or ')}, not ${d.given}.`;
    case 'keyType':
      return `${d.function}() takes numbers only or strings only, not ${d.given.join(' and ')}.`;
    case 'notComparable':
      return `“${d.sign}” does not compare ${d.left} with ${d.right}.`;
    case 'stepZero':
      return 'The step of a slice cannot be 0.';
    case 'tooDeep':
      return 'It is nested too deeply.';
  }
};

export const queryFailed = (d: QueryFault): string =>
  `--query could not be applied to this: ${queryFault(d)}\nHere is all of it, as JSON.`;
