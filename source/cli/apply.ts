import {ownCommand} from '../terminal/command-line.js';
import {defineCommand} from './command.js';
import {usage} from './problems.js';
import {type ApplyOptions} from './run-apply.js';

export const apply = defineCommand({
	name: 'apply',
	about: 'plan a setup file, show the plan, ask, apply it',
	options: {
		file: ['-f, --file <file>', 'setup file (YAML or JSON); - is stdin'],
		dryRun: ['--dry-run', 'only show the plan'],
		exitCode: ['--exit-code', 'with --dry-run: exit 1 when changes are needed'],
		yes: ['--yes', 'do not ask; also agrees to warnings'],
	},
	help: `
The plan is always shown first. A second run finds nothing left to do.

Examples:
  $ workato-aws apply -f ekm.yaml
  $ workato-aws apply -f ekm.yaml --dry-run --json
  $ workato-aws apply -f ekm.yaml --dry-run --exit-code
  $ workato-aws apply -f - --yes < ekm.yaml

With --exit-code, 1 says that changes are needed, 0 that there is nothing to do.

A setup file:
  guide: ekm
  region: us-east-1
  statement: {…}        # “Permission to access key” from Workato
  key: {create: {alias: workato-ekm}}`,
	read({has, text, flags}): ApplyOptions {
		const file = text('file') ?? '';
		if (file === '' || (file.startsWith('-') && file !== '-')) {
			throw usage(
				'apply needs a setup file.',
				`Give it with -f, such as: ${ownCommand('apply -f ekm.yaml')}`,
			);
		}

		const [dryRun, exitCode] = [has('dryRun'), has('exitCode')];
		// A run that writes has no use for it.
		if (exitCode && !dryRun) {
			throw usage(
				'--exit-code goes with --dry-run.',
				'A run that applies already says by its exit code whether all changes were made.',
			);
		}

		return {file, dryRun, exitCode, yes: has('yes'), flags};
	},
	async run(options, context, output) {
		const {runApply} = await import('./run-apply.js');
		return runApply(options, context, output);
	},
});
