import {describe, expect, it} from 'vitest';
import {validateTrust} from '../../source/policy/validate-trust.js';
import {type Condition} from '../../source/policy/policy-document.js';
import {own} from './policies.js';
import {trusted, trustOf, trustStatement} from './trust-policies.js';

const oidc = (host: string) => `arn:aws:iam::${own}:oidc-provider/${host}`;
const actions = 'token.actions.githubusercontent.com';
const cluster = 'oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE1234';
const circle = 'oidc.circleci.com/org/00000000-1111-2222-3333-444444444444';
const bitbucket = 'api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc';
const saml = `arn:aws:iam::${own}:saml-provider/Okta`;

/** What is said of a trust policy with Workato's own statement and one for a provider, beside how Workato fares: nothing, or how bad it is. */
const said = (
	provider: string,
	condition: Condition,
	action: string | string[] = 'sts:AssumeRoleWithWebIdentity',
) => {
	const {isLetIn, findings} = validateTrust(
		trustOf(trustStatement, {
			Effect: 'Allow',
			Principal: {Federated: provider},
			Action: action,
			Condition: condition,
		}),
		{...trusted, ownAccount: own},
	);
	expect(isLetIn).toBe('yes');
	expect(findings.every(({code}) => code === 'outsider')).toBe(true);
	return findings.map(({kind}) => kind).join(' ');
};

const sub = (host: string, wanted: string | string[]): Condition => ({
	StringLike: {[`${host}:sub`]: wanted},
});

describe('people who sign in elsewhere', () => {
	it.each<[string, string, Condition, string]>([
		['GitHub without condition', oidc(actions), {}, 'fail'],
		[
			'GitHub with aud only',
			oidc(actions),
			{StringEquals: {[`${actions}:aud`]: 'sts.amazonaws.com'}},
			'fail',
		],
		[
			'GitHub with one repository',
			oidc(actions),
			{
				StringEquals: {
					[`${actions}:aud`]: 'sts.amazonaws.com',
					[`${actions}:sub`]: 'repo:acme/app:ref:refs/heads/main',
				},
			},
			'warn',
		],
		[
			'GitHub with an organisation',
			oidc(actions),
			sub(actions, ['repo:acme/*', 'repo:acme/app:*']),
			'warn',
		],
		[
			'GitHub with a repository by its ID as well',
			oidc(actions),
			sub(actions, 'repo:acme@123/app@456:*'),
			'warn',
		],
		['GitHub with any organisation', oidc(actions), sub(actions, 'repo:*'), 'fail'],
		['GitHub with the beginning of a name', oidc(actions), sub(actions, 'repo:acme*'), 'fail'],
		['GitHub with any owner of a repository', oidc(actions), sub(actions, 'repo:*/app:*'), 'fail'],
		[
			'GitHub with one that is open beside one that is not',
			oidc(actions),
			sub(actions, ['repo:acme/app:*', 'repo:*:environment:prod']),
			'fail',
		],
		[
			'GitHub with a subject that names nobody',
			oidc(actions),
			{StringEquals: {[`${actions}:sub`]: 'environment:prod'}},
			'fail',
		],
		[
			'GitHub with a star that stands for itself',
			oidc(actions),
			{StringEquals: {[`${actions}:sub`]: 'repo:acme/app:*'}},
			'warn',
		],
		[
			'GitHub with IfExists, on a claim that is always there',
			oidc(actions),
			{StringLikeIfExists: {[`${actions}:sub`]: 'repo:acme/*'}},
			'warn',
		],
		[
			'GitHub with all but one',
			oidc(actions),
			{StringNotLike: {[`${actions}:sub`]: 'repo:acme/*'}},
			'fail',
		],
		[
			'GitHub with an owner',
			oidc(actions),
			{StringEquals: {[`${actions}:repository_owner`]: 'acme'}},
			'warn',
		],
		[
			'GitHub with an owner, if that is told',
			oidc(actions),
			{StringEqualsIfExists: {[`${actions}:repository_owner`]: 'acme'}},
			'fail',
		],
		[
			'GitHub with the beginning of a repository’s name',
			oidc(actions),
			{StringLike: {[`${actions}:repository`]: 'ac*/app'}},
			'fail',
		],
		[
			'GitHub with a workflow that others may call',
			oidc(actions),
			{
				StringLike: {
					[`${actions}:job_workflow_ref`]: 'acme/flows/.github/workflows/x.yml@*',
				},
			},
			'unknown',
		],
		[
			'GitHub with such a workflow, and an organisation',
			oidc(actions),
			{
				StringLike: {
					[`${actions}:job_workflow_ref`]: 'acme/flows/.github/workflows/x.yml@*',
					[`${actions}:sub`]: 'repo:acme/*',
				},
			},
			'warn',
		],
		[
			'an enterprise on GitHub',
			oidc(`${actions}/acme`),
			{StringEquals: {[`${actions}/acme:aud`]: 'sts.amazonaws.com'}},
			'warn',
		],
		['GitLab without condition', oidc('gitlab.com'), {}, 'fail'],
		[
			'GitLab with a group',
			oidc('gitlab.com'),
			sub('gitlab.com', 'project_path:acme/*:ref_type:branch:ref:main'),
			'warn',
		],
		[
			'GitLab with any group',
			oidc('gitlab.com'),
			sub('gitlab.com', 'project_path:*:ref_type:branch:ref:main'),
			'fail',
		],
		['Google without condition', 'accounts.google.com', {}, 'fail'],
		[
			'Google with one’s own application',
			'accounts.google.com',
			{StringEquals: {'accounts.google.com:aud': '1234.apps'}},
			'unknown',
		],
		[
			'Google with an audience that callers choose',
			'accounts.google.com',
			{StringEquals: {'accounts.google.com:oaud': 'aws'}},
			'fail',
		],
		[
			'Google with one account',
			'accounts.google.com',
			{StringEquals: {'accounts.google.com:sub': '1234567890'}},
			'warn',
		],
		['Cognito without condition', 'cognito-identity.amazonaws.com', {}, 'fail'],
		[
			'Cognito with the pool only',
			'cognito-identity.amazonaws.com',
			{StringEquals: {'cognito-identity.amazonaws.com:aud': 'us-east-1:1'}},
			'unknown',
		],
		[
			'Cognito with those who signed in, of any pool',
			'cognito-identity.amazonaws.com',
			{
				'ForAnyValue:StringLike': {
					'cognito-identity.amazonaws.com:amr': 'authenticated',
				},
			},
			'fail',
		],
		[
			'Cognito with the pool and those who signed in',
			'cognito-identity.amazonaws.com',
			{
				StringEquals: {'cognito-identity.amazonaws.com:aud': 'us-east-1:1'},
				'ForAnyValue:StringLike': {
					'cognito-identity.amazonaws.com:amr': 'authenticated',
				},
			},
			'warn',
		],
		[
			'Cognito with guests',
			'cognito-identity.amazonaws.com',
			{
				StringEquals: {'cognito-identity.amazonaws.com:aud': 'us-east-1:1'},
				'ForAnyValue:StringLike': {
					'cognito-identity.amazonaws.com:amr': 'unauthenticated',
				},
			},
			'fail',
		],
		['a cluster without condition', oidc(cluster), {}, 'fail'],
		[
			'a cluster with aud only',
			oidc(cluster),
			{StringEquals: {[`${cluster}:aud`]: 'sts.amazonaws.com'}},
			'fail',
		],
		[
			'a cluster with a service account',
			oidc(cluster),
			{StringEquals: {[`${cluster}:sub`]: 'system:serviceaccount:apps:sync'}},
			'warn',
		],
		[
			'a cluster with any namespace',
			oidc(cluster),
			sub(cluster, 'system:serviceaccount:*:sync'),
			'fail',
		],
		[
			'HCP Terraform with any workspace',
			oidc('app.terraform.io'),
			sub('app.terraform.io', 'organization:*:workspace:aws:run_phase:*'),
			'fail',
		],
		[
			'HCP Terraform with an organisation',
			oidc('app.terraform.io'),
			sub('app.terraform.io', 'organization:acme:project:*'),
			'warn',
		],
		[
			'Buildkite with aud only',
			oidc('agent.buildkite.com'),
			{StringEquals: {'agent.buildkite.com:aud': 'sts.amazonaws.com'}},
			'fail',
		],
		[
			'Buildkite with a pipeline',
			oidc('agent.buildkite.com'),
			sub('agent.buildkite.com', 'organization:acme:pipeline:app:*'),
			'warn',
		],
		['an organisation of CircleCI', oidc(circle), {}, 'warn'],
		['a workspace of Bitbucket', oidc(bitbucket), {}, 'warn'],
		[
			'a provider that is not known',
			oidc('login.example.com'),
			{StringEquals: {'login.example.com:sub': 'x'}},
			'unknown',
		],
	])('%s', (_, provider, condition, expected) => {
		expect(said(provider, condition)).toBe(expected);
	});

	it('the company’s own sign-in is named, that of another account cannot be told', () => {
		const audience = {
			StringEquals: {'SAML:aud': 'https://signin.aws.amazon.com/saml'},
		};
		expect(said(saml, audience, 'sts:AssumeRoleWithSAML')).toBe('warn');
		expect(said(saml.replace(own, '999999999999'), audience, 'sts:AssumeRoleWithSAML')).toBe(
			'unknown',
		);
	});

	it('nobody is let in by an action that is not for them', () => {
		expect(said(oidc(actions), {}, 'sts:AssumeRole')).toBe('');
		expect(said(oidc(actions), {}, 'sts:TagSession')).toBe('');
		expect(said(saml, {}, 'sts:AssumeRoleWithWebIdentity')).toBe('');
		expect(said(saml, {}, ['sts:TagSession', 'sts:AssumeRoleWith*'])).toBe('warn');
	});

	it('a Deny counts', () => {
		const open = {
			Effect: 'Allow',
			Principal: {Federated: oidc(actions)},
			Action: 'sts:AssumeRoleWithWebIdentity',
		};
		const {findings} = validateTrust(
			trustOf(trustStatement, open, {
				...open,
				Effect: 'Deny',
				Condition: {StringNotLike: {[`${actions}:sub`]: 'repo:acme/*'}},
			}),
			{...trusted, ownAccount: own},
		);
		expect(findings.map(({kind}) => kind)).toEqual(['warn']);
	});

	it('says who gets in, and what to do', () => {
		const {findings} = validateTrust(
			trustOf({
				Sid: 'Deploy',
				Effect: 'Allow',
				Principal: {Federated: oidc(actions)},
				Action: 'sts:AssumeRoleWithWebIdentity',
			}),
			{...trusted, ownAccount: own},
		);
		expect(findings.at(-1)?.message).toBe(
			'Statement 1 ("Deploy") lets in any repository on GitHub, through token.actions.githubusercontent.com. Limit its sub to “repo:”, your organisation and “/”, with a wildcard only after that.',
		);
	});
});
