import {
	CreateAliasCommand,
	DeleteAliasCommand,
	DescribeKeyCommand,
	KMSClient,
} from '@aws-sdk/client-kms';
import * as z from 'zod';
import {ifThere} from '../../aws/find.js';
import {type AwsSession} from '../../aws/session.js';
import {defineCall} from '../resource.js';
import {replayAlias, replayAliasDeletion} from './effects.js';

const reviewedTarget = z.object({targetArn: z.string()});

/** Gives a key a name. */
export const createAlias = defineCall({
	service: 'kms',
	operation: 'CreateAlias',
	permission: {why: 'the name of a new key'},
	input: z.strictObject({AliasName: z.string(), TargetKeyId: z.string()}),
	async send(session, input) {
		await session.once(KMSClient).send(new CreateAliasCommand(input));
		return {};
	},
	async find(session, {AliasName, TargetKeyId}) {
		const target = await ifThere(describeTarget(session, AliasName));
		if (!target) {
			return {state: 'not done'};
		}

		return [target.KeyId, target.Arn].includes(TargetKeyId)
			? {state: 'done', result: {}}
			: {state: 'other'};
	},
	async visible(session, {AliasName}) {
		return (await describeTarget(session, AliasName)) !== undefined;
	},
	effect: replayAlias,
});

/** Takes a name away, if it still names the key that was reviewed. */
export const deleteAlias = defineCall({
	service: 'kms',
	operation: 'DeleteAlias',
	permission: {why: 'take the name away again', when: 'undo'},
	input: z.strictObject({AliasName: z.string()}),
	async send(session, input) {
		await session.once(KMSClient).send(new DeleteAliasCommand(input));
		return {};
	},
	async find(session, {AliasName}, _before, setting) {
		const {targetArn} = reviewedTarget.parse(setting);
		const target = await ifThere(describeTarget(session, AliasName));
		return target
			? {state: target.Arn === targetArn ? 'not done' : 'other'}
			: {state: 'done', result: {}};
	},
	isOverwriting: true,
	effect: replayAliasDeletion,
});

async function describeTarget(session: AwsSession, alias: string) {
	const {KeyMetadata} = await session
		.client(KMSClient)
		.send(new DescribeKeyCommand({KeyId: alias}));
	return KeyMetadata;
}
