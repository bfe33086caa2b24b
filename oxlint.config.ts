import { readdirSync } from 'node:fs';
import { defineConfig, type OxlintOverride } from 'oxlint';

/**
 * The direction inside packages/core/src: each folder and the folders it may import. A folder that is not in
 * this table stops the linter, so that a new one gets its place by decision.
 */
const message = ['errors', 'wire', 'name', 'rdata', 'message'];
const coreFolders: Record<string, readonly string[]> = {
  errors: [],
  wire: ['errors'],
  observe: ['errors'],
  transport: ['errors', 'wire', 'observe'],
  name: ['errors', 'wire'],
  address: ['errors', 'wire', 'name'],
  rdata: ['errors', 'wire', 'name'],
  message: ['errors', 'wire', 'name', 'rdata'],
  presentation: message,
  zone: [...message, 'presentation'],
  json: [...message, 'presentation'],
  text: [...message, 'presentation'],
  cache: [...message, 'observe'],
  dnssec: message,
  layers: [...message, 'address', 'observe', 'transport', 'cache', 'dnssec'],
  select: [...message, 'observe', 'transport', 'cache', 'dnssec'],
  // What a resolver is, of `resolver`: types alone.
  bulk: ['errors', 'name', 'rdata', 'transport', 'resolver'],
  resolver: [...message, 'address', 'observe', 'transport', 'cache', 'dnssec', 'layers', 'select', 'bulk'],
  bootstrap: [...message, 'observe', 'transport', 'resolver'],
  testing: [...message, 'observe', 'transport', 'presentation', 'zone'],
};

/** What each package may import of ours; `turbo boundaries` sees that it also declares it. */
const packages: Record<string, readonly string[]> = {
  core: [],
  socket: ['@hushdns/core/transport'],
  'transport-udp': ['@hushdns/core/transport', '@hushdns/socket'],
  'transport-tls': ['@hushdns/core/transport', '@hushdns/socket'],
  'transport-https': ['@hushdns/core/transport', '@hushdns/socket'],
  'transport-quic': ['@hushdns/core/transport', '@hushdns/socket', '@hushdns/quic-engine'],
  'quic-engine': [],
  testkit: ['@hushdns/core', '@hushdns/core/**', '@hushdns/quic-engine'],
  hushdns: [
    '@hushdns/core',
    '@hushdns/core/presentation',
    '@hushdns/core/spread',
    '@hushdns/core/transport',
    '@hushdns/socket',
    '@hushdns/transport-udp',
    '@hushdns/transport-tls',
    '@hushdns/transport-https',
    '@hushdns/transport-quic',
  ],
};

const tests = ['**/*.test.ts'];
const untyped = {
  'typescript/no-unsafe-argument': 'off',
  'typescript/no-unsafe-assignment': 'off',
  'typescript/no-unsafe-call': 'off',
  'typescript/no-unsafe-member-access': 'off',
  'typescript/no-unsafe-return': 'off',
} as const;
const noNode = {
  group: ['node:*'],
  message: '@hushdns/core runs in browsers: no node: import outside tests.',
};

function packageRules(name: string, mayImport: readonly string[]): OxlintOverride {
  const others = ['@hushdns/**', 'hushdns', ...mayImport.map((specifier) => `!${specifier}`)];
  const ours = {
    group: others,
    message: `packages/${name} may import of ours: ${mayImport.join(', ') || 'nothing'}.`,
  };
  return {
    files: [`packages/${name}/src/**`],
    excludeFiles: tests,
    rules: {
      'eslint/no-restricted-imports': ['error', { patterns: name === 'core' ? [ours, noNode] : [ours] }],
    },
  };
}

function coreFolderRules(folder: string, mayImport: readonly string[]): OxlintOverride {
  const others = coreEntries.filter((entry) => entry !== folder && !mayImport.includes(entry));
  const inside = {
    group: ['@hushdns/**', '**/src/index.ts', '../index.ts', ...others.map((entry) => `**/../${entry}/**`)],
    message: `packages/core/src/${folder} may import of core: ${mayImport.join(', ') || 'nothing'}.`,
  };
  return {
    files: [`packages/core/src/${folder}/**`],
    excludeFiles: tests,
    rules: { 'eslint/no-restricted-imports': ['error', { patterns: [inside, noNode] }] },
  };
}

function folders(path: string): string[] {
  return readdirSync(new URL(path, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function refuseUnlisted(place: string, table: Record<string, unknown>): void {
  for (const name of folders(place)) {
    if (!Object.hasOwn(table, name))
      throw new Error(`${place}${name} has no place in oxlint.config.ts: add it there.`);
  }
}

const coreEntries = Object.keys(coreFolders);
refuseUnlisted('./packages/core/src/', coreFolders);
refuseUnlisted('./packages/', packages);

// oxlint reads a configuration file by its default export: the one place where this workspace has some.
export default defineConfig({
  plugins: ['typescript', 'import', 'promise', 'unicorn', 'oxc', 'node', 'vitest'],
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  env: { builtin: true },
  ignorePatterns: ['**/dist/**', '.cache/**', 'packages/quic-engine/crate/**'],
  categories: { correctness: 'error', suspicious: 'error' },
  rules: {
    // Nothing that rejects may go unwatched: an unhandled rejection ends the application that uses us. `void`
    // before a call says that it cannot reject.
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/only-throw-error': 'error',
    'typescript/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-unsafe-argument': 'error',
    'typescript/no-unsafe-assignment': 'error',
    'typescript/no-unsafe-call': 'error',
    'typescript/no-unsafe-member-access': 'error',
    'typescript/no-unsafe-return': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    'typescript/no-deprecated': 'error',
    'eslint/eqeqeq': 'error',
    'eslint/no-console': 'error',
    'eslint/no-var': 'error',
    'eslint/prefer-const': 'error',
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    // Off on purpose. An index that was just bounds-checked is `bytes[at] as number` under noUncheckedIndexedAccess;
    // names are written into messages by their toString (no-base-to-string still refuses objects without one);
    // `for (let name = this; ...)` walks a chain; a parameter may bear its type's name; the compiler watches
    // returns; octets below 32 are this project's subject; some libraries are imported for their effect.
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/restrict-template-expressions': 'off',
    'typescript/no-this-alias': 'off',
    'typescript/consistent-return': 'off',
    'eslint/no-shadow': 'off',
    'eslint/no-control-regex': 'off',
    'unicorn/no-new-array': 'off',
    'import/no-unassigned-import': 'off',
  },
  overrides: [
    ...Object.entries(packages).map(([name, mayImport]) => packageRules(name, mayImport)),
    ...Object.entries(coreFolders).map(([folder, mayImport]) => coreFolderRules(folder, mayImport)),
    { files: ['*.config.ts', 'packages/*/*.config.ts'], rules: { 'import/no-default-export': 'off' } },
    {
      files: [
        'packages/hushdns/src/command/**',
        '**/scripts/**',
        '**/*-vectors.test.ts',
        '**/bundle-size.test.ts',
      ],
      rules: { 'eslint/no-console': 'off' },
    },
    {
      // A rejection that virtual time must first bring about is expected before and awaited after; helpers and models
      // assert beside the test; a property asserts where it applies.
      files: ['**/*.test.ts'],
      rules: {
        'vitest/valid-expect': 'off',
        'vitest/no-standalone-expect': 'off',
        'vitest/no-conditional-expect': 'off',
        'unicorn/consistent-function-scoping': 'off',
      },
    },
    // Plain JavaScript: the compiler checks it, but parameters have no written types.
    { files: ['**/*.mjs'], rules: untyped },
  ],
});
