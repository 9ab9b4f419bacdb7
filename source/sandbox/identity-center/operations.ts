import {type CenterOperation} from './call.js';
import {registerClient} from './clients.js';
import {startDeviceAuthorization} from './device-authorization.js';
import {
	getRoleCredentials,
	listAccountRoles,
	listAccounts,
	logout,
} from './portal.js';
import {createToken} from './tokens.js';

const operation = (
	service: CenterOperation['service'],
	name: string,
	run: CenterOperation['run'],
	isWrite = true,
): CenterOperation => ({service, name, writes: isWrite, run});

/** The operations of the OIDC service and of the portal, by method and path. */
export const centerOperations: ReadonlyMap<string, CenterOperation> = new Map([
	[
		'POST /client/register',
		operation('sso-oidc', 'RegisterClient', registerClient),
	],
	[
		'POST /device_authorization',
		operation('sso-oidc', 'StartDeviceAuthorization', startDeviceAuthorization),
	],
	['POST /token', operation('sso-oidc', 'CreateToken', createToken)],
	[
		'GET /assignment/accounts',
		operation('sso', 'ListAccounts', listAccounts, false),
	],
	[
		'GET /assignment/roles',
		operation('sso', 'ListAccountRoles', listAccountRoles, false),
	],
	[
		'GET /federation/credentials',
		operation('sso', 'GetRoleCredentials', getRoleCredentials),
	],
	['POST /logout', operation('sso', 'Logout', logout)],
]);
