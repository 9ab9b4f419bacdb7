import {type JsonObject} from '../json.js';
import {authoriseIdentity} from './authorise.js';
import {AwsError} from './errors.js';
import {evaluateIdentityPolicy} from './evaluate.js';
import {pageOf, queryList, required} from './form.js';
import {type CallContext} from './operation.js';
import {parseStatements} from './statements.js';

const readActions = (form: URLSearchParams): string[] => {
	const actions = queryList(form, 'ActionNames');
	if (
		actions.length === 0 ||
		actions.some((action) => !/^[\-0-9a-z]+:\w+$/iv.test(action))
	) {
		throw new AwsError(
			'InvalidInput',
			'ActionNames has names such as kms:CreateKey, at least one.',
		);
	}

	return actions;
};

/** SimulatePrincipalPolicy: what the policy of a role or user says to each action on each resource, and nothing else. */
export const simulate = (
	form: URLSearchParams,
	{state, caller}: CallContext,
): JsonObject => {
	const source = required(form, 'PolicySourceArn');
	authoriseIdentity(caller, 'iam:SimulatePrincipalPolicy', source);
	// A session is not a source: its role has to be named (aws.md 3.8).
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

	const statements = parseStatements(identity.policy);
	const given = queryList(form, 'ResourceArns');
	const results = actions.flatMap((action) =>
		(given.length === 0 ? ['*'] : given).map((resource) => ({
			EvalActionName: action,
			EvalResourceName: resource,
			EvalDecision: evaluateIdentityPolicy(statements, {
				action,
				resource,
				context: {},
			}),
			MatchedStatements: [],
			MissingContextValues: [],
		})),
	);
	const {items, ...rest} = pageOf(form, results);
	return {EvaluationResults: items, ...rest};
};
