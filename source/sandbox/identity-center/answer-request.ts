import {randomUUID} from 'node:crypto';
import {type Answer} from '../answer.js';
import {playCall, type HttpRequest} from '../aws-call.js';
import {type State} from '../state.js';
import {type World} from '../world.js';
import {
	type CenterOperation,
	oidcFailure,
	portalError,
	printOidcError,
	printPortalError,
} from './errors.js';
import {registerClient, startDeviceAuthorization} from './clients.js';
import {getRoleCredentials, listAccountRoles, listAccounts, logout, homeRegion} from './portal.js';
import {createToken} from './tokens.js';
import {authorizePage, decideAuthorize, decideDevice, devicePage, messagePage} from './pages.js';

const centerOperation = (
	service: CenterOperation['service'],
	name: string,
	run: CenterOperation['run'],
	isWrite = true,
): CenterOperation => ({service, name, writes: isWrite, run});

/** The operations of the OIDC service and of the portal, by method and path. */
const centerOperations: ReadonlyMap<string, CenterOperation> = new Map([
	['POST /client/register', centerOperation('sso-oidc', 'RegisterClient', registerClient)],
	[
		'POST /device_authorization',
		centerOperation('sso-oidc', 'StartDeviceAuthorization', startDeviceAuthorization),
	],
	['POST /token', centerOperation('sso-oidc', 'CreateToken', createToken)],
	['GET /assignment/accounts', centerOperation('sso', 'ListAccounts', listAccounts, false)],
	['GET /assignment/roles', centerOperation('sso', 'ListAccountRoles', listAccountRoles, false)],
	['GET /federation/credentials', centerOperation('sso', 'GetRoleCredentials', getRoleCredentials)],
	['POST /logout', centerOperation('sso', 'Logout', logout)],
]);

/** Where a request goes: its path, and the region that it means. */
type Route = {route: string; region: string; base: string; url: URL};

/**
Unsigned calls do not say their region; on AWS the host name does. Here `/region/NAME` before the path does, so that
an endpoint of `http://127.0.0.1:PORT/region/eu-west-1` is Identity Center in eu-west-1. Without it, all is at home.
*/
const findRoute = ({method, target, headers}: HttpRequest): Route => {
	const url = new URL(target, 'http://127.0.0.1');
	const region = /^\/region\/(?<region>[\-0-9a-z]+)(?=\/)/v.exec(url.pathname)?.groups?.region;
	const prefix = region === undefined ? '' : `/region/${region}`;
	return {
		route: `${method} ${url.pathname.slice(prefix.length)}`,
		region: region ?? homeRegion,
		base: `http://${headers.host ?? '127.0.0.1'}${prefix}`,
		url,
	};
};

const parseJson = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

const answerOperation = async (
	world: World,
	{service, name, writes: isWrite, run}: CenterOperation,
	{headers, body}: HttpRequest,
	{region, base, url}: Route,
): Promise<Answer> => {
	const requestId = randomUUID();
	const call = {
		region,
		base,
		query: url.searchParams,
		input: parseJson(body),
		token: headers['x-amz-sso_bearer_token'],
	};
	const isOidc = service === 'sso-oidc';
	// Signing in changes nothing in an AWS account, so it is no write.
	const described = {service, operation: name, region, write: false};
	return playCall(
		world,
		{...described, accessKeyId: ''},
		{
			async perform() {
				const output = isWrite
					? await world.file.change((state) => run({...call, state}))
					: world.file.read((state) => run({...call, state}));
				return {
					status: 200,
					headers: {
						'content-type': 'application/json',
						'x-amzn-requestid': requestId,
					},
					body: JSON.stringify(output),
				};
			},
			failure: (failure) => (isOidc ? oidcFailure(failure) : portalError(failure)),
			print: (error) =>
				isOidc ? printOidcError(error, requestId) : printPortalError(error, requestId),
		},
	);
};

/** A page of another site must not answer for the person. */
const isForeign = ({headers}: HttpRequest): boolean =>
	headers.origin !== undefined && headers.origin !== `http://${headers.host ?? ''}`;

const answerDecision = async (
	world: World,
	request: HttpRequest,
	decide: (state: State, fields: URLSearchParams) => Answer,
): Promise<Answer> =>
	isForeign(request)
		? messagePage('This sign-in cannot go on', 'The answer came from another site.', 403)
		: world.file.change((state) => decide(state, new URLSearchParams(request.body)));

const answerPage = async (
	world: World,
	request: HttpRequest,
	{route, region, url: {searchParams: query}}: Route,
): Promise<Answer | undefined> => {
	switch (route) {
		case 'GET /authorize': {
			return world.file.read((state) => authorizePage(state, region, query));
		}

		case 'GET /device': {
			return world.file.read((state) => devicePage(state, query));
		}

		case 'POST /authorize': {
			return answerDecision(world, request, (state, fields) =>
				decideAuthorize(state, region, fields),
			);
		}

		case 'POST /device': {
			return answerDecision(world, request, (state, fields) => decideDevice(state, fields));
		}

		default: {
			return undefined;
		}
	}
};

/** Answers a call to Identity Center or a page of it; `undefined` when a request is neither. */
export const answerIdentityCenter = async (
	world: World,
	request: HttpRequest,
): Promise<Answer | undefined> => {
	const route = findRoute(request);
	const operation = centerOperations.get(route.route);
	return operation
		? answerOperation(world, operation, request, route)
		: answerPage(world, request, route);
};
