import * as z from 'zod';
import {authoriseKey, authoriseIdentity, inRegion} from '../authorise.js';
import {AwsError} from '../answer.js';
import {keyArn, type Key} from '../state.js';
import {reads, writes, type CallContext} from '../operation.js';
import {
	findKey,
	keyIdField,
	lookUpKey,
	refusePendingDeletion,
	page,
	pageFields,
} from './find-key.js';

const aliasField = z
	.string()
	.min(1)
	.max(256)
	.regex(/^[\w\-\/:]+$/v, 'Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$');

/** How many aliases a key can have. */
const mostAliases = 50;

/** Aliases that AWS reserves for the keys it manages; they are listed before such a key exists. */
const managedAliases = [
	'dynamodb',
	'ebs',
	'lambda',
	'rds',
	's3',
	'secretsmanager',
	'sns',
	'sqs',
	'ssm',
].map((service) => `alias/aws/${service}`);

const aliasArn = (name: string, {region, caller}: CallContext): string =>
	`arn:aws:kms:${region}:${caller.account}:${name}`;

const checkName = (name: string): void => {
	if (!name.startsWith('alias/')) {
		throw new AwsError('ValidationException', 'Alias must start with the prefix "alias/".');
	}

	if (name === 'alias/' || name.startsWith('alias/aws/') || name.includes(':')) {
		throw new AwsError('InvalidAliasNameException', `${name} is not an alias that can be made.`);
	}
};

const aliasCount = (state: CallContext['state'], key: Key): number =>
	Object.entries(state.aliases).filter(
		([arn, {keyId}]) =>
			keyId === key.id && arn.startsWith(`arn:aws:kms:${key.region}:${key.account}:`),
	).length;

const checkRoom = ({state}: CallContext, key: Key): void => {
	refusePendingDeletion(key);
	if (aliasCount(state, key) >= mostAliases) {
		throw new AwsError(
			'LimitExceededException',
			`${keyArn(key)} has ${mostAliases} aliases, and no key can have more.`,
		);
	}
};

const existing = (name: string, context: CallContext) => {
	const arn = aliasArn(name, context);
	const alias = context.state.aliases[arn];
	if (!alias) {
		throw new AwsError('NotFoundException', `Alias ${arn} is not found.`);
	}

	return {
		arn,
		alias,
		key: context.state.keys[aliasArn(`key/${alias.keyId}`, context)],
	};
};

const listAliases = (context: CallContext) => {
	const prefix = aliasArn('', context);
	const listed = managedAliases
		.filter((name) => !Object.hasOwn(context.state.aliases, prefix + name))
		.map((name) => ({AliasName: name, AliasArn: prefix + name}));
	const kept = Object.entries(context.state.aliases)
		.filter(([arn]) => arn.startsWith(prefix))
		.map(([arn, alias]) => ({
			AliasName: arn.slice(prefix.length),
			AliasArn: arn,
			TargetKeyId: alias.keyId,
			CreationDate: alias.createdAt,
			LastUpdatedDate: alias.updatedAt,
		}));
	return [...kept, ...listed].toSorted((a, b) => a.AliasName.localeCompare(b.AliasName));
};

const targetInput = z.object({AliasName: aliasField, TargetKeyId: keyIdField});

/** CreateAlias, UpdateAlias, DeleteAlias and ListAliases. */
export const aliasOperations = {
	CreateAlias: writes(targetInput, (input, context) => {
		checkName(input.AliasName);
		const arn = aliasArn(input.AliasName, context);
		authoriseIdentity(context.caller, 'kms:CreateAlias', arn, inRegion(context));
		const key = findKey(input.TargetKeyId, context);
		if (Object.hasOwn(context.state.aliases, arn)) {
			throw new AwsError('AlreadyExistsException', `An alias with the name ${arn} already exists`);
		}

		checkRoom(context, key);
		context.state.aliases[arn] = {
			keyId: key.id,
			createdAt: context.now,
			updatedAt: context.now,
		};
	}),

	UpdateAlias: writes(targetInput, (input, context) => {
		checkName(input.AliasName);
		const {arn, alias, key: old} = existing(input.AliasName, context);
		authoriseIdentity(context.caller, 'kms:UpdateAlias', arn, inRegion(context));
		const key = findKey(input.TargetKeyId, context);
		if (old) {
			authoriseKey(context.caller, context.operation, old);
			if (old.spec !== key.spec || old.usage !== key.usage) {
				throw new AwsError(
					'ValidationException',
					'An alias moves only between keys of the same kind and usage.',
				);
			}
		}

		if (old !== key) {
			checkRoom(context, key);
		}

		alias.keyId = key.id;
		alias.updatedAt = context.now;
	}),

	DeleteAlias: writes(z.object({AliasName: aliasField}), (input, context) => {
		checkName(input.AliasName);
		const {arn, key} = existing(input.AliasName, context);
		authoriseIdentity(context.caller, 'kms:DeleteAlias', arn, inRegion(context));
		if (key) {
			authoriseKey(context.caller, context.operation, key);
		}

		Reflect.deleteProperty(context.state.aliases, arn);
	}),

	ListAliases: reads(z.object({KeyId: keyIdField.optional(), ...pageFields}), (input, context) => {
		authoriseIdentity(context.caller, 'kms:ListAliases', '*', inRegion(context));
		// No key policy is asked, but the key has to exist.
		const wanted = input.KeyId === undefined ? undefined : lookUpKey(input.KeyId, context).id;
		const aliases = listAliases(context).filter(
			(alias) => wanted === undefined || ('TargetKeyId' in alias && alias.TargetKeyId === wanted),
		);
		return page('Aliases', aliases, input, 50);
	}),
};
