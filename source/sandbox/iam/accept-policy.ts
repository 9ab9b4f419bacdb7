import {type Json} from '../../json.js';
import {printPolicy, normalisePolicy, invalidPrincipal} from '../key-policy.js';
import {type State} from '../state.js';
import {isOperator} from '../conditions.js';
import {AwsError} from '../answer.js';
import {invalid} from '../operation.js';
import {parseStatements, type ParsedStatement} from '../evaluate.js';

const replaceName = (value: Json, arn: string, id: string): Json => {
	if (Array.isArray(value)) {
		return value.map((one) => replaceName(one, arn, id));
	}

	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(
			Object.entries(value).map(([name, field]) => [name, replaceName(field, arn, id)]),
		);
	}

	return value === arn ? id : value;
};

const replaceIn = (policy: string, arn: string, id: string): string => {
	const isPrincipal = (name: string) => name === 'Principal' || name === 'NotPrincipal';
	return JSON.stringify(
		JSON.parse(policy, (name, value: Json) =>
			isPrincipal(name) ? replaceName(value, arn, id) : value,
		),
	);
};

/**
AWS keeps a role in a policy by its unique id. Once the role is gone, the id is what shows, and it never means a later role of
the same name. Changes the trust policies and the policies of keys and secrets that
named it.
*/
export const orphanPrincipal = (
	{identities, keys, secrets}: State,
	arn: string,
	id: string,
): void => {
	for (const identity of Object.values(identities)) {
		if (identity.trust?.includes(arn)) {
			identity.trust = replaceIn(identity.trust, arn, id);
		}
	}

	for (const key of Object.values(keys)) {
		if (key.policy.includes(arn)) {
			key.policy = printPolicy(replaceIn(key.policy, arn, id));
		}
	}

	for (const secret of Object.values(secrets)) {
		if (secret.policy?.includes(arn)) {
			secret.policy = replaceIn(secret.policy, arn, id);
		}
	}
};

const malformed = (message: string): AwsError => new AwsError('MalformedPolicyDocument', message);

const limitExceeded = (message: string): AwsError => new AwsError('LimitExceeded', message, 409);

const arnForm = /^arn:(?:aws[\-a-z]*|\*):[*\-0-9a-z]+:[*\-0-9a-z]*:[\d*]*:.+$/v;

/** What is wrong with a statement of either kind of policy. */
const commonProblem = (statement: ParsedStatement): string | undefined => {
	const {Sid = '', Action, NotAction, Condition = {}} = statement;
	if (!/^[0-9A-Za-z]*$/v.test(Sid)) {
		return 'Statement IDs (SID) may have letters and digits only.';
	}

	if ((Action === undefined) === (NotAction === undefined)) {
		return 'Policy statement must contain actions.';
	}

	const actions = [...(Action ?? []), ...(NotAction ?? [])];
	if (actions.some((one) => !(one === '*' || /^[\-0-9a-z]+:[\w*?]+$/iv.test(one)))) {
		return 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
	}

	const operator = Object.keys(Condition).find((name) => !isOperator(name));
	return operator === undefined ? undefined : `Invalid Condition type : ${operator}.`;
};

const identityProblem = (statement: ParsedStatement): string | undefined => {
	const {Principal, NotPrincipal, Resource, NotResource} = statement;
	if (Principal ?? NotPrincipal) {
		return 'Policy document should not specify a principal.';
	}

	const resources = [...(Resource ?? []), ...(NotResource ?? [])];
	if (resources.length === 0 || (Resource && NotResource)) {
		return 'Policy statement must contain resources.';
	}

	const wrong = resources.find((one) => one !== '*' && !arnForm.test(one));
	return wrong === undefined ? undefined : `Resource ${wrong} must be in ARN format or "*".`;
};

const trustProblem = (state: State, statement: ParsedStatement): string | undefined => {
	const {Principal, NotPrincipal, Resource, NotResource, Action} = statement;
	if (Resource ?? NotResource) {
		return 'Has prohibited field Resource';
	}

	if (!Principal || NotPrincipal) {
		return 'Missing required field Principal';
	}

	if (!Action?.every((one) => /^sts:/iv.test(one))) {
		return 'AssumeRole policy may only specify STS AssumeRole actions.';
	}

	const wrong = invalidPrincipal(state, statement);
	return wrong === undefined ? undefined : `Invalid principal in policy: ${wrong}`;
};

const read = (
	text: string,
	problemOf: (statement: ParsedStatement) => string | undefined,
): void => {
	if (!/^[\t\n\r\u{20}-\u{FF}]+$/v.test(text)) {
		throw invalid(
			'The specified value for policyDocument is invalid. It must contain only printable ASCII characters.',
		);
	}

	let statements: ParsedStatement[];
	try {
		statements = parseStatements(text);
	} catch (error) {
		throw malformed(
			error instanceof SyntaxError
				? 'This policy contains invalid Json'
				: 'Syntax errors in policy.',
		);
	}

	const sids = statements.flatMap(({Sid = ''}) => (Sid === '' ? [] : [Sid]));
	if (new Set(sids).size < sids.length) {
		throw malformed('Statement IDs (SID) in a single policy must be unique.');
	}

	for (const statement of statements) {
		const problem = commonProblem(statement) ?? problemOf(statement);
		if (problem !== undefined) {
			throw malformed(problem);
		}
	}
};

/**
Judges a trust policy as CreateRole and UpdateAssumeRolePolicy do, and gives it back as IAM keeps it.
@throws {AwsError} MalformedPolicyDocument, LimitExceeded over 2,048 characters, ValidationError
*/
export const acceptTrust = (state: State, text: string): string => {
	read(text, (statement) => trustProblem(state, statement));
	if (text.length > 2048) {
		throw limitExceeded('Cannot exceed quota for ACLSizePerRole: 2048');
	}

	return JSON.stringify(normalisePolicy(text));
};

/** The size that IAM counts: without white space. */
const sizeOf = (text: string): number => text.replaceAll(/\s/gv, '').length;

/**
Judges a policy that is put on a role beside `others`.
@throws {AwsError} MalformedPolicyDocument, LimitExceeded over 10,240 characters in all, ValidationError
*/
export const acceptInlinePolicy = (
	text: string,
	roleName: string,
	others: readonly string[],
): void => {
	read(text, identityProblem);
	if (sizeOf([text, ...others].join('')) > 10_240) {
		throw limitExceeded(`Maximum policy size of 10240 bytes exceeded for role ${roleName}`);
	}
};

/**
Judges a managed policy.
@throws {AwsError} MalformedPolicyDocument, LimitExceeded over 6,144 characters, ValidationError
*/
export const acceptManagedPolicy = (text: string): void => {
	read(text, identityProblem);
	if (sizeOf(text) > 6144) {
		throw limitExceeded('Cannot exceed quota for PolicySize: 6144');
	}
};
