/**
 * The public API as text: one report in api/ for each entry of each public package, so that a change of a
 * signature is seen in review. `pnpm check:api` compares, `pnpm api:update` writes. Reads the built dist/.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
  type ExtractorResult,
} from '@microsoft/api-extractor';

interface Manifest {
  readonly private?: boolean;
  readonly exports: unknown;
}

interface Entry {
  readonly report: string;
  readonly config: ExtractorConfig;
}

const root = join(import.meta.dirname, '..');
const reportFolder = join(root, 'api');
const currentFolder = join(root, '.cache', 'api');
const isUpdate = process.argv.includes('--update');
const compilerOptions = {
  target: 'es2023',
  lib: ['dom', 'es2023', 'esnext.disposable', 'es2024.promise'],
  module: 'nodenext',
  types: ['node'],
  typeRoots: [join(root, 'node_modules', '@types')],
  strict: true,
  // Declarations import each other as the sources do, with the .ts extension.
  allowImportingTsExtensions: true,
  noEmit: true,
};

rmSync(currentFolder, { recursive: true, force: true });
mkdirSync(currentFolder, { recursive: true });
mkdirSync(reportFolder, { recursive: true });

const entries = globSync('packages/*/package.json', { cwd: root }).toSorted().flatMap(entriesOf);
const compilerState = compileOnce(entries);
const shownErrors = new Set<string>();
const changed = entries.filter((entry) => extract(entry).apiReportChanged);
const gone = globSync('*.api.md', { cwd: reportFolder }).filter(
  (file) => !entries.some((entry) => entry.report === file),
);

if (shownErrors.size > 0) {
  console.error('api: the declarations in dist/ do not compile: `pnpm build` first.');
  process.exitCode = 1;
} else if (isUpdate) {
  for (const file of gone) rmSync(join(reportFolder, file));
  console.log(`api: ${entries.length} reports, ${changed.length} written, ${gone.length} removed`);
} else if (changed.length + gone.length > 0) {
  for (const { report } of changed) showDifference(report);
  for (const file of gone) console.error(`api/${file} belongs to no entry any more.`);
  console.error(
    'api: the public API changed. If it is meant: `pnpm api:update`, a changeset, and commit api/.',
  );
  process.exitCode = 1;
} else {
  console.log(`api: ${entries.length} reports are up to date`);
}

function entriesOf(manifestPath: string): Entry[] {
  const packageFolder = join(root, manifestPath, '..');
  const manifest = JSON.parse(readFileSync(join(root, manifestPath), 'utf8')) as Manifest;
  if (manifest.private === true) return [];
  return [...new Set(declarationsIn(manifest.exports))].map((declarations) => {
    // ./dist/transport/index.d.ts of core is reported in core.transport.api.md, ./dist/index.d.ts in core.api.md.
    const words = declarations.replace(/^\.\/dist\//, '').split('/');
    const entry = words.map((word) => word.replace(/\.d\.ts$/, '')).filter((word) => word !== 'index');
    const report = `${[basename(packageFolder), ...entry].join('.')}.api.md`;
    return { report, config: configuration(packageFolder, declarations, report) };
  });
}

/** Every `types` in an exports map, whatever the conditions around it. */
function declarationsIn(exports: unknown): string[] {
  if (typeof exports !== 'object' || exports === null) return [];
  return Object.entries(exports).flatMap(([condition, target]) =>
    condition === 'types' && typeof target === 'string' ? [target] : declarationsIn(target),
  );
}

function configuration(packageFolder: string, declarations: string, report: string): ExtractorConfig {
  const none = { default: { logLevel: ExtractorLogLevel.None } };
  return ExtractorConfig.prepare({
    packageJsonFullPath: join(packageFolder, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: packageFolder,
      mainEntryPointFilePath: join(packageFolder, declarations),
      apiReport: {
        enabled: true,
        reportFileName: report,
        reportFolder,
        reportTempFolder: currentFolder,
        // A type that a public signature names without exporting it is public too.
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      compiler: { overrideTsconfig: { compilerOptions, include: [join(packageFolder, 'dist')] } },
      // Release tags and prose are the reviewer's matter.
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        tsdocMessageReporting: none,
        extractorMessageReporting: {
          ...none,
          'ae-forgotten-export': { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: true },
        },
      },
    },
  });
}

/** All entries in one program: eleven of their own take ten times as long. */
function compileOnce([first, ...others]: readonly Entry[]): CompilerState {
  if (first === undefined) throw new Error('api: no public package found');
  return CompilerState.create(first.config, {
    additionalEntryPoints: others.map((entry) => entry.config.mainEntryPointFilePath),
  });
}

function extract({ config }: Entry): ExtractorResult {
  return Extractor.invoke(config, { compilerState, localBuild: isUpdate, messageCallback: showErrorOnce });
}

/** Entries share a program, so each would repeat the compiler's errors; what it says of the reports we say. */
function showErrorOnce(message: ExtractorMessage): void {
  message.handled = message.logLevel !== ExtractorLogLevel.Error || shownErrors.has(message.text);
  if (!message.handled) shownErrors.add(message.text);
}

function showDifference(report: string): void {
  const committed = existsSync(join(reportFolder, report)) ? join('api', report) : '/dev/null';
  const files = [committed, join('.cache', 'api', report)];
  spawnSync('git', ['--no-pager', 'diff', '--no-index', '--', ...files], { cwd: root, stdio: 'inherit' });
}
