import {formatWord} from '../terminal/foreign-text.js';
import {type Knowledge} from './match-condition.js';

/**
Somebody who can get a token of a provider without belonging to whom the role is for: by what the claims of that token are not.
`claims` are named without the provider in front.
*/
export type Outsider = {
	who: string;
	severity: 'fail' | 'unknown';
	claims: Readonly<Record<string, Knowledge>>;
	/** Only where whoever has these claims is kept out. */
	unless?: Readonly<Record<string, Knowledge>>;
	advice: string;
};

/** A provider of identities, as a trust policy names it. `host` stands before its claims in conditions. */
export type IdentityProvider = {
	kind: 'oidc' | 'saml';
	host: string;
	/** Whom its tokens stand for; undefined: the provider is not known here. */
	people?: string;
	/** Who else gets tokens there, the worst first. */
	outsiders: readonly Outsider[];
};

/**
A claim of somebody else: it is never what a policy names in full, and fits a pattern only where the part that says whose it is is left
open. `own` finds that part in a text; a text with a wildcard ends before it, in a NUL.
*/
const foreign = (own: RegExp): Knowledge => [
	{
		like: '*',
		isRuledOut(wanted, isPattern) {
			const [plain = ''] = isPattern ? wanted.split(/[*?]/v, 1) : [wanted];
			return own.test(plain.length < wanted.length ? `${plain}\0` : plain);
		},
	},
];

const orAbsent = (knowledge: Knowledge): Knowledge =>
	typeof knowledge === 'string' || 'oneOf' in knowledge ? knowledge : {oneOf: [[], [...knowledge]]};

const whole = /^[^\0]+$/v;

const github: Record<string, Knowledge> = {
	// A repository may choose which claims stand in its subject.
	sub: foreign(
		/^(?:repo(?:sitory)?:[^\0\/:]+\/|(?:repository_owner|enterprise):[^\0:]+(?::|$)|(?:repository|repository_owner|enterprise)_id:\d+(?::|$))/v,
	),
	repository: orAbsent(foreign(/^[^\0\/]+\//v)),
	repository_owner: orAbsent(foreign(whole)),
	repository_id: orAbsent(foreign(whole)),
	repository_owner_id: orAbsent(foreign(whole)),
	enterprise: orAbsent(foreign(whole)),
	enterprise_id: orAbsent(foreign(whole)),
};

const subject = (own: RegExp, who: string, advice: string): Outsider => ({
	who,
	severity: 'fail',
	claims: {sub: foreign(own)},
	advice,
});

const appUsers = (app: string, person: string): Outsider[] => [
	{
		who: 'everyone with an account there',
		severity: 'fail',
		claims: {[app]: foreign(whole), [person]: foreign(whole)},
		advice: `Ask for your own application with StringEquals and ${app}.`,
	},
	{
		who: 'every user of that application',
		severity: 'unknown',
		claims: {[person]: foreign(whole)},
		advice: `Who that may be cannot be seen from here; ${person} names one.`,
	},
];

type Known = {
	host: RegExp;
	people: string;
	outsiders: readonly Outsider[];
};

/** The providers that many people share, or that AWS knows by name, and what of their tokens says whose they are. */
const known: readonly Known[] = [
	{
		host: /^token\.actions\.githubusercontent\.com$/v,
		people: 'workflows of GitHub Actions',
		outsiders: [
			{
				who: 'any repository on GitHub',
				severity: 'fail',
				claims: {
					...github,
					job_workflow_ref: orAbsent(foreign(/^[^\0\/]+\//v)),
				},
				advice:
					'Limit its sub to “repo:”, your organisation and “/”, with a wildcard only after that.',
			},
			{
				who: 'every repository that calls that workflow',
				severity: 'unknown',
				claims: github,
				advice:
					'If the workflow is public, that is anyone; limit sub to your organisation as well.',
			},
		],
	},
	{
		host: /^token\.actions\.githubusercontent\.com\/[^\/]+$/v,
		people: 'workflows of that enterprise on GitHub',
		outsiders: [],
	},
	{
		host: /^gitlab\.com$/v,
		people: 'pipelines of GitLab',
		outsiders: [
			{
				who: 'any project on gitlab.com',
				severity: 'fail',
				claims: {
					sub: foreign(/^project_path:[^\0\/:]+\//v),
					project_path: orAbsent(foreign(/^[^\0\/]+\//v)),
					namespace_path: orAbsent(foreign(/^[^\0\/]+(?:\/|$)/v)),
					project_id: orAbsent(foreign(whole)),
					namespace_id: orAbsent(foreign(whole)),
				},
				advice:
					'Limit its sub to “project_path:”, your group and “/”, with a wildcard only after that.',
			},
		],
	},
	{
		host: /^oidc\.eks\.[\d\-a-z]+\.amazonaws\.com(?:\.cn)?\/id\/[^\/]+$/v,
		people: 'workloads of that EKS cluster',
		outsiders: [
			subject(
				/^system:serviceaccount:[^\0:]+:/v,
				'every workload of that EKS cluster',
				'Name the service account: sub is “system:serviceaccount:”, its namespace, “:” and its name.',
			),
		],
	},
	{
		host: /^cognito-identity\.amazonaws\.com$/v,
		people: 'users of that Cognito identity pool',
		outsiders: [
			{
				who: 'users of any Cognito identity pool',
				severity: 'fail',
				claims: {aud: foreign(whole), sub: foreign(whole)},
				advice: 'Ask for your own pool with StringEquals and aud.',
			},
			{
				who: 'guests of that pool, who have not signed in',
				severity: 'fail',
				claims: {amr: ['unauthenticated'], sub: foreign(whole)},
				unless: {amr: ['authenticated'], sub: foreign(whole)},
				advice: 'Ask for “authenticated” with amr.',
			},
			{
				who: 'guests of that pool, if it takes any',
				severity: 'unknown',
				claims: {amr: ['unauthenticated'], sub: foreign(whole)},
				advice: 'Ask for “authenticated” with ForAnyValue:StringLike and amr.',
			},
		],
	},
	{
		host: /^accounts\.google\.com$/v,
		people: 'identities of Google',
		outsiders: appUsers('aud', 'sub'),
	},
	{
		host: /^www\.amazon\.com$/v,
		people: 'users of Login with Amazon',
		outsiders: appUsers('app_id', 'user_id'),
	},
	{
		host: /^graph\.facebook\.com$/v,
		people: 'users of Facebook',
		outsiders: appUsers('app_id', 'id'),
	},
	{
		host: /^app\.terraform\.io$/v,
		people: 'workspaces of HCP Terraform',
		outsiders: [
			subject(
				/^organization:[^\0:]+:/v,
				'any organisation of HCP Terraform',
				'Limit its sub to “organization:”, yours and “:”, with a wildcard only after that.',
			),
		],
	},
	{
		host: /^agent\.buildkite\.com$/v,
		people: 'pipelines of Buildkite',
		outsiders: [
			subject(
				/^organization:[^\0:]+:/v,
				'any organisation of Buildkite',
				'Limit its sub to “organization:”, yours and “:”, with a wildcard only after that.',
			),
		],
	},
	{
		host: /^oidc\.circleci\.com\/org\/[^\/]+$/v,
		people: 'pipelines of that CircleCI organisation',
		outsiders: [],
	},
	{
		host: /^api\.bitbucket\.org\/2\.0\/workspaces\/[^\/]+\/pipelines-config\/identity\/oidc$/v,
		people: 'pipelines of that Bitbucket workspace',
		outsiders: [],
	},
];

/** Reads whom `{"Federated": …}` names: the ARN of a provider, or the name of one that AWS knows. */
export function identityProvider(principal: string, ownAccount: string): IdentityProvider {
	const {account, saml, oidc} =
		/^arn:[^:]+:iam::(?<account>\d{12}):(?:saml-provider\/(?<saml>.+)|oidc-provider\/(?<oidc>.+))$/v.exec(
			principal,
		)?.groups ?? {};
	if (saml !== undefined) {
		return {
			kind: 'saml',
			host: 'saml',
			// The company's own sign-in says who may take which role.
			...(account === ownAccount && {
				people: `people whom the sign-in ${formatWord(saml)} of your account gives this role`,
			}),
			outsiders: [],
		};
	}

	const host = (oidc ?? principal).replace(/\/$/v, '');
	const found = known.find((one) => one.host.test(host.toLowerCase()));
	return {
		kind: 'oidc',
		host,
		outsiders: found?.outsiders ?? [],
		...(found && {people: found.people}),
	};
}
