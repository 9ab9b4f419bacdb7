import {isOperator} from '../conditions.js';
import {AwsError} from '../errors.js';
import {invalid} from '../form.js';
import {normalisePolicy} from '../print-policy.js';
import {invalidPrincipal} from '../principals.js';
import {type State} from '../state.js';
import {parseStatements, type ParsedStatement} from '../statements.js';

const malformed = (message: string): AwsError =>
	new AwsError('MalformedPolicyDocument', message);

const limitExceeded = (message: string): AwsError =>
	new AwsError('LimitExceeded', message, 409);

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
	if (
		actions.some((one) => !(one === '*' || /^[\-0-9a-z]+:[\w*?]+$/iv.test(one)))
	) {
		return 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
	}

	const operator = Object.keys(Condition).find((name) => !isOperator(name));
	return operator === undefined
		? undefined
		: `Invalid Condition type : ${operator}.`;
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
	return wrong === undefined
		? undefined
		: `Resource ${wrong} must be in ARN format or "*".`;
};

const trustProblem = (
	state: State,
	statement: ParsedStatement,
): string | undefined => {
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
	return wrong === undefined
		? undefined
		: `Invalid principal in policy: ${wrong}`;
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
@throws {AwsError} MalformedPolicyDocument, LimitExceeded over 2,048 characters (aws.md 3.1 and 3.3), ValidationError
*/
export const acceptTrust = (state: State, text: string): string => {
	read(text, (statement) => trustProblem(state, statement));
	if (text.length > 2048) {
		throw limitExceeded('Cannot exceed quota for ACLSizePerRole: 2048');
	}

	return JSON.stringify(normalisePolicy(text));
};

/** The size that IAM counts: without white space (aws.md 3.1). */
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
		throw limitExceeded(
			`Maximum policy size of 10240 bytes exceeded for role ${roleName}`,
		);
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
