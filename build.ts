// Builds dist/, the program without its sources: what it needs is bundled, and each file of a registry folder stays a file, because
// those folders are read at the start. The demo and the range are left out: they run from a checkout, with the practice systems.
// `tsx build.ts [folder] [further programs, which are built beside main …]`

import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type OutputFile, type Plugin } from 'esbuild';

const root = import.meta.dirname;
const from = path.join(root, 'src');
const to = path.resolve(root, process.argv[2] ?? 'dist');
const further = process.argv.slice(3).map((file) => ({ in: path.resolve(file), out: path.parse(file).name }));
const registries = ['cli', 'verbs', 'handlers/actions', 'handlers/events', 'handlers/forms'];

// These read WebAssembly, native code and data files that lie beside their own code.
const unbundled = ['@electric-sql/pglite', '@vscode/tree-sitter-wasm', 'libpg-query', '@resvg/resvg-js'];

// The bundled CommonJS packages ask for Node's own modules with `require`.
const banner = `import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);`;

const entries = await Promise.all(registries.map(filesOf));
const { outputFiles } = await build({
  entryPoints: [...['main.ts', 'runbooks/read-pages.ts', ...entries.flat()].map(entry), ...further],
  outdir: to,
  outbase: from,
  chunkNames: 'shared/[name]-[hash]',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external: [...unbundled.flatMap((name) => [name, `${name}/*`]), 'pg-native'],
  banner: { js: banner },
  plugins: [ownAddresses()],
  legalComments: 'linked',
  // Less to read at each start. Names stay, for the sake of whoever reads a stack.
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
  write: false,
});

// Files of an older build would still be read as part of a registry. Only what this program made is taken away.
for (const name of [...registries, 'shared', 'db/migrations'])
  await rm(path.join(to, name), { recursive: true, force: true });
for (const file of outputFiles) await put(file);
await cp(path.join(from, 'db/migrations'), path.join(to, 'db/migrations'), { recursive: true });
await chmod(path.join(to, 'main.js'), 0o755);
const kilobytes = Math.round(outputFiles.reduce((sum, file) => sum + file.contents.byteLength, 0) / 1024);
process.stdout.write(`dist: ${outputFiles.length} files, ${kilobytes} kB\n`);

async function filesOf(folder: string): Promise<string[]> {
  const names = await readdir(path.join(from, folder));
  return names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .filter((name) => !['cli/demo.ts', 'cli/range.ts'].includes(`${folder}/${name}`))
    .map((name) => `${folder}/${name}`);
}

function entry(file: string): { in: string; out: string } {
  return { in: path.join(from, file), out: file.replace(/\.ts$/, '') };
}

/** Code that is shared moves into another folder, so what it finds relative to itself is marked here and put right by `put`. */
function ownAddresses(): Plugin {
  return {
    name: 'own addresses',
    setup: (bundle) => {
      bundle.onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path: file }) => {
        const source = await readFile(file, 'utf8');
        const place = path.relative(from, file).replace(/\.ts$/, '.js');
        return { loader: 'ts', contents: source.replaceAll('import.meta.url', `addressOf("${place}")`) };
      });
    },
  };
}

async function put(file: OutputFile): Promise<void> {
  const folder = path.dirname(file.path);
  const text = file.text.replaceAll(/addressOf\("([^"]+)"\)/g, (_, place: string) => {
    const relative = path.relative(folder, path.join(to, place));
    return `new URL("./${relative}", import.meta.url).href`;
  });
  await mkdir(folder, { recursive: true });
  await writeFile(file.path, text);
}
