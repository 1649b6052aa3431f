/** Where the process starts. Answers what needs no program: the version, and help texts that the build prepared. */
import { loadProgram } from '../src/load-program.ts';
import { quickAnswer } from '../src/quick-answer.ts';
import { workingFolder } from '../src/working-folder.ts';

const words = process.argv.slice(2);

if (!quickAnswer(words, process.env, workingFolder(process), __dirname)) {
  const { program, keepCode } = loadProgram(__dirname, __CSP_BUILD__, words, process.env);
  void program.main(process, __dirname).then((exitCode) => {
    process.exitCode = exitCode;
    keepCode();
  });
}
