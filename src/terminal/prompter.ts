/** The door to inquirer: questions on stderr, in the person's language, with data from outside made safe. */
import { CspError } from '../core/errors.ts';
import type { AskOptions, Choice, Prompter } from '../core/ports/environment.ts';
import { safeText } from './safe-text.ts';
import { wrapText } from './wrap-text.ts';

/** The few words that the questions themselves need. */
export interface PromptWords {
  readonly yes: string;
  readonly no: string;
  /** The hint behind a question, such as `y/N`; `y` and `n` are understood in every language. */
  readonly yesNo: string;
  readonly answerYesNo: string;
  readonly answerNeeded: string;
  /** Which keys do what, below a list. */
  readonly hint: string;
  readonly nothingFound: string;
}

export interface PrompterOptions {
  readonly input: NodeJS.ReadableStream;
  /** Stderr: stdout carries data only. */
  readonly output: NodeJS.WritableStream;
  readonly columns: () => number;
  readonly canAsk: boolean;
  readonly hasColor: boolean;
  /** Calls back when the run is given up; an open question ends with that reason. */
  readonly onGiveUp: (act: (reason: unknown) => void) => void;
  readonly words: PromptWords;
}

export const createPrompter = ({
  input,
  output,
  columns,
  canAsk,
  hasColor,
  onGiveUp,
  words,
}: PrompterOptions): Prompter => {
  let closing = new AbortController();
  let givenUp: unknown;
  onGiveUp((reason) => {
    givenUp = reason;
    closing.abort();
  });
  /** Runs one question; Ctrl-C, Ctrl-D and an input that ends are `interrupted`. */
  const pose = async <T>(toQuestion: (inquirer: Inquirer) => Parameters<PromptModule>[0]): Promise<T> => {
    const { default: inquirer } = await import('inquirer');
    if (givenUp !== undefined) throw givenUp;
    closing = new AbortController();
    const onPause = (): void => closing.abort();
    // Inquirer waits for ever when readline closes without an answer; that it pauses its input is the only sign.
    input.on('pause', onPause);
    try {
      const prompt = inquirer.createPromptModule({ input, output, signal: closing.signal });
      const { answer } = await prompt<{ answer: T }>(toQuestion(inquirer));
      return answer;
    } catch (error) {
      if (givenUp !== undefined) throw givenUp;
      if (error instanceof Error && interruptions.has(error.name)) throw new CspError('interrupted', {}, error);
      throw error;
    } finally {
      input.off('pause', onPause);
    }
  };
  const style = hasColor ? {} : plainStyle;
  /** Behind the mark, and broken between words, which inquirer does not heed. */
  const toMessage = (question: string): string => wrapText(safeText(question), columns() - 2);
  const prefix = hasColor ? {} : { prefix: { idle: '?', done: '✔' } };

  const confirm = (question: string): Promise<boolean> =>
    pose(() => ({
      type: 'confirm',
      name: 'answer',
      message: toMessage(question),
      default: false,
      theme: {
        ...prefix,
        keywords: { yes: words.yes, no: words.no, error: () => words.answerYesNo },
        style: { ...style, defaultAnswer: () => `(${words.yesNo})` },
      },
    }));
  const ask = (question: string, { optional, validate }: AskOptions): Promise<string> =>
    pose(() => ({
      type: 'input',
      name: 'answer',
      message: toMessage(question),
      validate: (text: string) => {
        const typed = text.trim();
        return (typed === '' ? optional === true || words.answerNeeded : validate?.(typed)) ?? true;
      },
      theme: { ...prefix, style },
    }));

  return {
    canAsk,
    confirm: async (question) => {
      if (!canAsk) throw new CspError('confirmationNeeded', { flag: '--yes' });
      return confirm(question);
    },
    acknowledge: async (statement) => {
      if (!canAsk) throw new CspError('acknowledgementNeeded', { flag: '--acknowledge' });
      return confirm(statement);
    },
    typeToConfirm: async (question, expected) => {
      if (!canAsk) throw new CspError('confirmationNeeded', { flag: '--yes' });
      return (await ask(question, { optional: true })).trim() === expected;
    },
    choose: async (question, choices) => {
      if (!canAsk) throw new CspError('choiceNeeded', { flag: question, choices: choices.map(({ name }) => name) });
      const index = await pose<number>((inquirer) => ({
        type: 'search',
        name: 'answer',
        message: toMessage(question),
        source: (typed: string | undefined) => {
          const found = findChoices(choices, typed ?? '');
          return found.length > 0 ? found : [new inquirer.Separator(words.nothingFound)];
        },
        theme: {
          ...prefix,
          style: { ...style, keysHelpTip: () => words.hint },
        },
      }));
      const chosen = choices[index];
      if (chosen === undefined) throw new CspError('internal', { reason: `choice ${index} of ${choices.length}` });
      return chosen.value;
    },
    ask: async (question, options) => {
      if (!canAsk) throw new CspError('argumentMissing', { flag: question, command: '' });
      return (await ask(question, options ?? {})).trim();
    },
  };
};

type Inquirer = typeof import('inquirer')['default'];
type PromptModule = ReturnType<Inquirer['createPromptModule']>;

const interruptions: ReadonlySet<string> = new Set(['ExitPromptError', 'AbortPromptError']);

/** The choices in which every word typed occurs, whatever the case. */
const findChoices = <T>(choices: readonly Choice<T>[], typed: string) => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.flatMap(({ name, description }, index) => {
    const shown = safeText(name);
    if (!words.every((word) => shown.toLowerCase().includes(word))) return [];
    return [
      { value: index, name: shown, ...(description === undefined ? {} : { description: safeText(description) }) },
    ];
  });
};

const asIs = (text: string): string => text;
const plainStyle = {
  answer: asIs,
  message: asIs,
  error: (text: string) => `> ${text}`,
  help: asIs,
  highlight: asIs,
  key: asIs,
  disabled: asIs,
  searchTerm: asIs,
  description: asIs,
  defaultAnswer: (text: string) => `(${text})`,
};
