import {expect, test, vi} from 'vitest';
import {openRateLimit, rateOf, ThrottledError} from '../../source/aws/rate-limit.js';

const throttled = Object.assign(new Error('slower, please'), {
	code: 'Throttling',
});

/** A rate limit on a clock that runs only while somebody waits. */
function limitedClock({perSecond = 10, inFlight = 5, writesPerSecond = 10} = {}) {
	let time = 0;
	const limit = openRateLimit(
		{perSecond, inFlight, writesPerSecond},
		{
			async wait(milliseconds) {
				time += milliseconds;
			},
			now: () => time,
		},
	);
	return {limit, now: () => time};
}

test('a thousand calls are spread over time, in the order in which they came', async () => {
	const {limit, now} = limitedClock();
	const order: number[] = [];
	await Promise.all(
		Array.from({length: 1000}, async (_, index) =>
			limit(async () => {
				order.push(index);
			}),
		),
	);
	expect(order).toEqual(Array.from({length: 1000}, (_, index) => index));
	expect(now()).toBeGreaterThan(99_000);
	expect(now()).toBeLessThan(101_000);
});

test('no more calls are under way than allowed', async () => {
	const {limit} = limitedClock({inFlight: 3});
	const {promise, resolve} = Promise.withResolvers<string>();
	let started = 0;
	const calls = Array.from({length: 30}, async () =>
		limit(async () => {
			started++;
			return promise;
		}),
	);
	await vi.waitUntil(() => started === 3);
	await limitedClock().limit(async () => '');
	expect(started).toBe(3);
	resolve('done');
	await Promise.all(calls);
	expect(started).toBe(30);
});

test('a throttled call is sent again, and all calls after it come slower', async () => {
	const {limit, now} = limitedClock();
	let refusals = 3;
	const answer = await limit(async () => {
		if (refusals > 0) {
			refusals--;
			throw throttled;
		}

		return 'done';
	});
	expect(answer).toBe('done');
	const before = now();
	await Promise.all(Array.from({length: 10}, async () => limit(async () => '')));
	expect(now() - before).toBeGreaterThan(3000);
});

test('the rate comes back when calls are answered again', async () => {
	const {limit, now} = limitedClock();
	let isFirst = true;
	await limit(async () => {
		if (!isFirst) {
			return;
		}

		isFirst = false;
		throw throttled;
	});
	const ask = async () => Promise.all(Array.from({length: 100}, async () => limit(async () => '')));
	await ask();
	const before = now();
	await ask();
	expect(now() - before).toBeLessThan(10_100);
});

test('a call that is throttled again and again fails with AWS’s answer; any other failure is not repeated', async () => {
	const {limit, now} = limitedClock();
	let calls = 0;
	await expect(
		limit(async () => {
			calls++;
			throw throttled;
		}),
	).rejects.toMatchObject({
		message: 'slower, please',
		code: 'Throttling',
	});
	expect(calls).toBe(20);
	expect(now()).toBeLessThan(20_000);
	const denied = new Error('no');
	await expect(
		limit(async () => {
			calls++;
			throw denied;
		}),
	).rejects.toBe(denied);
	expect(calls).toBe(21);
});

test('half a minute of nothing but throttling: all that waits is given up; what comes later is tried again', async () => {
	const {limit, now} = limitedClock();
	let sent = 0;
	let isWell = false;
	const ask = async () =>
		Promise.allSettled(
			Array.from({length: 100}, async () =>
				limit(async () => {
					sent++;
					if (!isWell) {
						throw throttled;
					}
				}),
			),
		);
	const given = await ask();
	expect(new Set(given.map(({status}) => status))).toEqual(new Set(['rejected']));
	expect(now()).toBeLessThan(40_000);
	expect(sent).toBeLessThan(50);
	isWell = true;
	const later = await ask();
	expect(new Set(later.map(({status}) => status))).toEqual(new Set(['fulfilled']));
});

test('“there is none” is an answer, too: a throttle between such answers does not last, and the rate comes back', async () => {
	const {limit, now} = limitedClock();
	const none = new Error('there is none');
	let sent = 0;
	const given = await Promise.allSettled(
		Array.from({length: 400}, async () =>
			limit(async () => {
				sent++;
				throw sent % 50 === 0 ? throttled : none;
			}),
		),
	);
	expect(
		given.filter(({status, ...rest}) => 'reason' in rest && rest.reason === none),
	).toHaveLength(400);
	expect(now()).toBeLessThan(80_000);
});

test('a write is not sent again, and slows the others down all the same', async () => {
	const {limit, now} = limitedClock();
	let calls = 0;
	await expect(
		limit(async () => {
			calls++;
			throw throttled;
		}, 'write'),
	).rejects.toMatchObject({
		message: 'slower, please',
		code: 'Throttling',
	});
	expect(calls).toBe(1);
	const before = now();
	await Promise.all(Array.from({length: 10}, async () => limit(async () => '')));
	expect(now() - before).toBeGreaterThan(1500);
});

test('a clock that goes on between two looks never makes a wait below nothing', async () => {
	let time = 0;
	const waits: number[] = [];
	const limit = openRateLimit(
		{perSecond: 10, inFlight: 1},
		{
			async wait(milliseconds) {
				waits.push(milliseconds);
			},
			// Each look at it takes a while, about as long as the gap between two calls.
			now() {
				time += 70;
				return time;
			},
		},
	);
	for (let count = 0; count < 20; count++) {
		await limit(async () => '');
	}

	expect(waits.length).toBeGreaterThan(0);
	expect(Math.min(...waits)).toBeGreaterThan(0);
});

test('five writes a second to IAM, and its reads are not held back by them', async () => {
	const {limit, now} = limitedClock(rateOf('iam'));
	for (let count = 0; count < 11; count++) {
		await limit(async () => undefined, 'write');
	}

	expect(now()).toBe(2000);
	const before = now();
	await Promise.all(Array.from({length: 16}, async () => limit(async () => undefined)));
	expect(now() - before).toBeLessThanOrEqual(1100);
	expect(rateOf('iam', true).writesPerSecond).toBeUndefined();
});

test('a throttled read slows the writes down, too', async () => {
	const {limit, now} = limitedClock({writesPerSecond: 5});
	let isFirst = true;
	await limit(async () => {
		if (!isFirst) {
			return;
		}

		isFirst = false;
		throw throttled;
	});
	const before = now();
	await Promise.all(Array.from({length: 6}, async () => limit(async () => '', 'write')));
	expect(now() - before).toBeGreaterThan(1500);
});

test('a throttled write tells for how long nothing else has come back; an answer begins anew', async () => {
	const {limit} = limitedClock();
	const lasting = async () => {
		try {
			await limit(async () => {
				throw throttled;
			}, 'write');
		} catch (error) {
			return error instanceof ThrottledError ? error.lasting : undefined;
		}
	};

	expect(await lasting()).toBe(0);
	for (let count = 0; count < 70; count++) {
		await lasting();
	}

	expect(await lasting()).toBeGreaterThan(60_000);
	await limit(async () => 'an answer');
	expect(await lasting()).toBe(0);
});
