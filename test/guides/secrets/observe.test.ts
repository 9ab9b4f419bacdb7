import {expect, test} from 'vitest';
import {secretsAnswers, type ProjectAnswers} from '../../../source/guides/secrets/answers.js';
import {observeSecrets} from '../../../source/guides/secrets/observe.js';
import {openSecretsSandbox, setupOf} from './secrets-sandbox.js';

test('a look that nobody waits for any more asks for no further role, and calls none of them absent', async () => {
	const {session} = await openSecretsSandbox();
	const count = 40;
	const projects = Array.from({length: count}, (_, index): ProjectAnswers => ({
		name: `Project ${index}`,
		role: {create: {name: `Role-${index}`}},
	}));
	const saved = setupOf(projects);
	const leave = new AbortController();
	const found = await observeSecrets(session, saved, secretsAnswers.parse(saved.setup), {
		update({projects: seen = {}}) {
			if (Object.keys(seen).length > 0) {
				leave.abort();
			}
		},
		signal: leave.signal,
	});
	const states = Object.values(found.projects).map(({role}) => role.state);
	expect(states).toHaveLength(count);
	expect(states.filter((state) => state === 'absent').length).toBeGreaterThan(0);
	expect(states.filter((state) => state === 'unknown').length).toBeGreaterThan(5);
});
