import {randomUUID} from 'node:crypto';
import * as z from 'zod';
import {type JsonObject} from '../json.js';
import {tagSchema} from './iam/records.js';
import {policyText} from './policy-text.js';
import {newSuffix, secretArn, type Secret} from './secrets-manager/records.js';
import {practiceAccount, type State} from './state.js';
import {daysInSeconds, nowInSeconds} from './time.js';

const seedSchema = z.object({
	count: z.int().min(1).max(100_000).default(1),
	/** Each secret gets the name `<name>-<number>`; the number is left out when one secret is made. */
	name: z.string().min(1),
	region: z.string().default('us-east-1'),
	account: z
		.string()
		.regex(/^\d{12}$/v)
		.default(practiceAccount),
	description: z.string().optional(),
	/** The AWS service that owns it; its name then holds a `!`. */
	owningService: z.string().optional(),
	kmsKeyId: z.string().optional(),
	/** The value's text. */
	value: z
		.string()
		.default('{"username":"practice","password":"practice-only"}'),
	tags: z.array(tagSchema).default([]),
	/** Taken as it is: principals are not looked for. */
	policy: policyText.optional(),
	/** Whether it is scheduled for deletion. */
	deleted: z.boolean().default(false),
});

/** Makes many secrets at once, without the checks of CreateSecret. Answers their ARNs. */
export const seedSecrets = (state: State, body: unknown): JsonObject => {
	const {count, name, value, deleted, ...rest} = seedSchema.parse(body);
	const now = nowInSeconds();
	const arns = Array.from({length: count}, (_, index) => {
		const secret: Secret = {
			...rest,
			name: count === 1 ? name : `${name}-${index + 1}`,
			suffix: newSuffix(),
			createdAt: now,
			changedAt: now,
			...(deleted && {deletedAt: now + daysInSeconds(30)}),
			versions: [
				{id: randomUUID(), stages: ['AWSCURRENT'], createdAt: now, text: value},
			],
		};
		state.secrets[secretArn(secret)] = secret;
		return secretArn(secret);
	});
	return {arns};
};
