import {setTimeout as sleep} from 'node:timers/promises';
import {randomUUID} from 'node:crypto';
import {
	AwsError,
	type Answer,
	operationAnswer,
	errorAnswer,
	commonError,
	allServices,
	type Protocol,
	type CommonFailure,
} from './answer.js';
import {findOperation} from './operations.js';
import {type Operation, type CallContext} from './operation.js';
import {
	takeFault,
	type FaultEffect,
	isTooFast,
	recordCall,
	type CallRecord,
	type World,
	isStillSpreading,
	startSpreading,
} from './world.js';
import {assertFresh, identify, readSignature} from './callers.js';
import {nowInSeconds} from './state.js';

/** An HTTP request, as far as the sandbox looks at it. */
export type HttpRequest = {
	method: string;
	/** Path and query. */
	target: string;
	headers: Record<string, string | undefined>;
	body: string;
};

/** The operation that a request asks for; `known` is missing when the sandbox does not play it. */
type Route = {
	service: string;
	protocol: Protocol;
	operation: string;
	readInput: () => unknown;
	known: Operation | undefined;
};

const readJson = (body: string): unknown => {
	try {
		return JSON.parse(body === '' ? '{}' : body);
	} catch {
		throw new AwsError('SerializationException', 'The body of the request is not JSON.');
	}
};

/** Which service and operation a request is for: JSON with a target header, or a form with Action and Version. */
export const findRoute = ({method, headers, body}: HttpRequest): Route | undefined => {
	if (method !== 'POST') {
		return undefined;
	}

	const {target, operation: targeted = ''} =
		/^(?<target>\w+)\.(?<operation>\w+)$/v.exec(headers['x-amz-target'] ?? '')?.groups ?? {};
	const form = new URLSearchParams(body);
	const service = allServices().find(({protocol}) =>
		protocol.kind === 'json'
			? protocol.target === target
			: target === undefined && protocol.version === form.get('Version'),
	);
	if (!service) {
		return undefined;
	}

	const {id, protocol} = service;
	const isJson = protocol.kind === 'json';
	const operation = isJson ? targeted : (form.get('Action') ?? '');
	return {
		service: id,
		protocol,
		operation,
		readInput: () => (isJson ? readJson(body) : form),
		known: findOperation(id, operation),
	};
};

/** How one service acts and how it words what goes wrong. */
type Play = {
	/** Acts and answers at that time of AWS's clock, in milliseconds since 1970; throws AwsError to refuse. */
	perform: (now: number) => Promise<Answer>;
	/** A failure that every service has, under this service's name. */
	failure: (failure: CommonFailure) => AwsError;
	/** An error in this service's protocol. */
	print: (error: AwsError) => Answer;
};

const datedAt = (answer: Answer, time: number): Answer => ({
	...answer,
	headers: {...answer.headers, date: new Date(time).toUTCString()},
});

/** A call over the pace that was set goes as if that fault were due. */
const tooFast = {kind: 'throttle', effect: {failure: 'throttle'}} as const;

/** Plays one call: writes it down, waits as long as was asked for, lets the fault that is due happen, and answers. */
export const playCall = async (
	world: World,
	described: Omit<CallRecord, 'outcome' | 'at'>,
	{perform, failure: failureOf, print}: Play,
): Promise<Answer> => {
	const call = {...described, outcome: 'ok', at: new Date().toISOString()};
	recordCall(world, call);
	if (world.delay > 0) {
		await sleep(world.delay, undefined, {ref: false});
	}

	const fault = isTooFast(world.rateLimits, call.service, call.write)
		? tooFast
		: takeFault(world.faults, call.service, call.operation);
	const {failure, lost, spoiled, clockAhead = 0}: FaultEffect = fault?.effect ?? {};
	const now = Date.now() + clockAhead;
	call.outcome = fault?.kind ?? 'ok';
	try {
		if (failure !== undefined) {
			throw failureOf(failure);
		}

		if (lost !== undefined) {
			return {status: 500, headers: {}, body: '', delivery: lost};
		}

		const answer = datedAt(await perform(now), now);
		return {...answer, ...(spoiled !== undefined && {delivery: spoiled})};
	} catch (error) {
		if (!(error instanceof AwsError)) {
			throw error;
		}

		call.outcome = fault?.kind ?? error.code;
		return datedAt(print(error), now);
	}
};

/** Using a key, a role or a secret leaves a trace in the state, but is no change to AWS that a person would count. */
const isWrite = (operation: string, known: Operation | undefined): boolean =>
	known?.writes === true &&
	!['Encrypt', 'Decrypt', 'AssumeRole', 'GetSecretValue'].includes(operation);

/** What operations work on, for one call. */
export const newContext = (
	world: World,
	base: Pick<CallContext, 'state' | 'caller' | 'region' | 'requestId'>,
): Omit<CallContext, 'operation'> => {
	const seen = new Map<string, boolean>();
	const isHidden = (arn: string): boolean => {
		const isUnseen = seen.get(arn) ?? isStillSpreading(world, arn);
		seen.set(arn, isUnseen);
		return isUnseen;
	};

	const trustOf = (arn: string) => `trust of ${arn}`;
	return {
		...base,
		now: nowInSeconds(),
		isHidden,
		made(arn) {
			startSpreading(world, arn);
		},
		changedTrust(arn, before) {
			startSpreading(world, trustOf(arn), before);
		},
		actingTrust: (arn, now) =>
			isHidden(trustOf(arn)) ? world.spreading.get(trustOf(arn))?.before : now,
	};
};

const perform = async (
	world: World,
	request: HttpRequest,
	route: Route,
	requestId: string,
): Promise<Answer> => {
	const {service, protocol, operation, known} = route;
	const signature = readSignature(request.headers.authorization);
	const identified = (state: CallContext['state']) =>
		identify(state, service, signature, request.headers['x-amz-security-token']);
	if (!known) {
		world.file.read((state) => identified(state));
		throw commonError(service, 'unknown-operation');
	}

	const run = (state: CallContext['state']) => {
		const input = route.readInput();
		const caller = identified(state);
		const region = signature?.region ?? '';
		const context = newContext(world, {state, caller, region, requestId});
		return known.run(input, {...context, operation});
	};

	const output = known.writes
		? await world.file.change((state) => run(state))
		: world.file.read((state) => run(state));
	return operationAnswer(protocol, operation, output, requestId);
};

/** Answers an AWS call. Anything that is no call to a service that is played gets 404. */
export const answerAwsCall = async (world: World, request: HttpRequest): Promise<Answer> => {
	const route = findRoute(request);
	if (!route) {
		return {
			status: 404,
			headers: {},
			body: 'The sandbox plays KMS, Secrets Manager, IAM, STS and Identity Center; this is a call to none of them.\n',
		};
	}

	const {service, protocol, operation, known} = route;
	const requestId = randomUUID();
	const signature = readSignature(request.headers.authorization);
	const call = {
		service,
		operation,
		region: signature?.region ?? '',
		accessKeyId: signature?.accessKeyId ?? '',
		write: isWrite(operation, known),
	};
	return playCall(world, call, {
		async perform(now) {
			assertFresh(protocol, request.headers['x-amz-date'], now);
			return perform(world, request, route, requestId);
		},
		failure: (failure) => commonError(service, failure),
		print: (error) => errorAnswer(protocol, error, requestId),
	});
};
