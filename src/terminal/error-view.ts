/** A failure on the screen: for people what happened, why and what to try; for machines one line of JSON, the last one. */
import type { CspError, ErrorCode, IncompleteList } from '../core/errors.ts';
import type { FailureOf, JsonObject, JsonValue } from '../core/ports/environment.ts';
import { toIso } from '../core/rules/iso.ts';
import type { Suggest } from '../core/rules/suggestion.ts';
import type { ErrorTexts } from '../locales/en/errors.ts';
import { failureSentence } from '../locales/failure-sentence.ts';
import { commandToTry, commandWithin } from './next-commands.ts';
import type { Paint } from './palette.ts';
import { jsonText, safeDetails } from './safe-text.ts';
import { wrapText } from './wrap-text.ts';

const textFor = <C extends ErrorCode>(
  texts: ErrorTexts,
  failure: FailureOf<C>,
  suggest: Suggest,
): { readonly what: string; readonly why: string } => {
  const { what, why = '' } = failureSentence(texts, failure);
  const command = commandWithin(failure);
  return { what, why: command === null ? why : `${why}\n  ${suggest(command)}` };
};

/** Labels end with the space that the language sets behind them, if any. */
export interface ErrorLabels {
  readonly label: string;
  readonly tryLabel: string;
  readonly correlationLabel: string;
  readonly lacks: (details: { readonly customers: readonly string[] }) => string;
  readonly endsBefore: (details: { readonly customer: string }) => string;
}

/** Where somebody would ask Microsoft, and the sentences do not name it. */
const asksForCorrelation: ReadonlySet<ErrorCode> = new Set([
  'accessDenied',
  'cancelRefusedByService',
  'cartLineRefused',
  'orderFailed',
  'orderUnclear',
  'outcomeUnknown',
  'serviceRefused',
  'wrongAnswer',
]);

/**
 * Several lines for people, ending with a newline. Data inside is escaped. Sentences are broken at `width` character
 * cells; the command to try is not, so that it can be copied. `correlationId` is that of the run.
 */
export const errorText = (
  error: CspError,
  texts: ErrorTexts,
  labels: ErrorLabels,
  paint: Paint,
  suggest: Suggest,
  width?: number,
  correlationId?: string,
): string => {
  const safe = { code: error.code, details: safeDetails(error.details) };
  const { lacks, endsBefore }: IncompleteList = safe.details;
  const { what, why } = textFor(texts, safe, suggest);
  const next = commandToTry(safe);
  const lines = [
    `${labels.label}${what}`,
    ...(why === '' ? [] : [why]),
    ...(lacks === undefined ? [] : [labels.lacks({ customers: lacks })]),
    ...(endsBefore === undefined ? [] : [labels.endsBefore({ customer: endsBefore })]),
    ...(correlationId !== undefined && asksForCorrelation.has(error.code)
      ? [`${labels.correlationLabel}${correlationId}`]
      : []),
  ].join('\n');
  const wrapped = width === undefined ? lines : wrapText(lines, width);
  return [
    paint('bad', labels.label) + wrapped.slice(labels.label.length),
    ...(next === null ? [] : [`${paint('strong', labels.tryLabel)}${suggest(next)}`]),
    '',
  ].join('\n');
};

/** Instants as everywhere in JSON. They are the numbers whose names end in `At`. */
const withIsoInstants = (details: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      name.endsWith('At') && typeof value === 'number' ? toIso(value) : value,
    ]),
  );

/**
 * One line of JSON, ending with a newline; sentences in it are English in every language. `correlationId` is that of the
 * run, for failures that have none of their own.
 */
export const errorJson = (error: CspError, texts: ErrorTexts, suggest: Suggest, correlationId?: string): string => {
  const { what, why } = textFor(texts, error, suggest);
  const next = commandToTry(error);
  const details = withIsoInstants(error.details as JsonObject);
  const placed = details['placed'] as JsonObject | undefined;
  const idOf = (name: string): JsonValue => details[name] ?? placed?.[name] ?? null;
  const body = {
    code: error.code,
    message: why === '' ? what : `${what} ${why}`,
    hint: next === null ? null : suggest(next),
    exitCode: error.exitCode,
    retryable: error.isRetryable,
    requestId: idOf('requestId'),
    correlationId: idOf('correlationId') ?? correlationId ?? null,
    details,
  };
  return `${jsonText({ error: body })}\n`;
};
