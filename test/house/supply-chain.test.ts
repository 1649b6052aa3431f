/** What gets installed: exact versions, of known content, from the registry, and no foreign code runs while installing. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

const read = <T>(name: string): T => JSON.parse(readFileSync(resolve(__dirname, '../..', name), 'utf8'));
const manifest = read<LockedPackage>('package.json');
const { packages } = read<LockFile>('package-lock.json');
const locked = Object.entries(packages).filter(([path]) => path !== '');

/** Each carries prebuilt programs for the systems we support; its script only builds them where there are none. */
const scriptsThatMayStayUnrun = ['@parcel/watcher', '@photostructure/sqlite', '@swc/core', 'esbuild'];

test('every package is locked to its content', () => {
  const open = locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
  expect(open.map(([path]) => path)).toEqual([]);
});

test('installing csp runs no script of ours; npm warns of those that it would', () => {
  const { scripts } = read<{ readonly scripts: Readonly<Record<string, string>> }>('package.json');
  const atInstall = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare'];
  expect(atInstall.filter((name) => scripts[name] !== undefined)).toEqual([]);
});

test('every package whose code is bundled comes with its licence text', () => {
  const text = readFileSync(resolve(__dirname, '../../dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
  const sections = text.split(`\n${'-'.repeat(80)}\n\n`).map((section) => section.split('\n\n'));
  expect(sections.length).toBeGreaterThan(50);
  const bare = sections.filter(([, ...words]) => !/copyright|permission/i.test(words.join(' ')));
  expect(bare.map(([title]) => title)).toEqual([]);
});

test('no package comes from an address: the registry of whoever installs is asked', () => {
  const addressed = locked.filter(([, entry]) => entry.resolved !== undefined || entry.link === true);
  expect(addressed.map(([path]) => path)).toEqual([]);
});

test('no package asks for another by an address', () => {
  const asked = Object.entries(packages).flatMap(([path, entry]) =>
    Object.entries({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.devDependencies })
      .filter(([, range]) => /^(git|https?|file|link|github)[:+]|^[^@]+\/[^@]+$/.test(range))
      .map(([name, range]) => `${path} asks for ${name} from ${range}`),
  );
  expect(asked).toEqual([]);
});

test('no package needs its install script', () => {
  const scripted = locked.filter(([, entry]) => entry.hasInstallScript === true);
  expect(scripted.map(([path]) => path.replace(/^.*node_modules\//, '')).sort()).toEqual(scriptsThatMayStayUnrun);
});

test('a user gets two packages beside ours, and can do without them', () => {
  expect(manifest.dependencies).toBeUndefined();
  expect(manifest.optionalDependencies).toEqual({ '@napi-rs/keyring': '2.1.2', '@photostructure/sqlite': '1.2.1' });
});

test('every version that we ask for is one version', () => {
  const asked = { ...manifest.optionalDependencies, ...manifest.devDependencies };
  const loose = Object.entries(asked).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
  expect(loose).toEqual([]);
});

test('the lock file speaks of the same packages as package.json', () => {
  const { dependencies, optionalDependencies, devDependencies } = packages[''] ?? {};
  expect({ dependencies, optionalDependencies, devDependencies }).toEqual({
    dependencies: manifest.dependencies,
    optionalDependencies: manifest.optionalDependencies,
    devDependencies: manifest.devDependencies,
  });
});
