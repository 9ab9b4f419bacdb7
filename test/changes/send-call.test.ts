import {expect, test} from 'vitest';
import {awsAnswer} from '../aws/aws-answer.js';
import {openSession} from '../../source/aws/session.js';
import {type Operation} from '../../source/changes/operation.js';
import {sendCall, type Sending} from '../../source/changes/send-call.js';

const session = openSession({region: 'us-east-1', env: {}});

const lost = () =>
	Object.assign(new Error('socket hang up'), {code: 'ECONNRESET'});

/** An operation that fails like this, one error for each try, and then works; what is found is found at that look. */
function scene(
	errors: readonly Error[],
	finds?: ReadonlyArray<Error | object | undefined>,
) {
	const log: string[] = [];
	const left = [...errors];
	const looks = [...(finds ?? [])];
	const operation: Operation = {
		async send() {
			log.push('send');
			const error = left.shift();
			if (error) {
				throw error;
			}

			return {made: 'now'};
		},
		...(finds && {
			async find() {
				log.push('look');
				const found = looks.shift();
				if (found instanceof Error) {
					throw found;
				}

				return found && {made: 'before'};
			},
		}),
	};
	const sending: Sending = {
		session,
		operation,
		input: {},
		isOnNew: false,
		async wait(milliseconds) {
			log.push(String(milliseconds));
		},
		signal: undefined,
	};
	return {log, sending};
}

test('what was lost is looked for again and again, and found', async () => {
	const {log, sending} = scene([lost()], [undefined, undefined, {}]);
	expect(await sendCall(sending)).toEqual({made: 'before'});
	expect(log).toEqual(['send', '500', 'look', '1000', 'look', '2000', 'look']);
});

test('what was lost is sent again only after half a minute of looking in vain', async () => {
	const {log, sending} = scene([lost()], []);
	expect(await sendCall(sending)).toEqual({made: 'now'});
	expect(log.filter((entry) => entry === 'look')).toHaveLength(8);
	const waited = log.map(Number).filter((number) => number >= 0);
	expect(waited.reduce((sum, each) => sum + each)).toBe(27_500 + 2000);
	expect(log.slice(-2)).toEqual(['2000', 'send']);
});

test('three looks that fail are “cannot tell”: the first error, and no second try', async () => {
	const denied = awsAnswer('AccessDeniedException');
	const {log, sending} = scene([lost()], [denied, denied, denied, {}]);
	await expect(sendCall(sending)).rejects.toThrow('socket hang up');
	expect(log.filter((entry) => entry === 'send')).toHaveLength(1);
	expect(log.filter((entry) => entry === 'look')).toHaveLength(3);
});

test('a last look that fails is “cannot tell”, whatever came before', async () => {
	const denied = awsAnswer('AccessDeniedException');
	const none = Array.from({length: 7}, () => undefined);
	const {log, sending} = scene([lost()], [...none, denied]);
	await expect(sendCall(sending)).rejects.toThrow('socket hang up');
	expect(log.filter((entry) => entry === 'send')).toHaveLength(1);
});

test('AlreadyExists is looked at once: ours is a success, somebody else’s is not', async () => {
	const exists = awsAnswer('AlreadyExistsException');
	const ours = scene([exists], [{}]);
	expect(await sendCall(ours.sending)).toEqual({made: 'before'});
	const theirs = scene([exists], [undefined]);
	await expect(sendCall(theirs.sending)).rejects.toBe(exists);
	expect(theirs.log).toEqual(['send', '0', 'look']);
});

test.each([
	['AccessDeniedException', 400],
	['MalformedPolicyDocumentException', 400],
	['NotFoundException', 400],
	['ExpiredTokenException', 400],
])(
	'%s is a clear no: nothing is looked for or tried again',
	async (name, status) => {
		const error = awsAnswer(name, status);
		const {log, sending} = scene([error], [{}]);
		await expect(sendCall(sending)).rejects.toBe(error);
		expect(log).toEqual(['send']);
	},
);

test('“not found” about something made in this run is too early: it waits and tries again', async () => {
	const early = awsAnswer('NotFoundException');
	const {log, sending} = scene([early, early]);
	expect(await sendCall({...sending, isOnNew: true})).toEqual({made: 'now'});
	expect(log).toEqual(['send', '2000', 'send', '4000', 'send']);
});

test('without a way to look, a call that may be repeated is repeated, three times at most', async () => {
	const errors = [
		lost(),
		awsAnswer('KMSInternalException', 500),
		lost(),
		lost(),
	];
	const {log, sending} = scene(errors);
	await expect(sendCall(sending)).rejects.toBe(errors[2]);
	expect(log).toEqual(['send', '2000', 'send', '4000', 'send']);
});

test('once the person said stop, no call is sent again and no look is taken', async () => {
	const signal = AbortSignal.abort();
	const {log, sending} = scene([lost()], [{}]);
	await expect(sendCall({...sending, signal})).rejects.toThrow(
		'socket hang up',
	);
	expect(log).toEqual(['send']);
	const throttled = scene([awsAnswer('ThrottlingException')]);
	await expect(sendCall({...throttled.sending, signal})).rejects.toThrow('AWS');
	expect(throttled.log).toEqual(['send']);
});
