import {defineCommand} from './command.js';

export const list = defineCommand({
	name: 'list',
	about: 'the saved setups',
	help: `
Examples:
  $ workato-aws list
  $ workato-aws list --sandbox --json`,
	read: ({flags}) => ({flags}),
	async run(options, context, output) {
		const {runList} = await import('./run-list.js');
		return runList(options, context, output);
	},
});
