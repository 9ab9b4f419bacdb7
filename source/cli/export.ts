import {type InputError} from '../diagnostic.js';
import {exportFormats} from '../engine/export/formats.js';
import {quoteText} from '../terminal/foreign-text.js';
import {ownCommand} from '../terminal/command-line.js';
import {defineCommand} from './command.js';
import {guess, usage} from './problems.js';
import {type ExportOptions} from './run-export.js';

const formats = [...exportFormats.map(({id}) => id), 'bundle'] as const;

export const exportSetup = defineCommand({
	name: 'export',
	about: 'a setup as code, for those who may apply it',
	arguments: [
		{name: '[format]', about: 'what to write', choices: formats, refuse: refuseFormat},
		{name: '[setup]', about: 'name of a saved setup'},
	],
	options: {
		file: ['-f, --file <file>', 'a setup file instead; - is stdin'],
		output: ['-o, --output <file>', 'write to a file, bundle: a folder; default: stdout'],
		force: ['--force', 'replace what is there by the name of -o, or in it'],
		offline: ['--offline', 'do not ask AWS for what the answers do not tell'],
		undo: ['--undo', 'of permissions: those for undo instead'],
	},
	help: `
What is written follows from the answers, and from what the setup has done. AWS
is asked only for what it alone knows: which keys encrypt a project’s secrets.
With --offline, or where AWS cannot be reached, the script and Terraform look
them up when they run, and the template asks for them. Deployed by whoever may,
the setup here then finds it made: “workato-aws check” turns green, and nothing
is left to apply.

  permissions      the least IAM policy for an operator of this setup, as JSON;
                   with --undo for whoever takes it back (the right to delete a
                   key is never in it)
  cloudformation   a template with parameters; how to roll it out, with
                   StackSets, too, is at its top. -o writes what belongs to it
                   beside it: parameters to fill in, what is made already, and
                   more templates where one cannot hold it all
  terraform        HCL for a root module, with variables, and import blocks for
                   what is made already; it adds to roles that are there
  shell            a script of aws commands that can be run again
  bundle           a folder for a pull request, -o DIR: all of these that can
                   say the setup, the setup file, and a README.md: what it
                   changes and why, what it costs, how to apply it, to check it
                   by the checklist to expect, and to take it back

Examples:
  $ workato-aws export permissions production
  $ workato-aws export permissions production --undo
  $ workato-aws export cloudformation production -o template.yaml
  $ workato-aws export terraform -f setup.yaml > main.tf
  $ workato-aws export bundle production -o production`,
	read({words, has, text, flags}): ExportOptions {
		const [format, setup] = words;
		const known = findFormat(format);
		if (!known) {
			throw usage('export needs a format and a setup.', formatsHint());
		}

		const [file, output] = [text('file'), text('output')];
		for (const [flag, value] of [
			['-f', file],
			['-o', output],
		] as const) {
			if (value === '' || (value?.startsWith('-') === true && value !== '-')) {
				throw usage(
					`${flag} needs a ${flag === '-o' && known === 'bundle' ? 'folder' : 'file'} after it.`,
				);
			}
		}

		if ((setup === undefined) === (file === undefined)) {
			throw usage(
				setup === undefined
					? `export ${known} needs a setup.`
					: 'Give either the name of a saved setup or a setup file.',
				`${ownCommand(`export ${known} production`)}, or: ${ownCommand(`export ${known} -f ekm.yaml`)}`,
			);
		}

		if (known === 'bundle' && (output === undefined || output === '-')) {
			throw usage(
				'export bundle needs a folder to write.',
				`Give it with -o: ${ownCommand('export bundle production -o production')}`,
			);
		}

		if (has('undo') && known !== 'permissions') {
			throw usage(
				`export ${known} knows no --undo.`,
				`${ownCommand('export permissions production --undo')} writes the policy for whoever takes the setup back.`,
			);
		}

		return {
			format: known,
			isForUndo: has('undo'),
			force: has('force'),
			isOffline: has('offline'),
			...(setup !== undefined && {setup}),
			...(file !== undefined && {file}),
			...(output !== undefined && output !== '-' && {output}),
			flags,
		};
	},
	async run(options, context, output) {
		const {runExport} = await import('./run-export.js');
		return runExport(options, context, output);
	},
});

function findFormat(word = '') {
	return formats.find((id) => id === word.toLowerCase());
}

function formatsHint(): string {
	return `The formats are ${formats.slice(0, -1).join(', ')} and ${formats.at(-1)}: ${ownCommand('export terraform production')}`;
}

function refuseFormat(word: string): InputError | undefined {
	return findFormat(word)
		? undefined
		: usage(
				`There is no export format ${quoteText(word, 60)}.${guess(word, formats)}`,
				formatsHint(),
			);
}
