import {expect, test, vi} from 'vitest';
import {openPace} from '../../source/aws/pace.js';

const throttled = new Error('slower, please');

/** A pace on a clock that runs only while somebody waits. */
function pacedClock({perSecond = 10, inFlight = 5} = {}) {
	let time = 0;
	const pace = openPace(
		{perSecond, inFlight},
		{
			isThrottled: (error) => error === throttled,
			async wait(milliseconds) {
				time += milliseconds;
			},
			now: () => time,
		},
	);
	return {pace, now: () => time};
}

test('a thousand calls are spread over time, in the order in which they came', async () => {
	const {pace, now} = pacedClock();
	const order: number[] = [];
	await Promise.all(
		Array.from({length: 1000}, async (_, index) =>
			pace(async () => {
				order.push(index);
			}),
		),
	);
	expect(order).toEqual(Array.from({length: 1000}, (_, index) => index));
	expect(now()).toBeGreaterThan(99_000);
	expect(now()).toBeLessThan(101_000);
});

test('no more calls are under way than allowed', async () => {
	const {pace} = pacedClock({inFlight: 3});
	const {promise, resolve} = Promise.withResolvers<string>();
	let started = 0;
	const calls = Array.from({length: 30}, async () =>
		pace(async () => {
			started++;
			return promise;
		}),
	);
	await vi.waitUntil(() => started === 3);
	await pacedClock().pace(async () => '');
	expect(started).toBe(3);
	resolve('done');
	await Promise.all(calls);
	expect(started).toBe(30);
});

test('a throttled call is sent again, and all calls after it come slower', async () => {
	const {pace, now} = pacedClock();
	let refusals = 3;
	const answer = await pace(async () => {
		if (refusals > 0) {
			refusals--;
			throw throttled;
		}

		return 'done';
	});
	expect(answer).toBe('done');
	const before = now();
	await Promise.all(Array.from({length: 10}, async () => pace(async () => '')));
	expect(now() - before).toBeGreaterThan(3000);
});

test('the pace comes back when calls are answered again', async () => {
	const {pace, now} = pacedClock();
	let isFirst = true;
	await pace(async () => {
		if (!isFirst) {
			return;
		}

		isFirst = false;
		throw throttled;
	});
	const ask = async () =>
		Promise.all(Array.from({length: 100}, async () => pace(async () => '')));
	await ask();
	const before = now();
	await ask();
	expect(now() - before).toBeLessThan(10_100);
});

test('a call that is throttled again and again fails with AWS’s answer; any other failure is not repeated', async () => {
	const {pace, now} = pacedClock();
	let calls = 0;
	await expect(
		pace(async () => {
			calls++;
			throw throttled;
		}),
	).rejects.toBe(throttled);
	expect(calls).toBe(20);
	expect(now()).toBeLessThan(20_000);
	const denied = new Error('no');
	await expect(
		pace(async () => {
			calls++;
			throw denied;
		}),
	).rejects.toBe(denied);
	expect(calls).toBe(21);
});

test('half a minute of nothing but throttling: all that waits is given up; what comes later is tried again', async () => {
	const {pace, now} = pacedClock();
	let sent = 0;
	let isWell = false;
	const ask = async () =>
		Promise.allSettled(
			Array.from({length: 100}, async () =>
				pace(async () => {
					sent++;
					if (!isWell) {
						throw throttled;
					}
				}),
			),
		);
	const given = await ask();
	expect(new Set(given.map(({status}) => status))).toEqual(
		new Set(['rejected']),
	);
	expect(now()).toBeLessThan(40_000);
	expect(sent).toBeLessThan(50);
	isWell = true;
	const later = await ask();
	expect(new Set(later.map(({status}) => status))).toEqual(
		new Set(['fulfilled']),
	);
});

test('“there is none” is an answer, too: a throttle between such answers does not last, and the pace comes back', async () => {
	const {pace, now} = pacedClock();
	const none = new Error('there is none');
	let sent = 0;
	const given = await Promise.allSettled(
		Array.from({length: 400}, async () =>
			pace(async () => {
				sent++;
				throw sent % 50 === 0 ? throttled : none;
			}),
		),
	);
	expect(
		given.filter(
			({status, ...rest}) => 'reason' in rest && rest.reason === none,
		),
	).toHaveLength(400);
	expect(now()).toBeLessThan(80_000);
});

test('a call that may leave once only is not sent again, and slows the others down all the same', async () => {
	const {pace, now} = pacedClock();
	let calls = 0;
	await expect(
		pace(async () => {
			calls++;
			throw throttled;
		}, 1),
	).rejects.toBe(throttled);
	expect(calls).toBe(1);
	const before = now();
	await Promise.all(Array.from({length: 10}, async () => pace(async () => '')));
	expect(now() - before).toBeGreaterThan(1500);
});

test('a clock that goes on between two looks never makes a wait below nothing', async () => {
	let time = 0;
	const waits: number[] = [];
	const pace = openPace(
		{perSecond: 10, inFlight: 1},
		{
			isThrottled: () => false,
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
		await pace(async () => '');
	}

	expect(waits.length).toBeGreaterThan(0);
	expect(Math.min(...waits)).toBeGreaterThan(0);
});
