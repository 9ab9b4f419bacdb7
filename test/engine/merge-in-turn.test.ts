import {expect, test} from 'vitest';
import {mergeInTurn} from '../../source/engine/merge-in-turn.js';

async function* count(name: string, to: number, log: string[] = []) {
	for (let number = 1; number <= to; number++) {
		log.push(`${name}${number}`);
		yield `${name}${number}`;
	}
}

test('everything comes, each source in its own order', async () => {
	const all: string[] = [];
	const sources = [count('a', 3), count('b', 1), count('c', 2)];
	for await (const value of mergeInTurn(sources, 2)) {
		all.push(value);
	}

	expect(all.filter((each) => each.startsWith('a'))).toEqual([
		'a1',
		'a2',
		'a3',
	]);
	expect(all.toSorted()).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'c2']);
});

test('a source goes on only when its value was taken', async () => {
	const log: string[] = [];
	const merged = mergeInTurn([count('a', 9, log)], 4);
	await merged.next();
	await merged.next();
	expect(log).toEqual(['a1', 'a2']);
});

test('a source that fails ends it, after what is under way', async () => {
	const log: string[] = [];
	async function* slow() {
		await Promise.resolve();
		log.push('slow ended');
		yield 'slow';
	}

	async function* failing() {
		yield 'first';
		throw new Error('no space left');
	}

	const all: string[] = [];
	const run = async () => {
		for await (const value of mergeInTurn(
			[failing(), slow(), count('c', 3)],
			2,
		)) {
			all.push(value);
		}
	};

	await expect(run()).rejects.toThrow('no space left');
	expect(log).toEqual(['slow ended']);
	expect(all).not.toContain('c1');
});

test('nothing to merge is nothing', async () => {
	expect(await mergeInTurn<string>([], 4).next()).toEqual({
		done: true,
		value: undefined,
	});
});
