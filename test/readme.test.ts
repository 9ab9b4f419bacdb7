import {existsSync, readFileSync} from 'node:fs';
import {posix} from 'node:path';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {parseCommandLine} from '../source/cli/program.js';
import {ekmGuide} from '../source/guides/ekm/ekm-guide.js';
import {secretsGuide} from '../source/guides/secrets/secrets-guide.js';
import {referenceTopics, type TopicName} from '../source/guides/reference.js';
import {overlapRow} from '../source/guides/setup-notes.js';
import {type SavedSetup} from '../source/setups/saved-setup.js';
import {openHome} from './cli/run-tool.js';
import {expectToRun, isRunnable, wordsOf} from './cli/run-example.js';
import {documents as madeDocuments, makeDocument} from './support/documents.js';
import {codeBlocks, sectionOf} from './support/markdown.js';
import {readSource} from './support/source-imports.js';

vi.setConfig({testTimeout: 60_000});

const documents = [
	'readme.md',
	'.github/reference.md',
	'.github/contributing.md',
	'.github/security.md',
	'.github/decisions/readme.md',
] as const;
const texts = documents.map((file) => ({
	file,
	text: readFileSync(file, 'utf8'),
}));
const textOf = (name: (typeof documents)[number]) =>
	texts.find(({file}) => file === name)?.text ?? '';
const readme = textOf('readme.md');
const {scripts} = z
	.object({scripts: z.record(z.string(), z.string())})
	.parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** Every command line of the shell blocks, a line each, without comments. */
const commandLines = texts
	.flatMap(({text}) => codeBlocks(text, 'sh'))
	.flatMap((block) => block.replaceAll(/\\\n */gv, '').split('\n'))
	.map((line) => line.split(' #', 1)[0]?.trim() ?? '')
	.filter((line) => line !== '');
const own = commandLines
	.map((line) => wordsOf(line))
	.filter(([program]) => program === 'workato-aws')
	.map(([, ...args]) => args);

test('the readme is a front door', () => {
	expect(readme.split('\n').length).toBeLessThanOrEqual(201);
});

test('every command of the documents is understood', () => {
	expect(own.length).toBeGreaterThan(20);
	for (const args of own) {
		expect(parseCommandLine(args).command).not.toBe('print');
	}
});

test('every npm script of the documents is there, and every other program is one that readers have', () => {
	const programs = commandLines.flatMap((line) => line.split(' && '));
	for (const line of programs) {
		expect(line).toMatch(/^(?:workato-aws|npm|npx|aws|source)(?: |$)/v);
		const {script = 'test'} = /^npm (?:run )?(?!ci\b)(?<script>\S+)/v.exec(line)?.groups ?? {};
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
	'“workato-aws %s” runs as the documents say',
	async (_line, args) => expectToRun(args),
);

test.each(
	texts
		.flatMap(({text}) => codeBlocks(text, 'yaml'))
		.map((file) => [/^name: (?<name>\w+)/mv.exec(file)?.groups?.name, file] as const),
)('the setup file “%s” of the documents can be applied', async (_name, file) => {
	const {run, write} = openHome();
	const {code, stderr} = await run(['apply', '-f', write(file), '--sandbox', '--yes'], {});
	expect({code, stderr}).toMatchObject({code: 0});
});

// The repository's address is not known yet: package.json names none, so no text may speak of its page.
test('nobody is sent to a page that has no address', () => {
	const spoken = [
		...Array.from(readSource(), ([file, text]) => ({
			file: `source/${file}`,
			text,
		})),
		...texts,
	];
	const sending = spoken.filter(({text}) =>
		/\b(?:the|our) (?:project|repository)['’]s (?:issues?|page)\b(?! in workato)/iv.test(text),
	);
	expect(sending.map(({file}) => file)).toEqual([]);
});

/** Where a heading can be pointed to. */
const anchorsOf = (text: string) =>
	Array.from(text.matchAll(/^#+ (?<title>.+)$/gmv), ({groups}) =>
		(groups?.title ?? '')
			.toLowerCase()
			.replaceAll(/[^\w \-]/gv, '')
			.replaceAll(' ', '-'),
	);

test.each(texts)('$file points to what is there', ({file, text}) => {
	const targets = Array.from(
		text.matchAll(/\]\((?!https:)(?<target>[^\)]+)\)/gv),
		({groups}) => groups?.target ?? '',
	);
	for (const target of targets) {
		const [path = '', anchor] = target.split('#', 2);
		const pointed = path === '' ? file : posix.join(posix.dirname(file), path);
		expect([target, existsSync(pointed)]).toEqual([target, true]);
		if (anchor !== undefined) {
			expect(anchorsOf(readFileSync(pointed, 'utf8'))).toContain(anchor);
		}
	}
});

test('every file that contributors are led to is there, in one way from a key press to AWS', () => {
	const text = textOf('.github/contributing.md');
	const paths = (part: string) =>
		Array.from(
			part.matchAll(/`(?<path>(?:source|test|\.github)\/[^`]+)`/gv),
			({groups}) => groups?.path ?? '',
		);
	for (const path of paths(text)) {
		expect([path, existsSync(path)]).toEqual([path, true]);
	}

	const way = paths(sectionOf(text, '## From a key press to AWS'));
	const rooms = new Set(way.map((path) => path.split('/', 2)[1]));
	expect([...rooms]).toEqual(
		expect.arrayContaining(['guides', 'app', 'engine', 'resources', 'aws']),
	);
});

test.each(madeDocuments)('%s says what the code says: npm run docs writes it', async (file) => {
	expect(readFileSync(file, 'utf8')).toBe(await makeDocument(file));
});

const saved: SavedSetup = {
	version: 1,
	runId: 'run',
	createdAt: '2026-01-02T03:04:05.000Z',
	updatedAt: '2026-01-02T03:04:05.000Z',
	setup: {guide: 'ekm', name: 'production'},
	journal: [],
};
const projects = [
	{name: 'One', accepted: false},
	{name: 'Two', accepted: false},
];
const rows = [
	{
		guide: ekmGuide,
		checks: ekmGuide.check({guide: 'ekm', name: 'production', accepted: false}, {}, saved),
	},
	{
		guide: secretsGuide,
		checks: [
			...secretsGuide.check(
				{guide: 'secrets', name: 'production', projects},
				{},
				{...saved, setup: {guide: 'secrets', name: 'production'}},
			),
			...overlapRow([{code: 'shared', message: 'Shared.'}]),
		],
	},
];

test.each(rows)(
	'the troubleshooting of $guide.id has every row of the checklist, with its cause and what to do',
	({guide, checks}) => {
		const titles = new Map(checks.map(({id, title}) => [id.split(':', 1)[0], title]));
		const {troubleshooting = []} = guide;
		expect(troubleshooting.map(({id, title}) => [id, title])).toEqual([...titles]);
		expect(troubleshooting.flatMap(({cause, solution}) => [cause, solution])).not.toContain('');
	},
);

const topics: readonly TopicName[] = ['permissions', 'troubleshooting'];

test.each(topics)('workato-aws help %s prints the same', async (topic) => {
	const {run} = openHome();
	const {code, stdout} = await run(['help', topic], {});
	expect(code).toBe(0);
	const tables = await referenceTopics[topic].tables();
	expect(tables.length).toBeGreaterThan(1);
	for (const {title, entries} of tables) {
		for (const text of [title, ...entries.flat()]) {
			expect(stdout).toContain(text.replaceAll('`', ''));
		}
	}

	expect(stdout).not.toContain('`');
});

test.each(topics)(
	'workato-aws help %s can be read in 40 columns, and without Unicode',
	async (topic) => {
		const {run} = openHome();
		const {stdout} = await run(['help', topic], {
			columns: 40,
			env: {LANG: 'C', LC_ALL: 'C'},
		});
		const lines = stdout.split('\n');
		expect(lines.filter((line) => line.length > 40)).toEqual([]);
	},
);
