import {expect, test} from 'vitest';
import {secretsGuide} from '../../../source/guides/secrets/secrets-guide.js';
import {type ProjectObservation} from '../../../source/guides/secrets/observation.js';
import {setupOf} from '../ekm/ekm-setup.js';
import {
	answersOf,
	externalId,
	found,
	observationOf,
	own,
	projectOf,
	roleOf,
	secretArn,
	secretFacts,
	seenOf,
	trustOf,
	workato,
} from './secrets-setup.js';

const arn = secretArn('db');

function factsOf(role: {create?: {name: string}; use?: string}, seen: Partial<ProjectObservation>) {
	const answers = answersOf([
		projectOf('Payroll', {externalId: externalId('Payroll'), secrets: [arn], role}),
	]);
	const observation = observationOf({
		Payroll: seenOf('Payroll', {
			secrets: [{wanted: arn, secret: found(secretFacts(arn))}],
			...seen,
		}),
	});
	const saved = {...setupOf(), setup: {...answers, projects: undefined}, pastedAccounts: [workato]};
	const {changes} = secretsGuide.plan(answers, observation, saved);
	const identity = {account: own, arn: '', partition: 'aws', source: 'test'};
	const facts = secretsGuide.facts?.(changes, {answers, identity, saved}) ?? [];
	return facts.map(({label, value}) => `${label}: ${value}`);
}

const workatos = `Workato: account ${workato}: AssumeRole if sts:ExternalId is ${externalId('Payroll')}`;

test('a new role: its name, who may assume it, what it may do, description and tags', () => {
	expect(factsOf({create: {name: 'W-Payroll'}}, {role: {state: 'absent'}})).toEqual([
		'Role: new, W-Payroll',
		workatos,
		`May: GetSecretValue on ${arn}`,
		'Description: “Workato project Payroll”',
		'Tags: workato-aws:setup=production, a mark of this run, workato-aws:project=Payroll',
	]);
});

test('a role that is there: what joins its trust, and what stays', () => {
	const trust = {
		...trustOf('Payroll'),
		Statement: [
			{Effect: 'Allow', Principal: {Service: 'lambda.amazonaws.com'}, Action: 'sts:AssumeRole'},
		],
	};
	const role = roleOf('Payroll', {foundBy: 'answer', trust, inline: []});
	expect(factsOf({use: role.name}, {role: found(role)})).toEqual([
		`Role: there already, ${role.name}`,
		workatos,
		'Stays: 1 statement of the trust policy',
		`May: GetSecretValue on ${arn}`,
	]);
});
