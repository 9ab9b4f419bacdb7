import {fixupConfigRules} from '@eslint/compat';
import react from 'eslint-config-xo-react';

// TypeScript carries the types and doc comments are prose without tags: these rules took a fifth of the time and found nothing.
const tagRules = [
	'require-yields',
	'check-access',
	'check-indentation',
	'check-line-alignment',
	'check-param-names',
	'check-property-names',
	'check-syntax',
	'check-tag-names',
	'check-template-names',
	'check-types',
	'check-values',
	'empty-tags',
	'escape-inline-tags',
	'implements-on-classes',
	'imports-as-dependencies',
	'informative-docs',
	'multiline-blocks',
	'no-bad-blocks',
	'no-blank-block-descriptions',
	'no-blank-blocks',
	'no-multi-asterisks',
	'no-types',
	'reject-any-type',
	'reject-function-type',
	'require-asterisk-prefix',
	'require-description',
	'require-next-type',
	'require-param',
	'require-param-description',
	'require-param-name',
	'require-param-type',
	'require-property',
	'require-property-description',
	'require-property-name',
	'require-property-type',
	'require-returns-check',
	'require-returns-description',
	'require-returns-type',
	'require-throws-type',
	'require-yields-check',
	'require-yields-type',
	'tag-lines',
	'ts-no-empty-object-type',
	'valid-types',
];

// Tests are Vitest's, none is AVA's.
const avaRules = [
	'assertion-arguments',
	'hooks-order',
	'no-async-fn-without-await',
	'no-ava-in-dependencies',
	'no-commented-tests',
	'no-conditional-assertion',
	'no-duplicate-hooks',
	'no-identical-title',
	'no-ignored-test-files',
	'no-import-test-files',
	'no-incorrect-deep-equal',
	'no-inline-assertions',
	'no-invalid-modifier-chain',
	'no-negated-assertion',
	'no-nested-assertions',
	'no-nested-tests',
	'no-only-test',
	'no-skip-assert',
	'no-skip-test',
	'no-todo-implementation',
	'no-todo-test',
	'no-useless-t-pass',
	'prefer-async-await',
	'prefer-t-regex',
	'prefer-t-throws',
	'require-assertion',
	'test-title',
	'use-t',
	'use-t-throws-async-well',
	'use-t-well',
	'use-test',
	'use-true-false',
];

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

/** Turns off what a plugin has of such rules. */
function off(plugin, names) {
	return Object.fromEntries(names.map((name) => [`${plugin}/${name}`, 'off']));
}

export default [
	// The React plugin still calls what ESLint 10 took away.
	...fixupConfigRules(react()).map((config) => ({
		...config,
		files: ['**/*.tsx', '**/use-*.ts'],
	})),
	{
		prettier: true,
		rules: {
			// TypeScript checks component props; function components need no prop-types.
			'react/prop-types': 'off',
			'react/require-default-props': 'off',
			// AWS field names (KeyId, KeyMetadata) are PascalCase, and setup files speak AWS.
			'@typescript-eslint/naming-convention': 'off',
			// Abbreviations of the field: AWS, props, args, env.
			'unicorn/prevent-abbreviations': 'off',
			'unicorn/name-replacements': 'off',
			// An empty string counts as nothing, which is what is meant here.
			'@typescript-eslint/strict-boolean-expressions': 'off',
			// Calls to AWS that must come one after the other.
			'no-await-in-loop': 'off',
			// Layout and naming that Prettier, React and the AWS SDK settle otherwise.
			'react/jsx-curly-newline': 'off',
			'@stylistic/no-mixed-operators': 'off',
			'unicorn/prefer-simple-condition-first': 'off',
			'unicorn/prefer-minimal-ternary': 'off',
			'unicorn/no-non-function-verb-prefix': 'off',
			'unicorn/max-nested-calls': 'off',
			'regexp/prefer-named-capture-group': 'off',
			'node-test/no-import-test-files': 'off',
			'unicorn/consistent-boolean-name': 'off',
			'unicorn/no-declarations-before-early-exit': 'off',
			'unicorn/no-thenable': 'off',
			'unicorn/no-computed-property-existence-check': 'off',
			// What an AWS client threw is thrown on as it is.
			'@typescript-eslint/only-throw-error': 'off',
			// An effect that asks AWS sets state when the answer comes, not while it runs.
			'react-hooks/set-state-in-effect': 'off',
			...off('jsdoc', tagRules),
			...off('ava', avaRules),
			...off('unicorn', browserRules),
			// JSON has null.
			'@typescript-eslint/no-restricted-types': 'off',
			// Prettier owns the layout of JSX.
			'react/jsx-tag-spacing': 'off',
			'unicorn/single-line-block-comment-style': 'off',
			// Exports are templates of CloudFormation, Terraform and the shell.
			'no-template-curly-in-string': 'off',
			// Comments explain why; they are sentences, not headings.
			'capitalized-comments': 'off',
		},
	},
	{
		files: ['source/**'],
		ignores: ['source/components/use-input.ts'],
		rules: {
			// What lies over a screen, such as the help, has the keys for itself.
			'no-restricted-imports': [
				'error',
				{
					paths: [
						{
							name: 'ink',
							importNames: ['useInput', 'usePaste'],
							message: 'Take it from components/use-input.js.',
						},
					],
				},
			],
		},
	},
	{
		files: [
			'source/packaging/late-unicode.ts',
			'source/packaging/loaded-before.ts',
			'source/packaging/yoga-without-fetch.ts',
		],
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
