import * as z from 'zod';

const seconds = z.int().min(0).max(31_536_000);

/** What tests and demonstrations can set; see `controls.ts`. Times are in seconds. */
export const settingsSchema = z.strictObject({
	/** How many accounts there are beside the two that are always there. */
	accounts: z.int().min(0).max(20_000).default(0),
	/** How long an access token is good for. */
	tokenSeconds: seconds.default(28_800),
	/** How long the keys of a role are good for. */
	roleSeconds: seconds.default(3600),
	/** How long a device code and an authorization code are good for. */
	codeSeconds: seconds.default(600),
	/** How long a client is told to wait between two polls. */
	interval: seconds.default(5),
	/** Whether refresh tokens are given out and accepted. */
	refresh: z.boolean().default(true),
});

/** Milliseconds since 1970. */
const expiresAt = z.number();

const clientSchema = z.object({
	name: z.string(),
	secret: z.string(),
	region: z.string(),
	scopes: z.array(z.string()),
	grantTypes: z.array(z.string()),
	redirectUris: z.array(z.string()),
	issuerUrl: z.string().optional(),
	expiresAt,
});

const deviceSchema = z.object({
	client: z.string(),
	userCode: z.string(),
	decision: z.enum(['waiting', 'allowed', 'denied']),
	expiresAt,
});

const codeSchema = z.object({
	client: z.string(),
	redirectUri: z.string(),
	challenge: z.string(),
	expiresAt,
});

/** What Identity Center remembers. Secrets, codes and tokens are kept as digests only. */
export const identityCenterSchema = z.object({
	settings: settingsSchema.prefault({}),
	/** By client ID. */
	clients: z.record(z.string(), clientSchema).default({}),
	/** By device code. */
	devices: z.record(z.string(), deviceSchema).default({}),
	/** By authorization code. */
	codes: z.record(z.string(), codeSchema).default({}),
	/** Sign-ins that nobody signed out of; `refresh` is the refresh token. */
	sessions: z
		.record(z.string(), z.object({client: z.string(), refresh: z.string().optional()}))
		.default({}),
	/** By access token. */
	tokens: z.record(z.string(), z.object({session: z.string(), expiresAt})).default({}),
});

/** Everything that the embedded Identity Center knows. */
export type IdentityCenter = z.infer<typeof identityCenterSchema>;
/** A program that registered itself. */
export type Client = z.infer<typeof clientSchema>;
/** A device authorization, waiting for a person's answer or answered. */
export type Device = z.infer<typeof deviceSchema>;

const day = 86_400_000;

/** Drops what expired more than a day ago; until then the error that says so is still given. */
export const forgetOld = (records: IdentityCenter): void => {
	const limit = Date.now() - day;
	const dated: Array<Record<string, {expiresAt: number}>> = [
		records.clients,
		records.devices,
		records.codes,
		records.tokens,
	];
	for (const kept of dated) {
		for (const [name, record] of Object.entries(kept)) {
			if (record.expiresAt < limit) {
				Reflect.deleteProperty(kept, name);
			}
		}
	}
};
