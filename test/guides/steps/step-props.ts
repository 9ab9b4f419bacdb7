import {type Change} from '../../../source/resources/call.js';
import {
	type Connection,
	type StepAction,
	type StepProps,
} from '../../../source/guides/guide-screens.js';
import {openSession} from '../../../source/aws/session.js';
import {type Observed} from '../../../source/guides/guide.js';

export const identity = {
	account: '111122223333',
	arn: 'arn:aws:iam::111122223333:role/Admin',
	partition: 'aws',
	source: 'profile work',
};

/** A connection that AWS has confirmed; nothing is ever sent over it. */
export function connection(): Connection {
	return {
		session: openSession({region: 'us-east-1', env: {}}),
		identity: {state: 'found', value: identity},
		warnings: [],
	};
}

export const change: Change = {
	id: 'enable-key',
	title: 'Enable the key',
	why: 'A disabled key encrypts nothing.',
	call: {service: 'kms', operation: 'EnableKey', input: {KeyId: 'k'}},
};

type Props = StepProps<object, Observed, object>;

/** What a step's screen gets, and a list of what it sends. */
export function stepProps(different: Partial<Props> = {}): {
	props: Props;
	sent: Array<StepAction<object>>;
} {
	const sent: Array<StepAction<object>> = [];
	return {
		sent,
		props: {
			saved: {
				version: 1,
				runId: 'run',
				createdAt: '2026-01-02T03:04:05.000Z',
				updatedAt: '2026-01-02T03:04:05.000Z',
				setup: {guide: 'ekm', name: 'production'},
				journal: [],
			},
			answers: {},
			observation: {},
			known: different.observation ?? {},
			isRefreshing: false,
			plan: {changes: [change], blockers: []},
			checks: [],
			warnings: [],
			suggestions: [],
			whenDone: 'All of it works.',
			outputs: [],
			fixChanges: undefined,
			run: undefined,
			others: new Map(),
			factsOf: () => [],
			groupNoun: {one: 'group', many: 'groups'},
			connection: connection(),
			services: {},
			exporter: {
				formats: [
					{id: 'permissions', about: 'the policy'},
					{id: 'shell', about: 'a script'},
				],
				write: async (format) => ({
					ok: true,
					text: `text of ${format}\n`,
					fileName: `production.${format}`,
					beside: [],
				}),
				needed: async () => [],
				writePermissions: async () => ({
					ok: true,
					text: 'policy to start\n',
					fileName: 'production.permissions.json',
					beside: [],
				}),
			},
			send(action) {
				sent.push(action);
			},
			...different,
		},
	};
}
