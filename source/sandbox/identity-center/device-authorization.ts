import * as z from 'zod';
import {type JsonObject} from '../../json.js';
import {inSeconds} from '../time.js';
import {type CenterCall} from './call.js';
import {authenticateClient, grants, readInput} from './clients.js';
import {homeRegion, isStartUrl} from './directory.js';
import {oidcError} from './errors.js';
import {type Device, type IdentityCenter} from './records.js';
import {digest, newTokenText, newUserCode, tidyUserCode} from './token-text.js';

const inputSchema = z.object({
	clientId: z.string(),
	clientSecret: z.string(),
	startUrl: z.string(),
});

/** StartDeviceAuthorization: a code for the program and one for the person. */
export const startDeviceAuthorization = (call: CenterCall): JsonObject => {
	const input = readInput(inputSchema, call.input);
	authenticateClient(call, input, grants.device);
	if (call.region !== homeRegion || !isStartUrl(input.startUrl)) {
		// AWS names neither the region nor the start URL here (aws.md 1.3).
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
export const findWaitingDevice = (
	{devices}: IdentityCenter,
	typed: string,
): Device | undefined => {
	const userCode = tidyUserCode(typed);
	return Object.values(devices).find(
		(device) =>
			device.userCode === userCode &&
			device.decision === 'waiting' &&
			device.expiresAt > Date.now(),
	);
};
