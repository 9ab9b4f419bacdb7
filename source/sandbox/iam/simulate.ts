import {type JsonObject} from '../../json.js';
import {type RequestContext} from '../conditions.js';
import {authoriseIdentity} from '../authorise.js';
import {AwsError} from '../answer.js';
import {evaluateIdentity, type Caller, type PolicyRequest} from '../evaluate.js';
import {pageOf, queryList, queryObjects, required, type CallContext} from '../operation.js';
import {effectivePolicies} from './policies.js';

const readActions = (form: URLSearchParams): string[] => {
	const actions = queryList(form, 'ActionNames');
	if (actions.length === 0 || actions.some((action) => !/^[\-0-9a-z]+:\w+$/iv.test(action))) {
		throw new AwsError(
			'InvalidInput',
			'ActionNames has names such as kms:CreateKey, at least one.',
		);
	}

	return actions;
};

/** The condition keys that the caller wants the request to have. */
const readContext = (form: URLSearchParams): RequestContext =>
	Object.fromEntries(
		queryObjects(form, 'ContextEntries', 'ContextKeyName').map((prefix) => [
			(form.get(`${prefix}ContextKeyName`) ?? '').toLowerCase(),
			queryList(form, `${prefix}ContextKeyValues`),
		]),
	);

const decide = (
	identity: Pick<Caller, 'policies' | 'boundary'>,
	request: PolicyRequest,
): JsonObject => {
	const {own, boundary} = evaluateIdentity(identity, request);
	return {
		EvalDecision: own === 'allowed' || boundary === 'explicitDeny' ? boundary : own,
		...(identity.boundary !== undefined && {
			PermissionsBoundaryDecisionDetail: {
				AllowedByPermissionsBoundary: boundary === 'allowed',
			},
		}),
	};
};

/** SimulatePrincipalPolicy: what the policies of a role or user say to each action on each resource, and nothing else. */
export const simulate = (form: URLSearchParams, {state, caller}: CallContext): JsonObject => {
	const source = required(form, 'PolicySourceArn');
	authoriseIdentity(caller, 'iam:SimulatePrincipalPolicy', source);
	// A session is not a source: its role has to be named.
	if (!/^arn:aws:iam::\d{12}:(?:user|role|group)\/.+$/v.test(source)) {
		throw new AwsError(
			'InvalidInput',
			'Invalid Entity Arn: it has to be the ARN of a user, a group or a role.',
		);
	}

	const actions = readActions(form);
	const identity = state.identities[source];
	if (!identity) {
		throw new AwsError('NoSuchEntity', `${source} cannot be found.`, 404);
	}

	const policies = effectivePolicies(state, identity);
	const context = readContext(form);
	const given = queryList(form, 'ResourceArns');
	const results = actions.flatMap((action) =>
		(given.length === 0 ? ['*'] : given).map((resource) => ({
			EvalActionName: action,
			EvalResourceName: resource,
			...decide(policies, {action, resource, context}),
			MatchedStatements: [],
			MissingContextValues: [],
		})),
	);
	const {items, ...rest} = pageOf(form, results);
	return {EvaluationResults: items, ...rest};
};
