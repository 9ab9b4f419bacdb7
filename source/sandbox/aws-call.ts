import {randomUUID} from 'node:crypto';
import {
	amzAnswer,
	amzError,
	queryAnswer,
	queryError,
	type Answer,
} from './answer.js';
import {assertFresh, identify, readSignature} from './callers.js';
import {commonError} from './errors.js';
import {type CallContext, type Operation} from './operation.js';
import {playCall} from './play-call.js';
import {findRoute, type HttpRequest, type Route} from './route.js';
import {nowInSeconds} from './time.js';
import {isStillSpreading, startSpreading, type World} from './world.js';

/** Using a key, a role or a secret leaves a trace in the state, but is no change to AWS that a person would count. */
const isWrite = (operation: string, known: Operation | undefined): boolean =>
	known?.writes === true &&
	!['Encrypt', 'Decrypt', 'AssumeRole', 'GetSecretValue'].includes(operation);

/** What operations work on, for one call. */
export const newContext = (
	world: World,
	base: Pick<CallContext, 'state' | 'caller' | 'region' | 'requestId'>,
): CallContext => {
	const looks = new Map<string, boolean>();
	const isHidden = (arn: string): boolean => {
		const isUnseen = looks.get(arn) ?? isStillSpreading(world, arn);
		looks.set(arn, isUnseen);
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
		identify(
			state,
			service,
			signature,
			request.headers['x-amz-security-token'],
		);
	if (!known) {
		world.file.read((state) => identified(state));
		throw commonError(service, 'unknown-operation');
	}

	const run = (state: CallContext['state']) =>
		known.run(
			route.readInput(),
			newContext(world, {
				state,
				caller: identified(state),
				region: signature?.region ?? '',
				requestId,
			}),
		);
	const output = known.writes
		? await world.file.change((state) => run(state))
		: world.file.read((state) => run(state));
	return protocol.kind === 'json'
		? amzAnswer(output, requestId)
		: queryAnswer(protocol.namespace, operation, output, requestId);
};

/** Answers an AWS call. Anything that is no call to a service that is played gets 404. */
export const answerAwsCall = async (
	world: World,
	request: HttpRequest,
): Promise<Answer> => {
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
		print: (error) =>
			protocol.kind === 'json'
				? amzError(error, requestId)
				: queryError(protocol.namespace, error, requestId),
	});
};
