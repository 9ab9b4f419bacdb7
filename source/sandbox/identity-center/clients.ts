import {randomUUID} from 'node:crypto';
import * as z from 'zod';
import {type JsonObject} from '../../json.js';
import {jsonAnswer, type Answer} from '../answer.js';
import {type World} from '../world.js';
import {daysInSeconds, inSeconds} from '../state.js';
import {
	type CenterCall,
	oidcError,
	digest,
	newTokenText,
	newUserCode,
	tidyUserCode,
} from './errors.js';
import {
	forgetOld,
	settingsSchema,
	type Client,
	type IdentityCenter,
	type Device,
} from './records.js';
import {homeRegion, isStartUrl} from './portal.js';

/** The grants by their names on the wire. */
export const grants = {
	device: 'urn:ietf:params:oauth:grant-type:device_code',
	code: 'authorization_code',
	refresh: 'refresh_token',
} as const;

const registrationDays = 90;

/** The redirect as it is registered; it is used with a port. */
const redirectUri = 'http://127.0.0.1/oauth/callback';

const inputSchema = z.object({
	clientName: z.string().min(1),
	clientType: z.string(),
	scopes: z.array(z.string()).default([]),
	grantTypes: z.array(z.string()).optional(),
	redirectUris: z.array(z.string()).default([]),
	issuerUrl: z.string().optional(),
});

/**
Judges the body of a call to the OIDC service.
@throws {AwsError} InvalidRequestException when a field is missing or has the wrong type.
*/
export const readInput = <Schema extends z.ZodType>(
	schema: Schema,
	input: unknown,
): z.output<Schema> => {
	const parsed = schema.safeParse(input);
	if (!parsed.success) {
		const field = parsed.error.issues[0]?.path.join('.') ?? '';
		throw oidcError('InvalidRequest', `Invalid or missing: ${field}`);
	}

	return parsed.data;
};

const validate = (input: z.output<typeof inputSchema>, grantTypes: string[]): void => {
	const known: string[] = Object.values(grants);
	if (input.clientType !== 'public') {
		throw oidcError('InvalidClientMetadata', 'clientType has to be public.');
	}

	if (grantTypes.some((grant) => !known.includes(grant))) {
		throw oidcError('UnsupportedGrantType', 'A grant type is not supported.');
	}

	if (input.scopes.some((scope) => !/^[\w\-.]+(?::[\w*\-.]+)+$/v.test(scope))) {
		throw oidcError('InvalidScope', 'A scope is not known.');
	}

	const needsRedirect = grantTypes.includes(grants.code);
	if (
		(needsRedirect && input.redirectUris.length === 0) ||
		input.redirectUris.some((uri) => uri !== redirectUri)
	) {
		throw oidcError('InvalidRedirectUri', `The redirect has to be ${redirectUri}, without a port.`);
	}
};

/** RegisterClient: remembers a program for 90 days. The issuer URL is not judged before the browser comes. */
export const registerClient = ({
	state: {identityCenter: records},
	region,
	input: body,
}: CenterCall): JsonObject => {
	const input = readInput(inputSchema, body);
	// Without a word about grants a client is one for the device code.
	const grantTypes = input.grantTypes ?? [grants.device, grants.refresh];
	validate(input, grantTypes);
	forgetOld(records);
	const [clientId, clientSecret] = [randomUUID(), newTokenText()];
	const expiresAt = inSeconds(daysInSeconds(registrationDays));
	const {clientName: name, scopes, redirectUris, issuerUrl} = input;
	records.clients[clientId] = {
		name,
		secret: digest(clientSecret),
		region,
		scopes,
		grantTypes,
		redirectUris,
		issuerUrl,
		expiresAt,
	};
	return {
		clientId,
		clientSecret,
		clientIdIssuedAt: Math.floor(Date.now() / 1000),
		clientSecretExpiresAt: Math.floor(expiresAt / 1000),
	};
};

/** The client with this ID, if it is registered in this region and its registration has not run out. */
export const findClient = (
	{clients}: IdentityCenter,
	clientId: string,
	region: string,
): Client | undefined => {
	const client = Object.hasOwn(clients, clientId) ? clients[clientId] : undefined;
	const isGood = client?.region === region && (client?.expiresAt ?? 0) > Date.now();
	return isGood ? client : undefined;
};

/**
The client that a call comes from.
@throws {AwsError} InvalidClientException for a wrong ID, secret or region, or a registration that ran out;
UnauthorizedClientException when it was not registered for `grant`.
*/
export const authenticateClient = (
	{state, region}: Pick<CenterCall, 'state' | 'region'>,
	{clientId, clientSecret}: {clientId: string; clientSecret: string},
	grant: string,
): Client => {
	const client = findClient(state.identityCenter, clientId, region);
	if (client?.secret !== digest(clientSecret)) {
		throw oidcError('InvalidClient', 'The client is not registered.');
	}

	if (!client.grantTypes.includes(grant)) {
		throw oidcError('UnauthorizedClient', 'The client is not registered for this grant.');
	}

	return client;
};

const authorizationInput = z.object({
	clientId: z.string(),
	clientSecret: z.string(),
	startUrl: z.string(),
});

/** StartDeviceAuthorization: a code for the program and one for the person. */
export const startDeviceAuthorization = (call: CenterCall): JsonObject => {
	const input = readInput(authorizationInput, call.input);
	authenticateClient(call, input, grants.device);
	if (call.region !== homeRegion || !isStartUrl(input.startUrl)) {
		// AWS names neither the region nor the start URL here.
		throw oidcError('InvalidRequest', '');
	}

	const {settings, devices} = call.state.identityCenter;
	const [deviceCode, userCode] = [newTokenText(), newUserCode()];
	devices[digest(deviceCode)] = {
		client: input.clientId,
		userCode,
		decision: 'waiting',
		expiresAt: inSeconds(settings.codeSeconds),
	};
	const verificationUri = `${call.base}/device`;
	return {
		deviceCode,
		userCode,
		verificationUri,
		verificationUriComplete: `${verificationUri}?user_code=${userCode}`,
		expiresIn: settings.codeSeconds,
		interval: settings.interval,
	};
};

/** The device authorization that a person still has to answer, by the code that they typed. */
export const findWaitingDevice = ({devices}: IdentityCenter, typed: string): Device | undefined => {
	const userCode = tidyUserCode(typed);
	return Object.values(devices).find(
		(device) =>
			device.userCode === userCode &&
			device.decision === 'waiting' &&
			device.expiresAt > Date.now(),
	);
};

const codeSchema = z.object({userCode: z.string()});

const decide = async (
	world: World,
	body: unknown,
	decision: 'allowed' | 'denied',
): Promise<Answer> => {
	const {userCode} = codeSchema.parse(body);
	return world.file.change(({identityCenter}) => {
		const device = findWaitingDevice(identityCenter, userCode);
		if (!device) {
			return jsonAnswer({error: 'No such code is waiting.'}, 404);
		}

		device.decision = decision;
		return jsonAnswer({ok: true});
	});
};

/** The endpoints that set Identity Center's scene, and answer a user code without a browser. */
export const identityCenterControls = {
	/** Changes the settings that are named, keeps the others, and answers them all. They live as long as the state. */
	'POST /_sandbox/identity-center': async (world: World, body: unknown) =>
		world.file.change(({identityCenter}) => {
			const changes = z.record(z.string(), z.unknown()).parse(body);
			const settings = {...identityCenter.settings, ...changes};
			identityCenter.settings = settingsSchema.parse(settings);
			return jsonAnswer(identityCenter.settings);
		}),

	'POST /_sandbox/identity-center/approve': async (world: World, body: unknown) =>
		decide(world, body, 'allowed'),

	'POST /_sandbox/identity-center/deny': async (world: World, body: unknown) =>
		decide(world, body, 'denied'),
};
