/** The port to signing in: who uses the real Partner Center, and how the tool keeps that. No token passes through here. */
import type { Role } from '../rules/roles.ts';
import type { Instant } from './environment.ts';

export interface SignIn {
  /** The name under which it is kept: the settings profile, or `default`. */
  readonly profile: string;
  /** As the setting `cloud` names it. */
  readonly cloud: string;
  /**
   * Signs in and keeps it. Fails with `signInFailed`, `keyringUnavailable`, `tokenStoreRefused`, `tenantMismatch`,
   * `unavailable`, and `argumentMissing` or `argumentInvalid` for what the settings lack.
   */
  login(request: LoginRequest): Promise<Account>;
  /** Removes what is kept of this profile, or of all; returns the profiles that were signed in. */
  logout(scope: 'profile' | 'all'): Promise<readonly string[]>;
  /** Who is signed in, as far as this machine knows; asks nobody else. */
  findAccount(): Promise<Account | undefined>;
  /**
   * Asks the service whether it takes the sign-in for one with a second factor; `null` where it does not say, cannot be asked,
   * or asks no such thing of an app.
   */
  confirmMfa(): Promise<boolean | null>;
}

export interface LoginRequest {
  readonly way: SignInWay;
  /** Keep it in a file when there is no system keyring. */
  readonly allowsFile: boolean;
  readonly tell: LoginNarration;
}

/** Secrets are named by their place, never by their value. */
export type SignInWay =
  | { readonly kind: 'browser'; readonly opensBrowser: boolean; readonly page: ReturnPage }
  | { readonly kind: 'device-code' }
  | { readonly kind: 'client-secret'; readonly from: SecretPlace }
  | { readonly kind: 'certificate'; readonly path: string }
  | { readonly kind: 'refresh-token'; readonly clientSecret: SecretPlace | undefined }
  | { readonly kind: 'federated-file'; readonly path: string }
  | { readonly kind: 'federated-github' };

export type SecretPlace =
  | { readonly place: 'stdin' }
  | { readonly place: 'environment' }
  | { readonly place: 'file'; readonly path: string };

/** What the browser shows after the sign-in. */
export interface ReturnPage {
  readonly lang: string;
  readonly done: string;
  readonly failed: string;
}

export interface LoginNarration {
  visit(url: string): void;
  enterCode(d: { readonly userCode: string; readonly url: string; readonly expiresAt: Instant }): void;
}

export interface Account {
  readonly profile: string;
  readonly kind: AccountKind;
  readonly way: SignInWay['kind'];
  /** `null` for an app that signed in by itself. */
  readonly userPrincipalName: string | null;
  readonly tenantId: string;
  readonly clientId: string;
  /** As the setting `cloud` names it. */
  readonly cloud: string;
  readonly isEmulator: boolean;
  /** `null` where the token does not say them all. */
  readonly roles: readonly Role[] | null;
  /** Whether it was confirmed by more than a password; `null` where the token does not say. */
  readonly hasMfa: boolean | null;
  readonly keptIn: TokenPlace;
  /** The client secret is kept there too: it came by standard input. */
  readonly keepsClientSecret: boolean;
  /** When the access token ends; it is renewed without asking. */
  readonly accessEndsAt: Instant;
}

export type AccountKind = 'app' | 'app+user';

export type TokenPlace = { readonly place: 'keyring' } | { readonly place: 'file'; readonly path: string };
