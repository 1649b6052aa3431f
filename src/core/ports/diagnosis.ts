/** What `csp doctor` finds out about this machine and the way to the service. */
import type { Failure } from '../errors.ts';

export const checks = ['node', 'directories', 'settings', 'keyring', 'proxy', 'tls', 'clock', 'sign-in'] as const;
export type Check = (typeof checks)[number];

export type Facts = { readonly [name: string]: string };

export interface Finding {
  readonly check: Check;
  readonly state: 'ok' | 'warn' | 'bad';
  /** Names the sentence in the catalogue. */
  readonly finding: FindingCode;
  /** What the sentence is about, such as a version or a path. */
  readonly facts: Facts;
  /** What went wrong; the sentence of it takes the place of `facts.reason`. */
  readonly failure?: Failure;
}

export type FindingCode =
  | 'nodeFits'
  | 'nodeTooOld'
  | 'folderFits'
  | 'folderOpen'
  | 'folderMissing'
  | 'folderUnwritable'
  | 'settingsFit'
  | 'settingsOfProject'
  | 'settingRefused'
  | 'settingMisspelt'
  | 'keyringWorks'
  | 'keyringMissing'
  | 'proxyNone'
  | 'proxyUsed'
  | 'proxyMalformed'
  | 'tlsChecked'
  | 'tlsUnchecked'
  | 'tlsFails'
  | 'tlsPlain'
  | 'clockFits'
  | 'clockOff'
  | 'serviceSilent'
  | 'signedIn'
  | 'signInNone'
  | 'signInFails'
  | 'signInFile'
  | 'sandboxOnly';

export type Diagnose = () => Promise<readonly Finding[]>;
