import {expect, test} from 'vitest';
import {openPace} from '../../source/engine/pace.js';

/** A pace on a clock that only waiting moves. */
function scene() {
	let time = 0;
	const waits: number[] = [];
	const pace = openPace(
		async (milliseconds) => {
			waits.push(milliseconds);
			time += milliseconds;
		},
		() => time,
	);
	return {
		pace,
		waits,
		time: () => time,
		pass(milliseconds: number) {
			time += milliseconds;
		},
	};
}

test('IAM gets five writes a second; KMS is not held back', async () => {
	const {pace, waits, time} = scene();
	for (let count = 0; count < 11; count++) {
		await pace.turn('iam');
	}

	expect(time()).toBe(2000);
	waits.length = 0;
	await pace.turn('kms');
	await pace.turn('kms');
	expect(waits).toEqual([]);
});

test('once throttled, everyone waits and goes on more slowly, then comes back to speed', async () => {
	const {pace, waits} = scene();
	await pace.turn('kms');
	await pace.slowDown('kms', 1);
	expect(waits).toEqual([2000]);
	waits.length = 0;
	for (let count = 0; count < 4; count++) {
		await pace.turn('kms');
	}

	expect(waits).toEqual([200, 200, 200]);
	pace.goOn('kms');
	waits.length = 0;
	await pace.turn('kms');
	await pace.turn('kms');
	await pace.turn('kms');
	expect(waits).toEqual([200]);
});

test('a pause grows with each try, and holds for all; after six tries in fifty seconds it is enough', async () => {
	const {pace, waits, time} = scene();
	for (let attempt = 1; attempt <= 4; attempt++) {
		expect(await pace.slowDown('iam', attempt)).toBe(true);
	}

	const before = time();
	const held = pace.slowDown('iam', 5);
	await pace.turn('iam');
	expect(time() - before).toBeGreaterThanOrEqual(20_000);
	expect(await held).toBe(true);
	expect(waits.slice(0, 5)).toEqual([2000, 4000, 8000, 16_000, 20_000]);
	expect(await pace.slowDown('iam', 6)).toBe(false);
});

test('when AWS has taken nothing for a minute, nobody tries again; when it takes something, patience begins anew', async () => {
	const {pace} = scene();
	for (let call = 0; call < 4; call++) {
		expect(await pace.slowDown('iam', 4)).toBe(call < 3);
	}

	expect(await pace.slowDown('iam', 4)).toBe(false);
	expect(await pace.slowDown('kms', 4)).toBe(true);
	pace.goOn('iam');
	expect(await pace.slowDown('iam', 4)).toBe(true);
});

test('a throttle long after another one is met with patience anew', async () => {
	const {pace, pass} = scene();
	expect(await pace.slowDown('iam', 1)).toBe(true);
	// The write that it held ends without one that AWS takes, such as a refusal.
	pass(70_000);
	expect(await pace.slowDown('iam', 1)).toBe(true);
});
