import {openSession} from '../../source/aws/session.js';
import {type CallKind, type WriteState} from '../../source/resources/resource.js';
import {type OutgoingCall} from '../../source/engine/send-call.js';

const session = openSession({region: 'us-east-1', env: {}});

/** A reply that never came. */
export const lost = () => Object.assign(new Error('socket hang up'), {code: 'ECONNRESET'});

/** What a look shows: the call's own result. */
export const ours: WriteState = {state: 'done', result: {made: 'before'}};

type Scene = {
	/** One error for each try; then it works. */
	errors?: readonly Error[];
	/** What each look shows; then that nothing is done. Left out, there is no way to look. */
	finds?: ReadonlyArray<Error | WriteState>;
	kind?: Pick<CallKind, 'isOverwriting' | 'isDuplicating' | 'visible'>;
	more?: Partial<OutgoingCall>;
};

/** One call that goes wrong as told; the log has every send, every look, and every wait in milliseconds. */
export function oneCall({errors = [], finds, kind = {}, more = {}}: Scene) {
	const log: string[] = [];
	const left = [...errors];
	const looks = [...(finds ?? [])];
	const call: CallKind = {
		service: 'kms',
		operation: 'CreateKey',
		permission: {actions: ['kms:CreateKey'], why: 'a key for the test'},
		read: (input) => input,
		plan: () => ({service: 'kms', operation: 'CreateKey', input: {}}),
		matches: () => true,
		async send() {
			log.push('send');
			const error = left.shift();
			if (error) {
				throw error;
			}

			return {made: 'now'};
		},
		...(finds && {
			async find() {
				log.push('look');
				const found = looks.shift() ?? {state: 'not done'};
				if (found instanceof Error) {
					throw found;
				}

				return found;
			},
		}),
		...kind,
	};
	const wait = async (milliseconds: number) => {
		log.push(String(milliseconds));
	};

	const outgoing: OutgoingCall = {
		session,
		kind: call,
		input: {},
		before: undefined,
		isOnNew: false,
		wait,
		signal: undefined,
		...more,
	};
	return {
		log,
		outgoing,
		wait,
		count: (what: string) => log.filter((entry) => entry === what).length,
		waited: () =>
			log
				.map(Number)
				.filter((number) => number >= 0)
				.reduce((sum, each) => sum + each, 0),
	};
}
