import { join, relative } from 'node:path';
import ts from 'typescript';

interface Question {
  folder: string;
  /** Below the folder, such as `tsconfig.json`. */
  configFile: string;
  /** Asked of these alone; without it of every file. */
  only?: readonly string[];
}

/** The compiler, which keeps what it has read: the second question costs less than the first. */
export class Compiler {
  private readonly sources = new Map<string, ts.SourceFile>();

  /** Files that do not compile, each once, as `tsc` with this configuration would find them. */
  filesThatDoNotCompile({ folder, configFile, only }: Question): string[] {
    const { fileNames, options } = configOf(join(folder, configFile));
    const program = ts.createProgram(fileNames, options, this.hostFor(options));
    const asked = only?.map((file) => program.getSourceFile(join(folder, file)));
    if (asked?.includes(undefined))
      throw new Error(`${configFile} does not hold every file that is asked for`);
    const found = asked
      ? asked.flatMap((file) => program.getSemanticDiagnostics(file))
      : ts.getPreEmitDiagnostics(program);
    const files = found.map(({ file, messageText }) =>
      file ? relative(folder, file.fileName) : ts.flattenDiagnosticMessageText(messageText, '\n'),
    );
    return [...new Set(files)].sort();
  }

  private hostFor(options: ts.CompilerOptions): ts.CompilerHost {
    const host = ts.createCompilerHost(options, true);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (name, target, ...others) => {
      const known = this.sources.get(name);
      if (known && known.text === ts.sys.readFile(name)) return known;
      const source = read(name, target, ...others);
      if (source) this.sources.set(name, source);
      return source;
    };
    return host;
  }
}

function configOf(file: string): ts.ParsedCommandLine {
  const config = ts.getParsedCommandLineOfConfigFile(
    file,
    { noEmit: true },
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
      },
    },
  );
  if (!config) throw new Error(`${file} can't be read`);
  return config;
}
