import {expect, test} from 'vitest';
import {
	validateSecrets,
	readSecretArns,
	prefixFor,
	prefixProblem,
	summarizeReach,
} from '../../../source/guides/secrets/wanted-secrets.js';
import {roleTable} from '../../../source/guides/secrets/project-table.js';
import {answersOf, own, projectOf, region, secretArn} from './secrets-setup.js';

const refusals = (secret: string) =>
	validateSecrets(answersOf([projectOf('A', {secrets: [secret]})]), {
		account: own,
		region,
	})
		.filter(({kind}) => kind === 'refusal')
		.map(({message}) => message);

test.each(['A db', 'A"db', 'Ä/db', 'A\u{0}b'])(
	'%j in an ARN is refused: no export and no policy could be made of it',
	(name) => {
		expect(refusals(secretArn(name))).toEqual([expect.stringContaining('is not')]);
	},
);

test('an ARN as AWS prints it is taken', () => {
	expect(refusals(secretArn('A/db'))).toEqual([]);
});

const arnOf = (name: string) => `arn:aws:secretsmanager:us-east-1:111122223333:secret:${name}`;

const place = {
	region: 'us-east-1',
	account: '111122223333',
	listed: [{name: 'workato/shop', arn: arnOf('workato/shop-Ab12Cd')}],
};

test.each([
	['its name', 'workato/shop'],
	['its ARN', arnOf('workato/shop-Ab12Cd')],
	['its ARN without the six characters', arnOf('workato/shop')],
	['its name twice', 'workato/shop\nworkato/shop'],
])('a secret given by %s becomes the ARN that AWS prints', (_how, text) => {
	expect(readSecretArns(text, place)).toEqual({
		arns: [arnOf('workato/shop-Ab12Cd')],
	});
});

test('a whole ARN is taken although AWS does not list it', () => {
	expect(readSecretArns(arnOf('other-Ab12Cd'), {...place, listed: []})).toEqual({
		arns: [arnOf('other-Ab12Cd')],
	});
});

test.each([
	['nothing', 'AWS lists no secret “nothing” in us-east-1'],
	[
		'arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-Ab12Cd',
		'is in eu-west-1; this setup is for us-east-1',
	],
	[
		'arn:aws:secretsmanager:us-east-1:999988887777:secret:a-Ab12Cd',
		'belongs to account 999988887777; you are in 111122223333',
	],
	['arn:aws:s3:::bucket', 'is not the ARN of a secret'],
	[arnOf('short'), 'lacks the six characters'],
])('%s is refused', (text, words) => {
	expect(readSecretArns(text, place).problem).toContain(words);
});

const listed = (...names: string[]) => names.map((name) => ({name, arn: arnOf(`${name}-Ab12Cd`)}));

test('a pattern becomes the prefix of each project', () => {
	expect(prefixFor('workato/{project}/', {name: 'Order to Cash'})).toBe('workato/Order-to-Cash/');
	// The replacement patterns of String#replace mean nothing here.
	expect(prefixFor('{project}-{project}', {name: 'a$&b'})).toBe('a-b-a-b');
});

test.each([
	['', 'Give the beginning'],
	['workato/*', 'Leave out the *'],
	['arn:aws:secretsmanager', 'not of the ARNs'],
	['two words', 'letters, digits'],
	['workato/{project}/', undefined],
])('the prefix “%s”: %s', (text, problem) => {
	const found = prefixProblem(text);
	if (problem === undefined) {
		expect(found).toBeUndefined();
	} else {
		expect(found).toContain(problem);
	}
});

test('what a prefix reaches now is said, for one project and for many', () => {
	const names = listed('a/1', 'a/2', 'a/3', 'a/4', 'b/1');
	expect(summarizeReach([{project: 'A', prefix: 'a/'}], names)).toEqual({
		words:
			'It reaches 4 secrets now: a/1, a/2, a/3 and 1 more. Those that come later will be reached, too.',
		isEmpty: false,
	});
	expect(
		summarizeReach(
			[
				{project: 'A', prefix: 'a/'},
				{project: 'C', prefix: 'c/'},
			],
			names,
		),
	).toEqual({
		words: '1 of 2 projects have secrets with their prefix now. None yet: c/.',
		isEmpty: true,
	});
});

test('a prefix that reaches nothing but for its capital letters says so', () => {
	const names = listed('a/1', 'workato/orders/database');
	const words = ' AWS tells capital and small letters apart: there is workato/orders/database.';
	const orders = {project: 'Orders', prefix: 'workato/Orders/'};
	expect(summarizeReach([orders], names).words).toBe(
		`No secret’s name begins with workato/Orders/ now. Those that come later will be reached.${words}`,
	);
	expect(summarizeReach([{project: 'A', prefix: 'a/'}, orders], names).words).toBe(
		`1 of 2 projects have secrets with their prefix now. None yet: workato/Orders/.${words}`,
	);
});

test('the table of roles is CSV that a spreadsheet takes for text', () => {
	expect(
		roleTable(
			[
				{name: 'Shop, north', externalId: 'x_1'},
				{name: '=cmd()', externalId: 'x_2'},
				{name: 'No role yet'},
			],
			{'Shop, north': 'arn:1', '=cmd()': 'arn:2'},
		),
	).toBe('project,external id,role arn\r\n"Shop, north",x_1,arn:1\r\n\'=cmd(),x_2,arn:2\r\n');
});
