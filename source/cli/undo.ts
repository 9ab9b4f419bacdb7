import {ownCommand} from '../terminal/command-line.js';
import {defineCommand} from './command.js';
import {usage} from './problems.js';
import {type UndoOptions} from './plan-undo.js';

export const undo = defineCommand({
	name: 'undo',
	about: 'take back what a saved setup did to AWS',
	arguments: [{name: '[setup]', about: 'name of a saved setup'}],
	options: {
		dryRun: ['--dry-run', 'only show what would be taken back'],
		yes: ['--yes', 'do not ask'],
		deleteKey: ['--delete-key', 'schedule the deletion of the key it made'],
		days: ['--days <number>', 'days until then, 7 to 30 (default: 30)'],
		confirm: ['--confirm <names>', 'the key’s alias, and other setups it hits'],
	},
	help: `
Newest first, and only what the setup did itself, by its journal: the statement
it added, rotation as it was, alias, inline policies and roles. What somebody
changed since is left, with what to do about it. In a terminal each change is
shown and asked about; --yes agrees to all of them but what another saved setup
uses: that is asked about with its name, or given with --confirm.
A key that it made is left without Workato’s statement, unless --delete-key asks
for its deletion: only if AWS has seen no use of it for 30 days, nobody else has
named it or opened it to others, and its alias is typed. Its data is unreadable
afterwards. The exit code is 1 where something stays that could not be looked at
or still lets Workato in.

Examples:
  $ workato-aws undo production --dry-run       show what would be taken back
  $ workato-aws undo production
  $ workato-aws undo production --yes --json
  $ workato-aws undo production --delete-key --days 7
  $ workato-aws undo production --yes --delete-key --confirm workato-ekm`,
	read({words, has, text, flags}): UndoOptions {
		const [setup] = words;
		if (setup === undefined) {
			throw usage(
				'undo needs the name of a saved setup.',
				`See which there are with: ${ownCommand('list')}`,
			);
		}

		const [days, confirm] = [text('days'), text('confirm')];
		if (days !== undefined && !has('deleteKey')) {
			throw usage('--days goes with --delete-key.', 'Without it a key is never deleted.');
		}

		if (days !== undefined && !/^(?:[7-9]|[12]\d|30)$/v.test(days)) {
			throw usage(
				'--days needs a number from 7 to 30.',
				'AWS deletes a key that many days after it was asked to. 30 is the default.',
			);
		}

		return {
			setup,
			dryRun: has('dryRun'),
			yes: has('yes'),
			...(has('deleteKey') && {deleteKeyIn: Number(days ?? '30')}),
			...(confirm !== undefined && {confirm}),
			flags,
		};
	},
	async run(options, context, output) {
		const {runUndo} = await import('./run-undo.js');
		return runUndo(options, context, output);
	},
});
