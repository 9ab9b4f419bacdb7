import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {appGuides} from '../../source/app/run-assistant.js';
import {appHelp} from '../../source/app/help.js';
import {identityHelp} from '../../source/app/identity/help.js';
import {ekmHelp} from '../../source/guides/ekm/help.js';
import {ekmScreens} from '../../source/guides/ekm/screens.js';
import {allGuides} from '../../source/guides/registry.js';
import {secretsHelp} from '../../source/guides/secrets/help.js';
import {secretsScreens} from '../../source/guides/secrets/screens.js';
import {pages, terms} from '../../source/guides/glossary.js';
import {type HelpTopic} from '../../source/ui/frame-keys.js';

const rooms: ReadonlyArray<[string, Readonly<Record<string, HelpTopic>>, readonly string[]]> = [
	['ekm', ekmHelp, ['source/guides/ekm', 'source/guides/steps', 'source/resources/kms-key']],
	[
		'secrets',
		secretsHelp,
		['source/guides/secrets', 'source/guides/steps', 'source/resources/iam-role'],
	],
	['app', appHelp, ['source/app', 'source/aws/profiles']],
	['identity', identityHelp, ['source/app/identity', 'source/aws']],
];

const topics = rooms.flatMap(([room, help, folders]) =>
	Object.entries(help).map(([name, topic]) => ({room, name, topic, folders})),
);

test.each([
	['ekm', ekmScreens.steps, ekmHelp],
	['secrets', secretsScreens.steps, secretsHelp],
])('each step of %s has its own help', (id, steps, help) => {
	const registered = allGuides().find((guide) => guide.id === id)?.steps;
	expect(Object.keys(help)).toEqual(registered);
	for (const step of steps) {
		expect(step.help).toBe(Object.entries(help).find(([key]) => key === step.id)?.[1]);
	}
});

test('every guide is among those that are looked at', () => {
	const known = rooms.map(([room]) => room);
	for (const {id} of appGuides()) {
		expect(known).toContain(id);
	}
});

describe.each(topics)('the help of $room $name', ({topic, folders}) => {
	test('is short, and says what can go wrong', () => {
		const {what, why, troubles} = topic;
		expect(what.length).toBeLessThanOrEqual(200);
		expect(why.length).toBeLessThanOrEqual(200);
		expect(troubles.length).toBeGreaterThan(0);
		expect(troubles.length).toBeLessThanOrEqual(4);
		for (const {problem, solution} of troubles) {
			expect(problem.length).toBeLessThanOrEqual(90);
			expect(solution.length).toBeLessThanOrEqual(160);
		}

		for (const text of [
			what,
			why,
			...troubles.flatMap(({problem, solution}) => [problem, solution]),
		]) {
			expect(text).toMatch(/^[\p{Uppercase_Letter}“].*[.”]$/v);
		}
	});

	test('explains only words that its screens use', () => {
		const text = textOf(folders);
		expect(new Set(topic.terms).size).toBe(topic.terms.length);
		// One digit chooses each.
		expect(topic.terms.length).toBeLessThanOrEqual(9);
		for (const {name} of topic.terms) {
			expect(text.includes(name.toLowerCase()), name).toBe(true);
		}
	});
});

test('each word is explained in a sentence or two, and used somewhere', () => {
	const used = new Set<unknown>(topics.flatMap(({topic}) => topic.terms));
	for (const term of Object.values(terms)) {
		expect(used.has(term), term.name).toBe(true);
		expect(term.meaning.length, term.name).toBeLessThanOrEqual(200);
		expect(term.meaning).toMatch(/^\p{Uppercase_Letter}.*\.$/v);
	}
});

test('links are addresses of Workato and AWS, and each is used', () => {
	const used = new Set<unknown>(topics.flatMap(({topic}) => topic.pages));
	for (const page of Object.values(pages)) {
		const {protocol, host, username, hash} = new URL(page.address);
		expect(protocol).toBe('https:');
		expect(['docs.workato.com', 'docs.aws.amazon.com', 'health.aws.amazon.com']).toContain(host);
		expect(username + hash).toBe('');
		expect(page.title).toMatch(/^(?:Workato|AWS): /v);
		expect(used.has(page), page.title).toBe(true);
	}
});

// The texts of a room's screens, without comments; its help is not one of them.
function textOf(folders: readonly string[]): string {
	return folders
		.flatMap((folder) =>
			readdirSync(folder, {recursive: true, encoding: 'utf8'}).map((name) => join(folder, name)),
		)
		.filter((file) => statSync(file).isFile() && !file.endsWith('help.ts'))
		.map((file) => readFileSync(file, 'utf8'))
		.join('\n')
		.replaceAll(/\/\*.*?\*\/|\/\/[^\n]*/gsv, '')
		.toLowerCase();
}
