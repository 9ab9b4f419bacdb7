import {KMSClient} from '@aws-sdk/client-kms';
import {expect, test} from 'vitest';
import {type AwsSession} from '../../../source/aws/session.js';
import {observeEkm} from '../../../source/guides/ekm/observe.js';
import {type SavedSetup} from '../../../source/setups/saved-setup.js';
import {openSandboxAws} from '../../aws/open-sandbox-aws.js';
import {answersOf, setUp, setupOf} from './ekm-setup.js';

/**
Counts the longest chain of calls that wait for one another: whatever can be asked without another answer is held back,
then let go together, and that is one round trip.
*/
async function roundTrips(session: AwsSession, saved: SavedSetup) {
	const held: Array<{name: string; letGo: () => void}> = [];
	const state = {isDone: false, underWay: 0};
	const addTo = (stack: Pick<KMSClient['middlewareStack'], 'add'>) => {
		stack.add(
			(next, {commandName = ''}) =>
				async (args) => {
					await new Promise<void>((resolve) => {
						const name = commandName.replace('Command', '');
						held.push({name, letGo: resolve});
					});
					state.underWay++;
					try {
						return await next(args);
					} finally {
						state.underWay--;
					}
				},
			{step: 'initialize'},
		);
	};

	addTo(session.client(KMSClient).middlewareStack);
	const running = (async () => {
		await observeEkm(session, saved, answersOf(saved));
		state.isDone = true;
	})();
	const trips: string[][] = [];
	let quiet = 0;
	while (!state.isDone) {
		await new Promise((resolve) => {
			setImmediate(resolve);
		});
		quiet = held.length > 0 && state.underWay === 0 ? quiet + 1 : 0;
		const trip = quiet > 20 ? held.splice(0) : [];
		if (trip.length > 0) {
			trips.push(trip.map(({name}) => name).toSorted());
		}

		for (const {letGo} of trip) {
			letGo();
		}
	}

	await running;
	return trips;
}

const ofKey = ['GetKeyLastUsage', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListGrants'];

test('nothing there: one round trip, and a look through the tags for a key of this name', async () => {
	const {session, seed} = await openSandboxAws();
	await seed({});
	expect(await roundTrips(session, setupOf())).toEqual([
		['DescribeKey'],
		['ListKeys'],
		['ListResourceTags'],
	]);
});

test('a setup with its journal: one round trip', async () => {
	const {session} = await openSandboxAws();
	const saved = setupOf();
	await setUp(session, saved);
	expect(await roundTrips(session, saved)).toEqual([['DescribeKey', 'DescribeKey', ...ofKey]]);
});

test('an existing key by its ARN: one round trip', async () => {
	const {session, seed} = await openSandboxAws();
	const [use = ''] = await seed({});
	expect(await roundTrips(session, setupOf({key: {use}}))).toEqual([['DescribeKey', ...ofKey]]);
});

test('an existing key by its alias: two', async () => {
	const {session, seed} = await openSandboxAws();
	await seed({aliasPrefix: 'there'});
	expect(await roundTrips(session, setupOf({key: {use: 'alias/there'}}))).toEqual([
		['DescribeKey'],
		ofKey,
	]);
});

test('a key that only its tags tell to be the setup’s own: two', async () => {
	const {session} = await openSandboxAws();
	const saved = setupOf();
	await setUp(session, saved);
	expect(await roundTrips(session, {...saved, journal: []})).toEqual([
		['DescribeKey'],
		[...ofKey, 'ListResourceTags'],
	]);
});
