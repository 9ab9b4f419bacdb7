import {existsSync, readFileSync} from 'node:fs';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {parseCommandLine} from '../source/cli/program.js';
import {ekmGuide} from '../source/guides/ekm/ekm-guide.js';
import {secretsGuide} from '../source/guides/secrets/secrets-guide.js';
import type {SavedSetup} from '../source/setups/saved-setup.js';
import {openHome} from './cli/run-tool.js';
import {expectToRun, isRunnable, wordsOf} from './cli/run-example.js';
import {codeBlocks, sectionOf, tableRows} from './support/markdown.js';

vi.setConfig({testTimeout: 60_000});

const readme = readFileSync('readme.md', 'utf8');
const {scripts} = z
	.object({scripts: z.record(z.string(), z.string())})
	.parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** Every command line of the shell blocks, a line each, without comments. */
const commandLines = codeBlocks(readme, 'sh')
	.flatMap((block) => block.replaceAll(/\\\n */gv, '').split('\n'))
	.map((line) => line.split(' #', 1)[0]?.trim() ?? '')
	.filter((line) => line !== '');
const own = commandLines
	.map((line) => wordsOf(line))
	.filter(([program]) => program === 'workato-aws')
	.map(([, ...args]) => args);

test('every command of the readme is understood', () => {
	expect(own.length).toBeGreaterThan(20);
	for (const args of own) {
		expect(parseCommandLine(args).command).not.toBe('print');
	}
});

test('every npm script of the readme is there, and every other program is one that readers have', () => {
	const programs = commandLines.flatMap((line) => line.split(' && '));
	for (const line of programs) {
		expect(line).toMatch(/^(?:workato-aws|npm|npx|aws|source)(?: |$)/v);
		const {script = 'test'} =
			/^npm (?:run )?(?!ci\b)(?<script>\S+)/v.exec(line)?.groups ?? {};
		expect(scripts).toHaveProperty([script]);
	}
});

test('the two commands of a checkout are the first ones', () => {
	expect(commandLines.slice(0, 2)).toEqual([
		'npm ci && npm start -- --sandbox',
		'npm ci && npm test',
	]);
});

const runnable = own.filter((args) => isRunnable(args));

test.each(runnable.map((args) => [args.join(' '), args] as const))(
	'“workato-aws %s” runs as the readme says',
	async (_line, args) => expectToRun(args),
);

test.each(
	codeBlocks(readme, 'yaml').map(
		(file) => [/^name: (?<name>\w+)/mv.exec(file)?.groups?.name, file] as const,
	),
)('the setup file “%s” of the readme can be applied', async (_name, file) => {
	const {run, write} = openHome();
	const {code, stderr} = await run(
		['apply', '-f', write(file), '--sandbox', '--yes'],
		{},
	);
	expect({code, stderr}).toMatchObject({code: 0});
});

test('every file that the readme points to is there', () => {
	const targets = Array.from(
		readme.matchAll(/\]\((?!https:)(?<target>[^\)]+)\)/gv),
		({groups}) => groups?.target ?? '',
	);
	expect(targets.length).toBeGreaterThan(0);
	for (const target of targets) {
		expect([target, existsSync(target)]).toEqual([target, true]);
	}
});

const saved: SavedSetup = {
	version: 1,
	runId: 'run',
	createdAt: '2026-01-02T03:04:05.000Z',
	updatedAt: '2026-01-02T03:04:05.000Z',
	setup: {guide: 'ekm', name: 'production'},
	journal: [],
};
const projects = [{name: 'One'}, {name: 'Two'}];
const rows = {
	'### EKM': ekmGuide.check({guide: 'ekm', name: 'production'}, {}, saved),
	'### Secrets': secretsGuide.check(
		{guide: 'secrets', name: 'production', projects},
		{},
		{...saved, setup: {guide: 'secrets', name: 'production'}},
	),
};

test.each(Object.entries(rows))(
	'the troubleshooting of %s has every row of the checklist, with its cause and what to do',
	(heading, checks) => {
		const table = tableRows(sectionOf(readme, heading));
		const titles = [...new Set(checks.map(({title}) => title))];
		expect(table.map(([title]) => title)).toEqual(titles);
		expect(table.flat()).not.toContain('');
	},
);
