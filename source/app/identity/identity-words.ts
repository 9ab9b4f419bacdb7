import {timeLeft} from '../../terminal/time-words.js';
import {type IdentityChoice} from '../../aws/profiles/identity-choice.js';

/** The state of an identity in a few words; `now` is milliseconds since 1970. */
export function stateWords(
	{state}: Pick<IdentityChoice, 'state'>,
	now: number,
): string {
	switch (state.type) {
		case 'ready': {
			return state.expiresAt === undefined
				? 'ready'
				: `ready, ${timeLeft(state.expiresAt - now)} left`;
		}

		case 'needs sign-in': {
			return 'needs sign-in';
		}

		case 'unknown': {
			return 'not checked yet';
		}

		case 'broken': {
			return state.line === undefined
				? `broken: ${state.problem}`
				: `broken, line ${state.line}: ${state.problem}`;
		}
	}
}

/** Account and role of an identity, as far as the files say. */
export function whoWords({account, role}: IdentityChoice): string {
	return [account, role].filter((part) => part !== undefined).join(' · ');
}
