/** Ends with 1 and names the scripts whose code changed: node same_code.mjs SOURCE SERVED … */
import { readFile } from 'node:fs/promises';
import ts from 'typescript';

const options = { compilerOptions: { target: 'ESNext', module: 'ESNext', removeComments: true } };
const code = async (path) => ts.transpileModule(await readFile(path, 'utf-8'), options).outputText;

for (let at = 2; at < process.argv.length; at += 2) {
  const [source, served] = process.argv.slice(at, at + 2);
  if ((await code(source)) === (await code(served))) continue;
  console.log(source);
  process.exitCode = 1;
}
