import {type Found} from '../../aws/find.js';
import {
	apiAddress,
	dataCentreOfToken,
	isDataCentre,
} from '../../workato/api-address.js';
import {developerApi} from '../../workato/developer-api.js';
import {WorkatoError} from '../../workato/workato-error.js';

/** Workato's Developer API, as far as the screens need it. The data centre is an id or a host. */
export type WorkatoApi = {
	/** The host that gets the token, for the screen. */
	host: (dataCentre: string | undefined) => string | undefined;
	/**
	That host where it has to be asked about first: it is no data centre of Workato's, and a setup may come from somebody
	else, with a host of theirs. Nothing is sent there before `agree`.
	*/
	unknownHost: (dataCentre: string | undefined) => string | undefined;
	agree: (host: string) => void;
	projects: (
		dataCentre: string | undefined,
	) => Promise<Found<Array<{id: string; name: string}>>>;
	/** Makes Workato read every secret afresh when it is needed next. */
	clearCache: (dataCentre: string | undefined) => Promise<Found<true>>;
};

/**
The API for the token in WORKATO_API_TOKEN; nothing without one. `sandbox` is the address of the sandbox's Workato,
which then answers in place of every data centre.
*/
export function workatoApiOf(
	env: NodeJS.ProcessEnv,
	sandbox: string | undefined,
): WorkatoApi | undefined {
	const token = env.WORKATO_API_TOKEN?.trim() ?? '';
	if (token === '') {
		return undefined;
	}

	const addressOf = (dataCentre: string | undefined) =>
		sandbox === undefined
			? apiAddress(dataCentre ?? dataCentreOfToken(token) ?? '')
			: new URL(sandbox);
	const agreed = new Set<string>();
	const unknownHost = (dataCentre: string | undefined) => {
		const host = addressOf(dataCentre)?.host;
		return host === undefined ||
			sandbox !== undefined ||
			isDataCentre(host) ||
			agreed.has(host)
			? undefined
			: host;
	};

	const apiAt = (dataCentre: string | undefined) => {
		const address = addressOf(dataCentre);
		if (!address) {
			throw new WorkatoError(
				'unreachable',
				'It is not known which data centre your Workato is in.',
				'Go back to “Before you start” and choose it.',
			);
		}

		if (unknownHost(dataCentre) !== undefined) {
			throw new WorkatoError(
				'not-agreed',
				`The token is not sent to ${address.host} before you have agreed to it.`,
				'Choose this again and answer the question.',
			);
		}

		return developerApi({address, token, env});
	};

	return {
		host: (dataCentre) => addressOf(dataCentre)?.host,
		unknownHost,
		agree(host) {
			agreed.add(host);
		},
		projects: async (dataCentre) =>
			ask(async () => apiAt(dataCentre).projects()),
		clearCache: async (dataCentre) =>
			ask(async () => {
				await apiAt(dataCentre).clearCache();
				return true as const;
			}),
	};
}

async function ask<T>(question: () => Promise<T>): Promise<Found<T>> {
	try {
		return {state: 'found', value: await question()};
	} catch (error) {
		if (error instanceof WorkatoError) {
			return {
				state: 'unknown',
				code: error.reason,
				reason: `${error.message} ${error.hint}`,
			};
		}

		throw error;
	}
}
