import * as z from 'zod';
import {type RequestContext} from '../conditions.js';
import {refusalOf, authoriseIdentity, inRegion} from '../authorise.js';
import {AwsError} from '../answer.js';
import {type CallContext, type Operation, reads, slicePage, writes} from '../operation.js';
import {resourceTagsContext} from '../iam/describe.js';
import {type JsonObject} from '../../json.js';
import {secretArn, type Secret} from '../state.js';

/** A secret's name, or its ARN with or without the suffix, as the model limits it. */
export const secretIdField = z.string().min(1).max(2048);

/** Secrets Manager's refusal of what a secret in its state does not take. */
export const invalidRequest = (message: string): AwsError =>
	new AwsError('InvalidRequestException', message);

/** Secrets Manager's refusal of a value. */
export const invalidParameter = (message: string): AwsError =>
	new AwsError('InvalidParameterException', message);

const arnForm =
	/^arn:aws:secretsmanager:(?<region>[\-0-9a-z]+):(?<account>\d{12}):secret:(?<name>.+)$/v;

/** The secret that a name or an ARN stands for. An ARN without its suffix finds the secret by its name, as AWS does. */
const lookUp = (
	id: string,
	{state, caller, region}: CallContext,
): {secret: Secret | undefined; arn: string} => {
	const given = arnForm.exec(id)?.groups;
	const account = given?.account ?? caller.account;
	const name = given?.name ?? id;
	if (id.startsWith('arn:') && given?.region !== region) {
		return {secret: undefined, arn: id};
	}

	const exact = Object.hasOwn(state.secrets, id) ? state.secrets[id] : undefined;
	const secret =
		exact ??
		Object.values(state.secrets).find(
			(one) => one.account === account && one.region === region && one.name === name,
		);
	return {
		secret,
		arn: secret ? secretArn(secret) : `arn:aws:secretsmanager:${region}:${account}:secret:${name}`,
	};
};

/**
The secret that `id` stands for, when the caller may do the operation on it: by its own policies or, in its own account, by the
secret's. From another account both have to say so.
@throws {AwsError} AccessDeniedException, ResourceNotFoundException
*/
export const findSecret = (
	id: string,
	context: CallContext,
	request: RequestContext = {},
): Secret => {
	const {secret, arn} = lookUp(id, context);
	const {caller, region, operation} = context;
	const refusal = refusalOf(
		caller,
		{
			action: `secretsmanager:${operation}`,
			resource: arn,
			context: {
				'aws:requestedregion': [region],
				'secretsmanager:secretid': [arn],
				...resourceTagsContext(secret?.tags ?? [], 'secretsmanager'),
				...request,
			},
		},
		{
			account: secret?.account ?? arn.split(':', 5)[4] ?? '',
			policy: secret?.policy,
			isPolicyNeeded: false,
		},
	);
	if (refusal) {
		throw refusal;
	}

	if (!secret) {
		throw new AwsError(
			'ResourceNotFoundException',
			"Secrets Manager can't find the specified secret.",
		);
	}

	return secret;
};

/**
Refuses what a secret that is marked for deletion does not take.
@throws {AwsError} InvalidRequestException
*/
export const refuseDeleted = ({deletedAt}: Secret): void => {
	if (deletedAt !== undefined) {
		throw invalidRequest(
			"You can't perform this operation on the secret because it was marked for deletion.",
		);
	}
};

const secretInput = z.object({SecretId: secretIdField});

/** An operation that looks at the secret of its SecretId, for those who may do it. */
export const readsSecret = (run: (secret: Secret) => JsonObject): Operation =>
	reads(secretInput, (input, context) => run(findSecret(input.SecretId, context)));

/** The same for one that changes the secret; its other fields are judged by `fields`. The answer says which secret it is, too. */
export const writesSecret = <Fields extends z.ZodType>(
	fields: Fields,
	run: (secret: Secret, input: z.output<Fields>, context: CallContext) => JsonObject | void,
): Operation =>
	writes(secretInput.and(fields), (input, context) => {
		const secret = findSecret(input.SecretId, context);
		return {...nameSecret(secret), ...run(secret, input, context)};
	});

/** Which secret an answer is about. */
export const nameSecret = (secret: Secret): {ARN: string; Name: string} => ({
	ARN: secretArn(secret),
	Name: secret.name,
});

/** What AWS shows of a secret; its versions go under another name in each of the two answers that have this. */
export const describeSecret = (
	secret: Secret,
	versionsField: 'VersionIdsToStages' | 'SecretVersionsToStages',
): JsonObject => ({
	...nameSecret(secret),
	Description: secret.description,
	KmsKeyId: secret.kmsKeyId,
	OwningService: secret.owningService,
	CreatedDate: secret.createdAt,
	LastChangedDate: secret.changedAt,
	LastAccessedDate: secret.accessedAt,
	DeletedDate: secret.deletedAt,
	...(secret.tags.length > 0 && {Tags: secret.tags}),
	...(secret.versions.length > 0 && {
		[versionsField]: Object.fromEntries(secret.versions.map(({id, stages}) => [id, stages])),
	}),
});

const filtersField = z
	.array(
		z.object({
			Key: z.enum(['name', 'description', 'tag-key', 'tag-value', 'all']),
			Values: z.array(z.string().min(1).max(512)).min(1).max(10),
		}),
	)
	.max(10)
	.default([]);

type Filter = z.output<typeof filtersField>[number];

/** Names and tags begin with a value, case and all; descriptions and `all` do not look at case. */
const isMatch = (secret: Secret, key: Filter['Key'], value: string): boolean => {
	const {name, description = '', tags} = secret;
	const [keys, values] = [tags.map(({Key}) => Key), tags.map(({Value}) => Value)];
	const begins = (texts: string[]) => texts.some((text) => text.startsWith(value));
	const contains = (text: string) => text.toLowerCase().includes(value.toLowerCase());
	return {
		name: () => begins([name]),
		'tag-key': () => begins(keys),
		'tag-value': () => begins(values),
		description: () => contains(description),
		all: () => [name, description, ...keys, ...values].some((text) => contains(text)),
	}[key]();
};

const isWanted = (secret: Secret, {Key, Values}: Filter): boolean =>
	Values.some((value) =>
		value.startsWith('!') ? !isMatch(secret, Key, value.slice(1)) : isMatch(secret, Key, value),
	);

const secretsOf = ({state, caller, region, isHidden}: CallContext): Secret[] =>
	Object.values(state.secrets)
		.filter(
			(secret) =>
				secret.account === caller.account &&
				secret.region === region &&
				!isHidden(secretArn(secret)),
		)
		.toSorted((a, b) => a.createdAt - b.createdAt || (a.name < b.name ? -1 : 1));

/** ListSecrets: those of the account in the region, the newest first, at most 100 in an answer. */
export const listOperations = {
	ListSecrets: reads(
		z.object({
			IncludePlannedDeletion: z.boolean().default(false),
			MaxResults: z.int().min(1).max(100).default(100),
			NextToken: z.string().optional(),
			Filters: filtersField,
			SortOrder: z.enum(['asc', 'desc']).default('desc'),
		}),
		(input, context) => {
			authoriseIdentity(context.caller, 'secretsmanager:ListSecrets', '*', inRegion(context));
			const start = Number(
				/^from-(?<start>\d+)$/v.exec(input.NextToken ?? 'from-0')?.groups?.start ?? NaN,
			);
			if (Number.isNaN(start)) {
				throw new AwsError('InvalidNextTokenException', 'The NextToken value is invalid.');
			}

			const all = secretsOf(context).filter(
				(secret) =>
					(input.IncludePlannedDeletion || secret.deletedAt === undefined) &&
					input.Filters.every((filter) => isWanted(secret, filter)),
			);
			const ordered = input.SortOrder === 'asc' ? all : all.toReversed();
			const {items, next} = slicePage(ordered, start, input.MaxResults);
			return {
				SecretList: items.map((secret) => describeSecret(secret, 'SecretVersionsToStages')),
				...(next !== undefined && {NextToken: `from-${next}`}),
			};
		},
	),
};
