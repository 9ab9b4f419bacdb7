import * as z from 'zod';
import {authoriseIdentity} from '../authorise.js';
import {AwsError} from '../errors.js';
import {reads, type CallContext} from '../operation.js';
import {describeSecret} from './describe.js';
import {secretArn, type Secret} from './records.js';

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
const isMatch = (
	secret: Secret,
	key: Filter['Key'],
	value: string,
): boolean => {
	const {name, description = '', tags} = secret;
	const [keys, values] = [
		tags.map(({Key}) => Key),
		tags.map(({Value}) => Value),
	];
	const begins = (texts: string[]) =>
		texts.some((text) => text.startsWith(value));
	const contains = (text: string) =>
		text.toLowerCase().includes(value.toLowerCase());
	return {
		name: () => begins([name]),
		'tag-key': () => begins(keys),
		'tag-value': () => begins(values),
		description: () => contains(description),
		all: () =>
			[name, description, ...keys, ...values].some((text) => contains(text)),
	}[key]();
};

const isWanted = (secret: Secret, {Key, Values}: Filter): boolean =>
	Values.some((value) =>
		value.startsWith('!')
			? !isMatch(secret, Key, value.slice(1))
			: isMatch(secret, Key, value),
	);

const secretsOf = ({state, caller, region, isHidden}: CallContext): Secret[] =>
	Object.values(state.secrets)
		.filter(
			(secret) =>
				secret.account === caller.account &&
				secret.region === region &&
				!isHidden(secretArn(secret)),
		)
		.toSorted(
			(a, b) => a.createdAt - b.createdAt || (a.name < b.name ? -1 : 1),
		);

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
			authoriseIdentity(context.caller, 'secretsmanager:ListSecrets', '*');
			const start = Number(
				/^from-(?<start>\d+)$/v.exec(input.NextToken ?? 'from-0')?.groups
					?.start ?? NaN,
			);
			if (Number.isNaN(start)) {
				throw new AwsError(
					'InvalidNextTokenException',
					'The NextToken value is invalid.',
				);
			}

			const all = secretsOf(context).filter(
				(secret) =>
					(input.IncludePlannedDeletion || secret.deletedAt === undefined) &&
					input.Filters.every((filter) => isWanted(secret, filter)),
			);
			const ordered = input.SortOrder === 'asc' ? all : all.toReversed();
			const end = start + input.MaxResults;
			return {
				SecretList: ordered
					.slice(start, end)
					.map((secret) => describeSecret(secret, 'SecretVersionsToStages')),
				...(end < ordered.length && {NextToken: `from-${end}`}),
			};
		},
	),
};
