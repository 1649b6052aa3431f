/** Finds the route of a request. Letter case counts in the parts between the slashes that are ids, not in the fixed words. */
import type { Route } from './exchange.ts';

export interface Match {
  readonly route: Route;
  readonly parts: { readonly [name: string]: string };
}

export type Find = (method: string, path: string) => Match | 'wrong-method' | undefined;

/** Paths of the API come with `/v1` in front. Parts that cannot be decoded are of no route. */
export const createRouter = (routes: readonly Route[]): Find => {
  const patterns = routes.map((route) => ({ route, pattern: patternOf(route.path) }));
  return (method, path) => {
    const found = patterns.flatMap(({ route, pattern }) => {
      const match = pattern.exec(path);
      return match === null ? [] : [{ route, groups: match.groups ?? {} }];
    });
    const right = found.find(({ route }) => route.method === method);
    if (right === undefined) return found.length > 0 ? 'wrong-method' : undefined;
    const parts = decode(right.groups);
    return parts === undefined ? undefined : { route: right.route, parts };
  };
};

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}/?$`, 'i');

const decode = (groups: { readonly [name: string]: string }): Match['parts'] | undefined => {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, part]) => [name, decodeURIComponent(part)]));
  } catch {
    return undefined;
  }
};
