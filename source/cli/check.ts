import {defineCommand} from './command.js';
import {usage} from './problems.js';
import {type CheckView} from './check-text.js';
import {type CheckOptions} from './run-check.js';

export const check = defineCommand({
	name: 'check',
	about: 'the checklist of saved setups, without a screen',
	arguments: [{name: '[setup...]', about: 'names of saved setups; none is all of them'}],
	options: {
		all: ['--all', 'list what passes, too'],
		summary: ['--summary', 'one line for each setup'],
		watch: ['--watch', 'look again and again; Ctrl+C ends it'],
	},
	help: `
Without a name, every saved setup is checked. Problems come first, and what
passes is one line: --all lists it, --summary is one line for each setup.
--watch redraws the checklist in a terminal; elsewhere, and with --accessible,
it prints it once and then what changes, with --json as one report each.

Examples:
  $ workato-aws check
  $ workato-aws check production --json
  $ workato-aws check production europe --watch
  $ workato-aws check --summary
  $ workato-aws check --sandbox`,
	read: ({words, has, flags}): CheckOptions => ({
		setups: [...words],
		watch: has('watch'),
		view: viewOf(has('all'), has('summary')),
		flags,
	}),
	async run(options, context, output) {
		const {runCheck} = await import('./run-check.js');
		return runCheck(options, context, output);
	},
});

function viewOf(isAll: boolean, isSummary: boolean): CheckView {
	if (isAll && isSummary) {
		throw usage(
			'--all and --summary do not go together.',
			'--all lists every row, --summary is one line for each setup.',
		);
	}

	return isAll ? 'all' : isSummary ? 'summary' : 'problems';
}
