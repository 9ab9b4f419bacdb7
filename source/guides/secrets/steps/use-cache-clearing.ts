import {useState} from 'react';
import {type Found} from '../../../aws/find.js';
import {type Told} from '../../steps/text-above.js';

/** Clears Workato's cache of secrets; there when its API can be used. */
export type SecretsCache = {
	/** The host that is asked, with the token. */
	readonly host: string | undefined;
	readonly clear: () => Promise<Found<true> | undefined>;
};

/** What stands beside the choice: when it is needed, and who gets the token. */
export function clearingDetail({host}: SecretsCache): string {
	return host === undefined
		? 'after a secret has changed'
		: `after a secret has changed; asks ${host}`;
}

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
