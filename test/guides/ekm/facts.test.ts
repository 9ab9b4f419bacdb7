import {expect, test} from 'vitest';
import {type EkmAnswers} from '../../../source/guides/ekm/answers.js';
import {ekmGuide} from '../../../source/guides/ekm/ekm-guide.js';
import {type EkmObservation} from '../../../source/guides/ekm/observation.js';
import {
	absent,
	found,
	key,
	keyArn,
	nothingThere,
	ownerStatement,
	policyOf,
	seen,
} from './ekm-observation.js';
import {answersOf, setupOf, workatoStatement} from './ekm-setup.js';

const outsider = {
	Sid: 'Audit',
	Effect: 'Allow',
	Principal: {AWS: 'arn:aws:iam::444455556666:role/Audit'},
	Action: 'kms:DescribeKey',
	Resource: '*',
};

function factsOf(
	answers: Partial<EkmAnswers>,
	observation: EkmObservation,
	pastedAccounts: string[] = ['999988887777'],
): string[] {
	const saved = {...setupOf(answers), pastedAccounts};
	const {identity} = observation;
	if (identity.state !== 'found') {
		throw new Error('Nobody is signed in.');
	}

	const whole = answersOf(saved);
	const {changes} = ekmGuide.plan(whole, observation, saved);
	const facts = ekmGuide.facts?.(changes, {answers: whole, identity: identity.value, saved}) ?? [];
	return facts.map(({label, value}) => `${label}: ${value}`);
}

const newKey = {create: {alias: 'workato-ekm', description: 'For Workato', tags: {team: 'data'}}};

test('a new key: what it is, who gets what, its rotation, description and tags', () => {
	expect(factsOf({key: newKey}, nothingThere)).toEqual([
		'Key: new, symmetric, alias/workato-ekm',
		'Owner: account 111122223333, full control',
		'Workato: role Workato_EKM of 999988887777: Encrypt, Decrypt',
		'Rotation: every 365 days',
		'Description: “For Workato”',
		'Tags: team=data, workato-aws:setup=production, a mark of this run',
	]);
});

test('an account that only a file calls Workato’s is not called so; administrators and no rotation are said', () => {
	const admin = 'arn:aws:iam::111122223333:role/KeyAdmin';
	const facts = factsOf(
		{key: {create: {alias: 'a', administrators: [admin]}}, rotation: {enabled: false}},
		nothingThere,
		[],
	);
	expect(facts).toContain('Lets in: role Workato_EKM of 999988887777: Encrypt, Decrypt');
	expect(facts).toContain('Rotation: off');
	expect(facts.find((fact) => fact.startsWith('Own account: role KeyAdmin of'))).toContain('Put*');
});

test('a key that is there: which it is, what joins its policy, and what stays', () => {
	const observation = seen({
		key: found({...key, foundBy: 'answer'}),
		policy: found(policyOf(ownerStatement, outsider)),
		rotation: found({enabled: true, days: 365}),
		aliasTarget: absent,
	});
	expect(factsOf({key: {use: keyArn}}, observation)).toEqual([
		`Key: there already, ${keyArn}`,
		'Workato: role Workato_EKM of 999988887777: Encrypt, Decrypt',
		'Stays: 2 statements of the key policy',
	]);
});

test('what a fix takes away is said', () => {
	const saved = setupOf({key: {use: keyArn}});
	const after = policyOf(ownerStatement);
	const facts = ekmGuide.facts?.(
		[
			{
				id: 'fix',
				title: 'Take it away',
				why: 'It is open.',
				call: {
					service: 'kms',
					operation: 'PutKeyPolicy',
					input: {KeyId: keyArn, PolicyName: 'default', Policy: JSON.stringify(after)},
				},
				policy: {before: policyOf(ownerStatement, outsider, workatoStatement), after},
			},
		],
		{
			answers: answersOf(saved),
			identity: {
				account: '111122223333',
				arn: 'arn:aws:iam::111122223333:root',
				partition: 'aws',
				source: 'test',
			},
			saved,
		},
	);
	expect(facts).toEqual([
		{label: 'Key', value: `there already, ${keyArn}`},
		{label: 'Taken away', value: 'role Audit of 444455556666: DescribeKey'},
		{label: 'Taken away', value: 'role Workato_EKM of 999988887777: Encrypt, Decrypt'},
		{label: 'Stays', value: '1 statement of the key policy'},
	]);
});
