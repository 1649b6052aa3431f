/** Where the process starts. Answers what needs no program: the version, and help texts that the build prepared. */
import { quickAnswer } from '../src/quick-answer.ts';

if (!quickAnswer(process.argv.slice(2), process.env, process.cwd(), __dirname)) {
  void import('../src/main.ts').then(async ({ main }) => {
    process.exitCode = await main(process, __dirname);
  });
}
