import {expect, test, vi} from 'vitest';
import {assistant} from '../../source/cli/assistant.js';
import {commands, parseCommandLine} from '../../source/cli/program.js';
import {expectToRun, isRunnable, wordsOf} from './run-example.js';

vi.setConfig({testTimeout: 60_000});

/** The words of every example in a help text, without its comment. */
function examplesOf(text: string): string[][] {
	return text
		.split('\n')
		.filter((line) => line.startsWith('  $ '))
		.map((line) => wordsOf(line.slice(4).split(/ {2,}/v, 1)[0] ?? ''));
}

const examples = [assistant, ...commands()].flatMap(({help}) => examplesOf(help));

test('every example of every help is a command line that is understood', () => {
	expect(examples.length).toBeGreaterThan(20);
	for (const [program, ...args] of examples) {
		expect(program).toBe('workato-aws');
		expect(parseCommandLine(args).command).not.toBe('print');
	}
});

const run = examples.map(([, ...args]) => args).filter((args) => isRunnable(args));

test.each(run.map((args) => [args.join(' '), args] as const))(
	'the example “workato-aws %s” runs',
	async (_line, args) => expectToRun(args),
);
