/**
 * The clouds that Partner Center runs in: a fixed list of hosts, so that no setting sends a token elsewhere. A loopback
 * origin stands for an emulator, which serves the API and the sign-in from one place.
 */
export interface Cloud {
  /** As the setting `cloud` names it. */
  readonly name: string;
  readonly apiOrigin: string;
  /** Where tokens come from. */
  readonly signInOrigin: string;
  /** What tokens are asked for. */
  readonly audience: string;
  /** Hosts on which a person may be asked to type a device code. */
  readonly deviceCodeHosts: readonly string[];
  readonly isLoopback: boolean;
  /** What this cloud does not offer. */
  readonly lacks: readonly ('one-time-purchases' | 'audit-records' | 'service-requests')[];
}

const globalApi = 'https://api.partnercenter.microsoft.com';
const chinaApi = 'https://partner.partnercenterapi.microsoftonline.cn';
const microsoftHosts = ['microsoft.com', 'www.microsoft.com', 'login.microsoft.com'];

const clouds: { readonly [name: string]: Omit<Cloud, 'name' | 'isLoopback'> } = {
  global: {
    apiOrigin: globalApi,
    signInOrigin: 'https://login.microsoftonline.com',
    audience: globalApi,
    deviceCodeHosts: [...microsoftHosts, 'login.microsoftonline.com'],
    lacks: [],
  },
  'us-government': {
    apiOrigin: globalApi,
    signInOrigin: 'https://login.microsoftonline.us',
    audience: globalApi,
    deviceCodeHosts: [...microsoftHosts, 'login.microsoftonline.us'],
    lacks: [],
  },
  china: {
    apiOrigin: chinaApi,
    signInOrigin: 'https://login.partner.microsoftonline.cn',
    audience: chinaApi,
    deviceCodeHosts: [...microsoftHosts, 'login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
    lacks: ['one-time-purchases', 'audit-records', 'service-requests'],
  },
};

const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** The cloud that a setting names: a name of the list, or an origin on this very machine; `undefined` for anything else. */
export const findCloud = (name: string): Cloud | undefined => {
  const known = Object.hasOwn(clouds, name) ? clouds[name] : undefined;
  if (known !== undefined) return { ...known, name, isLoopback: false };
  if (!URL.canParse(name)) return undefined;
  const { protocol, hostname, host, origin, href } = new URL(name);
  const isOrigin = href === `${origin}/` && /^https?:$/.test(protocol) && loopbackHosts.has(hostname);
  if (!isOrigin) return undefined;
  return {
    name: origin,
    apiOrigin: origin,
    signInOrigin: origin,
    audience: globalApi,
    deviceCodeHosts: [host],
    isLoopback: true,
    lacks: [],
  };
};
