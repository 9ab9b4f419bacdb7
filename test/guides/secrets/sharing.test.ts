import fc from 'fast-check';
import {expect, test} from 'vitest';
import {type ProjectAnswers, type WantedSecrets} from '../../../source/guides/secrets/answers.js';
import {validateAnswers} from '../../../source/guides/secrets/validate-answers.js';
import {planSecrets} from '../../../source/guides/secrets/plan.js';
import {
	findSharing,
	validateSharing,
	newSharing,
	sharingWarnings,
} from '../../../source/guides/secrets/sharing.js';
import {spelledSecrets} from '../../../source/guides/secrets/wanted-secrets.js';
import {
	answersOf,
	found,
	mark,
	observationOf,
	projectOf,
	secretArn,
	secretFacts,
} from './secrets-setup.js';

/** Projects with these secrets, each with an external ID of its own. */
const projectsOf = (chosen: Record<string, WantedSecrets>): ProjectAnswers[] =>
	Object.entries(chosen).map(([name, secrets], index) => ({
		name,
		externalId: `workato_iam_external_id_12345_${640_100 + index}`,
		secrets,
	}));

const pattern = {prefix: 'workato/{project}/'};
const withPattern = (...names: string[]) =>
	projectsOf(Object.fromEntries(names.map((name) => [name, pattern])));

test('the names of the issue: a slash and other scripts make no sharing, two spellings of one name are refused', () => {
	const projects = withPattern('Customer', 'Customer/360', 'R&D', 'R & D', 'Заказы', '注文');
	expect(projects.map((project) => spelledSecrets(project))).toEqual([
		{prefix: 'workato/Customer/'},
		{prefix: 'workato/Customer-360/'},
		{prefix: 'workato/R-D/'},
		{prefix: 'workato/R-D/'},
		{prefix: 'workato/640104/'},
		{prefix: 'workato/640105/'},
	]);
	const message =
		'“R&D” and “R & D” have the same prefix, workato/R-D/: each would read the secrets of the other.';
	expect(validateSharing(projects)).toEqual(
		['R&D', 'R & D'].map((group) => ({
			code: 'SharedPrefix',
			kind: 'refusal',
			group,
			field: 'secrets',
			message,
			hint: 'Give each a prefix of its own.',
		})),
	);
	expect(sharingWarnings(projects)).toEqual([]);
	// Only those two are stopped.
	const {blockers} = planSecrets(answersOf(projects), observationOf({}), mark);
	expect(blockers.filter(({code}) => code === 'SharedPrefix').map(({group}) => group)).toEqual([
		'R&D',
		'R & D',
	]);
});

test.each<[string, Record<string, WantedSecrets>, string[]]>([
	[
		'one prefix without the mark for several',
		{A: {prefix: 'workato/'}, B: {prefix: 'workato/'}, C: {prefix: 'workato/'}},
		['“A”, “B” and “C” have the same prefix, workato/: each reads the secrets of the others.'],
	],
	[
		'a prefix within another, as an earlier version saved them',
		{
			Customer: {prefix: 'workato/Customer/'},
			'Customer/360': {prefix: 'workato/Customer/360/'},
		},
		[
			'“Customer” reads all that begins with workato/Customer/, and so the secrets of “Customer/360”, too.',
		],
	],
	[
		'a secret by its ARN below the prefix of another',
		{A: {prefix: 'workato/'}, B: [secretArn('workato/b')]},
		['“A” reads all that begins with workato/, and so the secrets of “B”, too.'],
	],
	[
		// IAM holds the pattern against the name with its six characters.
		'a secret whose name only lacks the dash at the end of the prefix',
		{A: {prefix: 'workato/b-'}, B: [secretArn('workato/b')]},
		['“A” reads all that begins with workato/b-, and so the secrets of “B”, too.'],
	],
	[
		'all of the region beside others',
		{Ops: 'all', A: pattern, B: [secretArn('b')]},
		['“Ops” reads every secret of the region, and so the secrets of “A” and “B”, too.'],
	],
	[
		'all for each',
		{A: 'all', B: 'all'},
		['“A” and “B” each read every secret of the region, those of the other too.'],
	],
	[
		'the same secrets by their ARNs, told together',
		{
			A: [secretArn('x'), secretArn('y'), secretArn('a')],
			B: [secretArn('x'), secretArn('y')],
			C: [secretArn('z'), secretArn('c')],
			D: [secretArn('z')],
		},
		['“A” and “B” both read x and y.', '“C” and “D” both read z.'],
	],
	[
		'a prefix made from a name within one that was given',
		{Ops: {prefix: 'workato/'}, A: pattern},
		['“Ops” reads all that begins with workato/, and so the secrets of “A”, too.'],
	],
	['nothing is shared', {A: pattern, B: {prefix: 'workato/B2/'}, C: [secretArn('workato/C')]}, []],
])('to agree to: %s', (_what, chosen, messages) => {
	const projects = projectsOf(chosen);
	expect(sharingWarnings(projects).map(({message}) => message)).toEqual(messages);
	expect(validateSharing(projects)).toEqual([]);
});

test('names that only begin alike are refused where the prefix does not end', () => {
	const projects = projectsOf({
		Orders: {prefix: 'workato/{project}'},
		'Orders EU': {prefix: 'workato/{project}'},
	});
	expect(validateSharing(projects).map(({group}) => group)).toEqual(['Orders', 'Orders EU']);
	expect(validateSharing(projects)[0]).toMatchObject({
		message:
			'workato/Orders, the prefix of “Orders”, is the beginning of workato/Orders-EU, that of “Orders EU”: it would read those secrets, too.',
		hint: 'End the prefix with a slash, so that no name is the beginning of another, or give each a prefix of its own.',
	});
});

test('secrets are counted once, as AWS has them now; not where it did not say', () => {
	const projects = projectsOf({
		A: {prefix: 'workato/'},
		B: {prefix: 'workato/'},
		C: {prefix: 'workato/'},
	});
	const arns = Array.from({length: 9}, (_, index) => secretArn(`workato/${index}`));
	const seen = {
		role: {state: 'absent' as const},
		secrets: arns.map((arn) => ({
			wanted: arn,
			secret: found(secretFacts(arn)),
		})),
	};
	const [warning] = sharingWarnings(projects, observationOf({A: seen, B: seen, C: seen}));
	expect(warning).toEqual({
		code: 'SharedSecrets:workato/*',
		message:
			'“A”, “B” and “C” have the same prefix, workato/: each reads the secrets of the others. Those are 9 secrets now.',
	});
	const unseen = {
		...seen,
		secrets: [],
		secretsProblem: {code: 'x', reason: 'y'},
	};
	expect(
		sharingWarnings(projects, observationOf({A: seen, B: seen, C: unseen}))[0]?.message,
	).not.toContain('now');
});

test('{project} that cannot stand for a name is refused, and says why; a fault is not blamed on a * that is not there', () => {
	const [project] = withPattern('注文');
	const judged = (more: Partial<ProjectAnswers>) =>
		validateAnswers(answersOf([{...projectOf('注文'), ...project, ...more}]), {})
			.filter(({field}) => field === 'secrets')
			.map(({code, message, hint}) => ({code, message, hint}));
	expect(judged({})).toEqual([]);
	expect(judged({externalId: 'workato_iam_external_id_12345'})).toEqual([
		{
			code: 'SecretPrefix',
			message:
				'{project} cannot stand for “注文” in the prefix “workato/{project}/”: the name has no letter that a secret’s name takes, and its external ID does not tell the project’s ID.',
			hint: 'Give the project a prefix without it.',
		},
	]);
	expect(judged({externalId: undefined})).toEqual([]);
	expect(judged({secrets: {prefix: 'workato/{name}/'}})[0]?.hint).toBe(
		'A secret’s name holds letters, digits and / _ + = . @ - ! only. Only {project} stands for something: the project’s name.',
	);
	expect(judged({secrets: {prefix: 'workato/*'}})[0]?.hint).toContain('Leave out the *');
	expect(judged({name: 'x'.repeat(200), secrets: {prefix: '{project}'.repeat(3)}})[0]?.hint).toBe(
		'With the project’s name it is longer than any secret’s name.',
	);
});

test('what was shared before is not told as new', () => {
	const before = projectsOf({A: {prefix: 'w/'}, B: {prefix: 'w/'}});
	const after = [...before, ...projectsOf({C: {prefix: 'x/'}, D: {prefix: 'x/1'}})];
	expect(newSharing(before, after).map(({readers}) => readers)).toEqual([['C']]);
	expect(newSharing(after, after)).toEqual([]);
});

const texts = fc
	.array(fc.constantFrom('a', 'b'), {minLength: 1, maxLength: 3})
	.map((signs) => signs.join(''));
const choice = fc.oneof(
	{arbitrary: texts.map((prefix) => ({prefix})), weight: 3},
	fc
		.uniqueArray(texts, {minLength: 1, maxLength: 3})
		.map((names) => names.map((name) => secretArn(name))),
	fc.constant('all' as const),
	fc.constantFrom({prefix: '{project}/'}, {prefix: 'a{project}'}),
);

// Two projects share when something that IAM would match for the one is matched for the other, whatever secrets there may be.
const isShared = (one: WantedSecrets, other: WantedSecrets): boolean => {
	const parts = (wanted: WantedSecrets) =>
		wanted === 'all'
			? [{text: '', isOpen: true}]
			: Array.isArray(wanted)
				? wanted.map((arn) => ({
						text: arn.replace(/^.*:secret:/v, ''),
						isOpen: false,
					}))
				: [{text: wanted.prefix, isOpen: true}];
	return parts(one).some((a) =>
		parts(other).some(
			(b) =>
				a.text === b.text ||
				(a.isOpen && b.text.startsWith(a.text)) ||
				(b.isOpen && a.text.startsWith(b.text)),
		),
	);
};

test('every two projects that could read one secret are told, and no others', () => {
	fc.assert(
		fc.property(fc.array(choice, {minLength: 2, maxLength: 6}), (chosen) => {
			const projects = projectsOf(
				Object.fromEntries(chosen.map((secrets, index) => [`p${'a'.repeat(index)}`, secrets])),
			);
			const told = new Set(
				findSharing(projects).flatMap(({readers, held}) =>
					readers.flatMap((one) =>
						[...readers, ...held]
							.filter((other) => other !== one)
							.map((other) => [one, other].toSorted().join(' ')),
					),
				),
			);
			const expected = projects.flatMap((one, index) =>
				projects
					.slice(index + 1)
					.filter((other) => isShared(spelledSecrets(one)!, spelledSecrets(other)!))
					.map((other) => [one.name, other.name].toSorted().join(' ')),
			);
			expect([...told].toSorted()).toEqual(expected.toSorted());
		}),
	);
});

test('a thousand projects are compared at once', () => {
	const many = Array.from({length: 1000}, (_, index) => [
		`Project ${index}`,
		index % 3 === 0 ? pattern : Array.from({length: 5}, (_each, n) => secretArn(`s/${index}/${n}`)),
	]);
	const projects = projectsOf({
		Ops: 'all',
		...(Object.fromEntries(many) as Record<string, WantedSecrets>),
	});
	const start = performance.now();
	expect(sharingWarnings(projects).map(({message}) => message)).toEqual([
		'“Ops” reads every secret of the region, and so the secrets of “Project 0”, “Project 1”, “Project 2” and 997 more, too.',
	]);
	expect(performance.now() - start).toBeLessThan(1000);
});

test('projects whose names look alike are told apart, to be agreed to', () => {
	const given = answersOf([
		projectOf('Oca'),
		projectOf('Оса', {
			externalId: 'workato_iam_external_id_12345_77',
			secrets: [secretArn('b')],
		}),
		projectOf('Заказы', {
			externalId: 'workato_iam_external_id_12345_78',
			secrets: [secretArn('c')],
		}),
	]);
	expect(validateAnswers(given, {}).filter(({code}) => code === 'LookAlike')).toEqual([
		{
			code: 'LookAlike',
			kind: 'warning',
			group: 'Oca',
			field: 'name',
			message: String.raw`The projects “Oca” and “\u{41e}\u{441}\u{430}” look alike: letters of another script (Cyrillic) look like Latin ones.`,
			hint: 'Compare the names with those in Workato, letter by letter.',
		},
	]);
});
