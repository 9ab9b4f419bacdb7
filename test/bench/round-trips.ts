import {homeSandbox, type HomeSandbox} from '../end-to-end/home-sandbox.js';
import {freshHome, type FreshHome} from '../support/fresh-home.js';
import {rateOf} from '../../source/aws/rate-limit.js';
import {countedCheck, type Counted} from './counted-check.js';
import {type Figure} from './figure.js';
import {kindsOfSetup, type Kind} from './kinds-of-setup.js';
import {median} from './statistics.js';

/** Milliseconds that AWS is away, for the second of two looks. */
const far = 400;
const rounds = 3;
const mostTrips = 3;

/** How often one look at AWS waits for the way there and back: what a millisecond of distance adds to the time of `check`, in milliseconds. Start and arithmetic cancel out. */
export async function measureRoundTrips(): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const kind of kindsOfSetup) {
		await using home = await freshHome();
		await using aws = await homeSandbox(home);
		figures.push(...(await measureKind(kind, home, aws)));
	}

	return figures;
}

async function measureKind(kind: Kind, home: FreshHome, aws: HomeSandbox): Promise<Figure[]> {
	const env = await kind.prepare(home, aws);
	await countedCheck(home, aws, {env, latency: 0});
	const added: number[] = [];
	let counted: Counted | undefined;
	for (let round = 0; round < rounds; round++) {
		const near = await countedCheck(home, aws, {env, latency: 0});
		counted = await countedCheck(home, aws, {env, latency: far});
		added.push((counted.milliseconds - near.milliseconds) / far);
	}

	const {calls = [], connections = 0} = counted ?? {};
	return [
		{
			name: `Look at ${kind.name}`,
			// A trip is taken or not; the rest is the machine's noise.
			value: Math.round(median(added) * 10) / 10,
			unit: 'round trips',
			target: {of: 'value', most: mostTripsFor(calls)},
			note: `${calls.length} calls over ${connections} connections; who we are was asked ${times(calls, 'GetCallerIdentity')}, for credentials ${times(calls, 'GetRoleCredentials')}.`,
		},
	];
}

/** Three, and where more calls go to one service than it takes at once, as many as these wait for one another. */
function mostTripsFor(calls: readonly Call[]): number {
	const perService = (service: string, atOnce: number) =>
		calls.filter((call) => call.service === service).length / atOnce;
	const waiting = Math.max(
		perService('iam', rateOf('iam').inFlight),
		perService('secretsmanager', rateOf('secrets_manager').inFlight),
	);
	return mostTrips + (waiting > 1 ? waiting : 0);
}

type Call = Counted['calls'][number];

function times(calls: readonly Call[], operation: string): string {
	const count = calls.filter((call) => call.operation === operation).length;
	return count === 1 ? 'once' : `${count} times`;
}
