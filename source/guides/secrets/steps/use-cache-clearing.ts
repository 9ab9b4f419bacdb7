import {useState} from 'react';
import {type Told} from '../../steps/text-above.js';
import {type WorkatoApi} from '../services.js';

/** Clearing Workato's cache of secrets from a screen; there when its API can be used. */
export type CacheClearing = {
	/** What stands beside the choice: when it is needed, and who gets the token. */
	readonly detail: string;
	/** What came of it. */
	readonly told: Told | undefined;
	readonly clear: () => void;
	/** The host to ask about first, because the token would go there; `clear` only asks then. */
	readonly askedHost?: string;
	readonly agree: () => void;
	readonly refuse: () => void;
};

/** Clears Workato's cache of secrets, once its host is known or agreed to. */
export function useCacheClearing(
	api: WorkatoApi | undefined,
	dataCentre: string | undefined,
): CacheClearing | undefined {
	const [told, setTold] = useState<Told>();
	const [askedHost, setAskedHost] = useState<string>();
	if (!api) {
		return undefined;
	}

	const send = async () => {
		setTold({kind: 'info', text: 'Asking Workato to clear its cache.'});
		const found = await api.clearCache(dataCentre);
		setTold(
			found.state === 'found'
				? {
						kind: 'success',
						text: 'Workato has cleared its cache, and reads each secret afresh when it is needed next.',
					}
				: {
						kind: 'problem',
						text: `Workato did not clear its cache. ${found.state === 'unknown' ? found.reason : ''}`,
					},
		);
	};

	const unknownHost = api.unknownHost(dataCentre);
	const host = unknownHost === undefined ? api.host(dataCentre) : undefined;
	return {
		detail:
			host === undefined
				? 'after a secret has changed'
				: `after a secret has changed; asks ${host}`,
		told,
		clear() {
			if (unknownHost === undefined) {
				void send();
			} else {
				setAskedHost(unknownHost);
			}
		},
		...(askedHost !== undefined && {askedHost}),
		agree() {
			api.agree(askedHost ?? '');
			setAskedHost(undefined);
			void send();
		},
		refuse() {
			setAskedHost(undefined);
		},
	};
}
