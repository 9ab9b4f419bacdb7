import {randomBytes} from 'node:crypto';
import * as z from 'zod';
import {tagSchema} from '../iam/records.js';

const versionSchema = z.object({
	id: z.string(),
	/** AWSCURRENT, AWSPREVIOUS and others; a version without any is forgotten. */
	stages: z.array(z.string()),
	/** Seconds since 1970. */
	createdAt: z.number(),
	/** The one or the other, the second in base64. Practice values only. */
	text: z.string().optional(),
	binary: z.string().optional(),
});

/** A secret of Secrets Manager. */
export const secretSchema = z.object({
	account: z.string(),
	region: z.string(),
	name: z.string(),
	/** The six characters that AWS adds to the name in the ARN. */
	suffix: z.string(),
	description: z.string().optional(),
	/** The AWS service that made it, and manages it. */
	owningService: z.string().optional(),
	/** A customer managed key as it was given: ID, ARN or alias. Without one it is AWS's own, aws/secretsmanager. */
	kmsKeyId: z.string().optional(),
	createdAt: z.number(),
	changedAt: z.number(),
	accessedAt: z.number().optional(),
	/** When a secret that is marked for deletion goes. */
	deletedAt: z.number().optional(),
	tags: z.array(tagSchema),
	/** The resource policy's text. */
	policy: z.string().optional(),
	versions: z.array(versionSchema),
});

/** A secret. */
export type Secret = z.infer<typeof secretSchema>;
/** One version of a secret's value. */
export type SecretVersion = z.infer<typeof versionSchema>;

/** The ARN of a secret. */
export const secretArn = ({
	account,
	region,
	name,
	suffix,
}: Pick<Secret, 'account' | 'region' | 'name' | 'suffix'>): string =>
	`arn:aws:secretsmanager:${region}:${account}:secret:${name}-${suffix}`;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Six random letters and digits. */
export const newSuffix = (): string =>
	[...randomBytes(6)].map((byte) => letters[byte % letters.length]).join('');
