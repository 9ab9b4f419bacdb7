import {createRequire} from 'node:module';
import process from 'node:process';
import {pathToFileURL} from 'node:url';
import {fixupConfigRules} from '@eslint/compat';
import react from 'eslint-config-xo-react';

// What XO itself turns on, to leave whole sets of it out by their plugin's name.
const fromXo = createRequire(import.meta.resolve('xo'));
const {default: xoConfig} = await import(pathToFileURL(fromXo.resolve('eslint-config-xo')));
const known = new Set(xoConfig().flatMap(({rules}) => Object.keys(rules ?? {})));

/** Turns off all rules of a plugin, or those of the names. */
function off(plugin, names) {
	const rules =
		names?.map((name) => `${plugin}/${name}`) ??
		[...known].filter((rule) => rule.startsWith(`${plugin}/`));
	return Object.fromEntries(rules.map((rule) => [rule, 'off']));
}

// A terminal has no document, no elements and no canvas.
const browserRules = [
	'better-dom-traversing',
	'dom-node-dataset',
	'no-canvas-to-image',
	'no-incorrect-query-selector',
	'no-selector-as-dom-name',
	'prefer-dom-node-append',
	'prefer-dom-node-html-methods',
	'prefer-dom-node-remove',
	'prefer-dom-node-replace-children',
	'prefer-dom-node-text-content',
	'prefer-keyboard-event-key',
	'prefer-modern-dom-apis',
	'prefer-observer-apis',
	'prefer-path2d',
	'prefer-query-selector',
	'require-css-escape',
	'require-passive-events',
];

// Nothing changes while XO only looks: typed rules then build their program once instead of watching it.
if (process.argv[1]?.endsWith('cli.js') && !process.argv.includes('--fix')) {
	process.env.TSESTREE_SINGLE_RUN = 'true';
}

export default [
	{
		// The program of the tests holds the source as well: one for all, where XO makes one for each tsconfig.json.
		files: ['**/*.{ts,tsx}'],
		languageOptions: {
			parserOptions: {
				projectService: false,
				project: 'test/tsconfig.json',
				tsconfigRootDir: import.meta.dirname,
			},
		},
	},
	// The React plugin still calls what ESLint 10 took away.
	...fixupConfigRules(react()).map((config) => ({
		...config,
		files: ['**/*.tsx', '**/use-*.ts'],
	})),
	{
		prettier: true,
		rules: {
			// TypeScript carries the types, and doc comments are prose without tags.
			...off('jsdoc'),
			// Tests are Vitest's, none is AVA's or Node's.
			...off('ava'),
			...off('node-test'),
			...off('unicorn', browserRules),
			// TypeScript itself says so (npm run types), or forbids the thing: extensions of imports, names declared twice,
			// private members that nobody reads, and namespaces.
			'n/file-extension-in-import': 'off',
			'@typescript-eslint/no-redeclare': 'off',
			'@typescript-eslint/no-unused-private-class-members': 'off',
			'@typescript-eslint/no-unnecessary-qualifier': 'off',
			// import-x/no-extraneous-dependencies finds the same imports.
			'n/no-extraneous-import': 'off',
			// AWS field names (KeyId, KeyMetadata) are PascalCase, and setup files speak AWS.
			'@typescript-eslint/naming-convention': 'off',
			// An empty string counts as nothing, which is what is meant here.
			'@typescript-eslint/strict-boolean-expressions': 'off',
			// Calls to AWS that must come one after the other.
			'no-await-in-loop': 'off',
			// JSON has null.
			'@typescript-eslint/no-restricted-types': 'off',
			// Prettier owns the layout.
			'@stylistic/no-mixed-operators': 'off',
			// A comment may begin with a name: npm, esbuild.
			'capitalized-comments': 'off',
			// Doc comments of one sentence stand on one line.
			'unicorn/single-line-block-comment-style': 'off',
			// What reads as one thing stays one: a condition in the order of the sentence, a schema in one call.
			'unicorn/prefer-simple-condition-first': 'off',
			'unicorn/max-nested-calls': 'off',
			// A setting that AWS or the SDK names is called as there: enabled, required.
			'unicorn/consistent-boolean-name': 'off',
		},
	},
	{
		files: ['**/*.tsx', '**/use-*.ts'],
		rules: {
			// An effect that asks AWS sets state when the answer comes, not while it runs.
			'react-hooks/set-state-in-effect': 'off',
			// Prettier owns the layout of JSX.
			'react/jsx-curly-newline': 'off',
			'react/jsx-tag-spacing': 'off',
			// TypeScript checks component props; function components need no prop-types.
			'react/prop-types': 'off',
			'react/require-default-props': 'off',
		},
	},
	{
		files: ['source/{resources,guides,sandbox,workato}/**', 'test/**'],
		rules: {
			// The record of a call bears the call's name: createKey.
			'unicorn/no-non-function-verb-prefix': 'off',
		},
	},
	{
		files: ['source/{app,guides}/**', 'test/**'],
		rules: {
			// What to do then: a field of the help's troubles and of a finished step, no promise.
			'unicorn/no-thenable': 'off',
		},
	},
	{
		files: ['source/{app,aws,sandbox,terminal}/**', 'test/**'],
		rules: {
			// Patterns that only test, with groups for alternatives.
			'regexp/prefer-named-capture-group': 'off',
		},
	},
	{
		files: ['source/{app,ui,guides,policy}/**', 'test/**'],
		rules: {
			// Two whole sentences read better than one with a hole.
			'unicorn/prefer-minimal-ternary': 'off',
		},
	},
	{
		files: ['source/{guides,resources,sandbox}/**', 'test/**'],
		rules: {
			// What AWS says is taken apart first, then judged.
			'unicorn/no-declarations-before-early-exit': 'off',
		},
	},
	{
		files: ['source/{aws,policy,sandbox}/**', 'test/**'],
		rules: {
			// Settings and conditions are looked up by names that come from outside.
			'unicorn/no-computed-property-existence-check': 'off',
		},
	},
	{
		files: ['source/aws/session.ts', 'test/**'],
		rules: {
			// What an AWS client threw is thrown on as it is.
			'@typescript-eslint/only-throw-error': 'off',
		},
	},
	{
		files: ['source/cli/completion.ts', 'source/{engine,resources}/**', 'test/**'],
		rules: {
			// Exports are templates of CloudFormation, Terraform and the shell.
			'no-template-curly-in-string': 'off',
		},
	},
	{
		files: ['source/**'],
		ignores: ['source/ui/use-input.ts'],
		rules: {
			// What lies over a screen, such as the help, has the keys for itself.
			'no-restricted-imports': [
				'error',
				{
					paths: [
						{
							name: 'ink',
							importNames: ['useInput', 'usePaste'],
							message: 'Take it from ui/use-input.js.',
						},
					],
				},
			],
		},
	},
	{
		files: ['source/packaging/bundle-program.ts', 'source/packaging/bundle-plugins.ts'],
		rules: {
			// esbuild hands its patterns on to Go, which knows no v flag.
			'require-unicode-regexp': 'off',
		},
	},
	{
		files: ['package.json'],
		rules: {
			// One exact Node, the one that every platform can install.
			'package-json/dependency-version-range': 'off',
		},
	},
	{ignores: ['build/**']},
];
