import {InputError} from '../setups/input-error.js';
import {nearest} from '../setups/nearest-word.js';
import {quoteValue} from '../setups/quote-value.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type BrokenSetup, type SetupStore} from '../setups/setup-store.js';
import {type AwsFlags} from './flags.js';

/**
The setups of the given names, or all there are. Fails with `InputError` when there are none, when a name is unknown (and
says the nearest one), or when `--region` contradicts a setup.
*/
export function chooseSetups(
	store: SetupStore,
	names: readonly string[],
	{region, sandbox}: AwsFlags,
): Array<SavedSetup | BrokenSetup> {
	const chosen =
		names.length === 0
			? store.list()
			: firstOfEach(names).map((name) => {
					const saved = readNamed(store, name);
					return store.damage(name) ?? saved;
				});
	if (chosen.length === 0) {
		const flag = sandbox ? ' --sandbox' : '';
		throw new InputError(
			'no-setups',
			'There are no saved setups to check.',
			`Make one with: workato-aws${flag}, or: workato-aws apply${flag} -f SETUP.yaml`,
		);
	}

	for (const each of chosen) {
		const saved = 'setup' in each ? each : each.rescued;
		if (saved) {
			assertRegion(saved, {region});
		}
	}

	return chosen;
}

/** Refuses a `--region` that contradicts a setup's own, as `InputError`. */
export function assertRegion(
	{setup: {name, region: own}}: SavedSetup,
	{region}: Pick<AwsFlags, 'region'>,
): void {
	if (region !== undefined && own !== undefined && own !== region) {
		throw new InputError(
			'region-conflict',
			`The setup "${name}" belongs to ${own}, and --region says ${region}.`,
			'Leave --region out: a setup knows its region.',
		);
	}
}

// Names are the same in any case.
function firstOfEach(names: readonly string[]): string[] {
	const lower = names.map((name) => name.toLowerCase());
	return names.filter(
		(_, index) => lower.indexOf(lower[index] ?? '') === index,
	);
}

/** The saved setup of that name; an unknown name is an `InputError` that says the nearest one. */
export function readNamed(store: SetupStore, name: string): SavedSetup {
	if (store.has(name)) {
		return store.read(name);
	}

	const known = store
		.list()
		.map((each) => ('setup' in each ? each.setup.name : each.name));
	const meant = nearest(name, known);
	throw new InputError(
		'setup-not-found',
		`There is no saved setup named ${quoteValue(name)}.${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
		'See which there are with: workato-aws list',
	);
}
