import {expect, test} from 'vitest';
import {awsAnswer} from '../aws/aws-answer.js';
import {ThrottledError} from '../../source/aws/rate-limit.js';
import {sendCall} from '../../source/engine/send-call.js';
import {lost, oneCall, ours} from './one-call.js';

const made = (when: string) => ({state: 'done', result: {made: when}});
const denied = awsAnswer('AccessDeniedException');
const once = {isDuplicating: true} as const;
const other = {state: 'other'} as const;
const notDone = {state: 'not done'} as const;

test('what was lost is looked for again and again, and found', async () => {
	const {log, outgoing} = oneCall({
		errors: [lost()],
		finds: [notDone, notDone, ours],
		kind: once,
	});
	expect(await sendCall(outgoing)).toEqual(made('before'));
	expect(log).toEqual(['send', '500', 'look', '1000', 'look', '2000', 'look']);
});

test('what AWS would make twice is never sent again: half a minute of looking in vain proves nothing', async () => {
	const {outgoing, count, waited} = oneCall({
		errors: [lost()],
		finds: [],
		kind: once,
	});
	expect(await sendCall(outgoing)).toMatchObject({
		state: 'unclear',
		problem: {
			code: 'ECONNRESET',
			hint: 'AWS may have made it all the same, although it does not show it yet, so it is not made again now. Wait five minutes and look again: what is there is found first.',
		},
	});
	expect(count('send')).toBe(1);
	expect(count('look')).toBe(8);
	expect(waited()).toBe(27_500);
});

test('what may be repeated is sent again after a look', async () => {
	const {log, outgoing} = oneCall({errors: [lost()], finds: []});
	expect(await sendCall(outgoing)).toEqual(made('now'));
	expect(log.filter((entry) => !Number(entry))).toEqual(['send', 'look', 'look', 'look', 'send']);
});

test('a connection that was never made is no lost reply, and is tried again', async () => {
	const refused = Object.assign(new Error('connect ECONNREFUSED'), {
		code: 'ECONNREFUSED',
	});
	const {log, outgoing} = oneCall({
		errors: [refused],
		finds: [],
		kind: once,
	});
	expect(await sendCall(outgoing)).toEqual(made('now'));
	expect(log).toEqual(['send', '2000', 'send']);
	const never = oneCall({
		errors: Array.from({length: 9}, () => refused),
		finds: [],
		kind: once,
	});
	expect(await sendCall(never.outgoing)).toMatchObject({state: 'failed'});
	expect(never.count('send')).toBe(5);
});

test('three looks that fail are “cannot tell”: no second try', async () => {
	const {outgoing, count} = oneCall({
		errors: [lost()],
		finds: [denied, denied, denied, ours],
	});
	expect(await sendCall(outgoing)).toMatchObject({
		state: 'unclear',
		problem: {code: 'ECONNRESET'},
	});
	expect(count('send')).toBe(1);
	expect(count('look')).toBe(3);
});

test('a last look that fails is “cannot tell”, whatever came before', async () => {
	const {outgoing, count} = oneCall({
		errors: [lost()],
		finds: [notDone, notDone, denied],
	});
	expect(await sendCall(outgoing)).toMatchObject({state: 'unclear'});
	expect(count('send')).toBe(1);
});

test('AlreadyExists is looked at once: ours is a success, somebody else’s is not', async () => {
	const errors = [awsAnswer('AlreadyExistsException')];
	const first = oneCall({errors, finds: [ours]});
	expect(await sendCall(first.outgoing)).toEqual(made('before'));
	const theirs = oneCall({errors, finds: [other]});
	expect(await sendCall(theirs.outgoing)).toMatchObject({
		state: 'failed',
		problem: {code: 'AlreadyExistsException'},
	});
	expect(theirs.log).toEqual(['send', '0', 'look']);
});

test('a name that is taken by what AWS does not show yet is looked at until it does', async () => {
	const {log, outgoing} = oneCall({
		errors: [awsAnswer('EntityAlreadyExistsException')],
		finds: [notDone, notDone, ours],
	});
	expect(await sendCall(outgoing)).toEqual(made('before'));
	expect(log).toEqual(['send', '0', 'look', '500', 'look', '1000', 'look']);
});

test('after a lost reply, a name that stands for something else proves that ours was never made', async () => {
	const {outgoing, count} = oneCall({
		errors: [lost(), awsAnswer('EntityAlreadyExistsException')],
		finds: [other, other],
	});
	expect(await sendCall(outgoing)).toMatchObject({
		state: 'failed',
		problem: {code: 'EntityAlreadyExistsException'},
	});
	expect(count('send')).toBe(2);
});

test.each([
	['AccessDeniedException', 400],
	['MalformedPolicyDocumentException', 400],
	['NotFoundException', 400],
	['ExpiredTokenException', 400],
])('%s is a clear no: nothing is looked for or tried again', async (name, status) => {
	const {log, outgoing} = oneCall({
		errors: [awsAnswer(name, status)],
		finds: [ours],
	});
	expect(await sendCall(outgoing)).toMatchObject({
		state: 'failed',
		problem: {code: name},
	});
	expect(log).toEqual(['send']);
});

test('a clear no after a lost reply says nothing about the lost one', async () => {
	const found = oneCall({errors: [lost(), denied], finds: []});
	expect(await sendCall(found.outgoing)).toMatchObject({
		state: 'unclear',
		problem: {
			code: 'AccessDeniedException',
			hint: 'AWS may have carried it out all the same. Look again: what is there is found before anything is tried once more.',
		},
	});
});

test('“not found” about something made in this run is too early: it waits and tries again', async () => {
	const early = awsAnswer('NotFoundException');
	const {log, outgoing} = oneCall({
		errors: [early, early],
		more: {isOnNew: true},
	});
	expect(await sendCall(outgoing)).toEqual(made('now'));
	expect(log).toEqual(['send', '2000', 'send', '4000', 'send']);
});

test('what stays lost is tried five times at most', async () => {
	const {outgoing, count} = oneCall({
		errors: Array.from({length: 9}, () => lost()),
		finds: [],
	});
	expect(await sendCall(outgoing)).toMatchObject({state: 'unclear'});
	expect(count('send')).toBe(5);
});

test('a policy is looked at before every try: somebody else’s edit is never overwritten', async () => {
	const {log, outgoing, count} = oneCall({
		errors: [awsAnswer('ThrottlingException')],
		finds: [notDone, other],
		kind: {isOverwriting: true},
	});
	expect(await sendCall(outgoing)).toMatchObject({
		state: 'failed',
		problem: {code: 'ChangedSinceReview'},
	});
	expect(log).toEqual(['look', 'send', '2000', 'look']);
	const afterLoss = oneCall({
		errors: [lost()],
		finds: [notDone, other],
		kind: {isOverwriting: true},
	});
	expect(await sendCall(afterLoss.outgoing)).toMatchObject({
		state: 'unclear',
		problem: {code: 'ChangedSinceReview'},
	});
	expect(count('send')).toBe(1);
});

test('a policy that is ours already is not written, and nothing is announced', async () => {
	const {log, outgoing} = oneCall({
		finds: [ours],
		kind: {isOverwriting: true},
	});
	const announced: string[] = [];
	const sent = await sendCall(outgoing, () => {
		announced.push('now');
	});
	expect(sent).toEqual(made('before'));
	expect(log).toEqual(['look']);
	expect(announced).toEqual([]);
});

test('throttling slows down and goes on, six times over fifty seconds', async () => {
	const throttled = awsAnswer('ThrottlingException');
	const {log, outgoing, waited} = oneCall({
		errors: Array.from({length: 5}, () => throttled),
		finds: [],
		kind: once,
	});
	expect(await sendCall(outgoing)).toEqual(made('now'));
	expect(log.filter((entry) => entry === 'send')).toHaveLength(6);
	expect(log.filter((entry) => entry === 'look')).toEqual([]);
	expect(waited()).toBe(50_000);
	const never = oneCall({errors: Array.from({length: 6}, () => throttled)});
	expect(await sendCall(never.outgoing)).toMatchObject({
		state: 'failed',
		problem: {kind: 'throttled'},
	});
	expect(never.count('send')).toBe(6);
});

test('what AWS has throttled for a minute is given up at the first try that comes then', async () => {
	const throttledFor = (lasting: number) =>
		new ThrottledError(awsAnswer('ThrottlingException'), lasting);
	const late = oneCall({errors: [throttledFor(59_000)]});
	expect(await sendCall(late.outgoing)).toMatchObject({
		state: 'failed',
		problem: {kind: 'throttled', code: 'ThrottlingException'},
	});
	expect(late.log).toEqual(['send']);
	const early = oneCall({errors: [throttledFor(57_000)]});
	expect(await sendCall(early.outgoing)).toEqual(made('now'));
	expect(early.log).toEqual(['send', '2000', 'send']);
});

test('once the person said stop, no call is sent again and no look is taken', async () => {
	const more = {signal: AbortSignal.abort()};
	const {log, outgoing} = oneCall({errors: [lost()], finds: [ours], more});
	expect(await sendCall(outgoing)).toMatchObject({state: 'unclear'});
	expect(log).toEqual(['send']);
	const throttled = oneCall({
		errors: [awsAnswer('ThrottlingException')],
		more,
	});
	expect(await sendCall(throttled.outgoing)).toMatchObject({state: 'failed'});
	expect(throttled.log).toEqual(['send']);
});

test('stop during the wait before another try ends it there', async () => {
	const controller = new AbortController();
	const {log, outgoing} = oneCall({
		errors: [lost()],
		finds: [],
		more: {
			signal: controller.signal,
			async wait(milliseconds) {
				if (milliseconds === 2000 && log.length > 3) {
					controller.abort();
				}
			},
		},
	});
	expect(await sendCall(outgoing)).toMatchObject({state: 'unclear'});
	expect(log.filter((entry) => entry === 'send')).toHaveLength(1);
});
