import {expect, test} from 'vitest';
import {
	type ProjectAnswers,
	type SecretsAnswers,
	type WantedSecrets,
} from '../../../source/guides/secrets/answers.js';
import {overlapWarnings} from '../../../source/guides/secrets/sharing.js';
import {type SavedSetup} from '../../../source/setups/saved-setup.js';
import {answersOf, own, projectOf, region, secretArn} from './secrets-setup.js';

const savedOf = (
	projects: ProjectAnswers[],
	more: Partial<SecretsAnswers> = {},
	account: string | undefined = own,
): SavedSetup => ({
	version: 1,
	runId: 'run-2',
	createdAt: '2026-01-01T00:00:00.000Z',
	updatedAt: '2026-01-01T00:00:00.000Z',
	...(account !== undefined && {account}),
	setup: {...answersOf(projects, {name: 'staging', ...more})},
	journal: [],
});

const messagesOf = (mine: ProjectAnswers[], ...others: SavedSetup[]) =>
	overlapWarnings(answersOf(mine), {account: own, region}, others).map(({message}) => message);

const reading = (name: string, secrets: WantedSecrets) => projectOf(name, {secrets});

test.each<[string, WantedSecrets, WantedSecrets, boolean]>([
	['the same prefix', {prefix: 'workato/'}, {prefix: 'workato/'}, true],
	['theirs within mine', {prefix: 'workato/'}, {prefix: 'workato/a/'}, true],
	['mine within theirs', {prefix: 'workato/a/'}, {prefix: 'workato/'}, true],
	['a secret under my prefix', {prefix: 'a/'}, [secretArn('a/db')], true],
	['a secret under their prefix', [secretArn('a/db')], {prefix: 'a/'}, true],
	['one secret of two', [secretArn('a'), secretArn('b')], [secretArn('b')], true],
	['all of the region', 'all', {prefix: 'b/'}, true],
	['a prefix from the names', {prefix: 'w/{project}/'}, {prefix: 'w/A/'}, true],
	['others’ prefixes', {prefix: 'a/'}, {prefix: 'b/'}, false],
	['others’ secrets', [secretArn('a')], [secretArn('b')], false],
	['patterns, other names', {prefix: '{project}/'}, {prefix: '{project}/'}, false],
])('%s in two setups', (_title, mine, theirs, isShared) => {
	expect(messagesOf([reading('A', mine)], savedOf([reading('B', theirs)]))).toEqual(
		isShared ? ['“A” may read the same secrets as “B” of the saved setup “staging”.'] : [],
	);
});

test('one name in both setups is two projects, and a setup’s own sharing is not told here', () => {
	const pattern = {prefix: 'workato/{project}/'};
	expect(
		messagesOf(
			[reading('A', pattern), reading('C', {prefix: 'workato/A/x'})],
			savedOf([reading('D', pattern)]),
		),
	).toEqual([]);
	expect(
		messagesOf(
			[reading('A', pattern), reading('C', pattern)],
			savedOf([projectOf('A', {secrets: pattern, externalId: 'x'})]),
		),
	).toEqual(['“A” may read the same secrets as “A” of the saved setup “staging”.']);
});

test('the same external ID is told, each setup by its name; not for another account of Workato', () => {
	const mine = projectOf('A', {secrets: [secretArn('a')]});
	const theirs = {...mine, name: 'B', secrets: [secretArn('b')]};
	const message = (setup: string) =>
		`“A” has the same external ID as “B” of the saved setup “${setup}”. Workato could then use the roles of both with it.`;
	expect(messagesOf([mine], savedOf([theirs]), savedOf([theirs], {name: 'old'}))).toEqual([
		message('staging'),
		message('old'),
	]);
	expect(messagesOf([mine], savedOf([theirs], {workatoAccountId: '999988887777'}))).toEqual([]);
});

test('setups of another account or region, of another guide, or not understood, are not held against it', () => {
	const mine = [reading('A', 'all')];
	const odd = savedOf(mine);
	expect(
		messagesOf(
			mine,
			savedOf(mine, {}, '123123123123'),
			savedOf(mine, {region: 'eu-west-1'}),
			{...odd, setup: {...odd.setup, guide: 'ekm'}},
			{...odd, setup: {...odd.setup, projects: 'many'}},
		),
	).toEqual([]);
});
