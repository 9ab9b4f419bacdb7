import {useState} from 'react';
import {type Found} from '../../../aws/find.js';
import {type Told} from '../../steps/text-above.js';

/** Clears Workato's cache of secrets; there when its API can be used. */
export type SecretsCache = {
	readonly clear: () => Promise<Found<true> | undefined>;
};

/** Clearing Workato's cache of secrets from a screen, and what came of it. */
export function useCacheClearing(cache: SecretsCache | undefined): {
	told: Told | undefined;
	clear: () => Promise<void>;
} {
	const [told, setTold] = useState<Told>();
	return {
		told,
		async clear() {
			setTold({kind: 'info', text: 'Asking Workato to clear its cache.'});
			const found = await cache?.clear();
			setTold(
				found?.state === 'found'
					? {
							kind: 'success',
							text: 'Workato has cleared its cache, and reads each secret afresh when it is needed next.',
						}
					: {
							kind: 'problem',
							text: `Workato did not clear its cache. ${found?.state === 'unknown' ? found.reason : ''}`,
						},
			);
		},
	};
}
