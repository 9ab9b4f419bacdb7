import {expect, test} from 'vitest';
import {keepAnswers} from '../../source/app/keep-setup.js';
import {ekmGuide} from '../../source/guides/ekm/ekm-guide.js';
import {nameWorkato} from '../../source/guides/ownership.js';
import {planSecrets} from '../../source/guides/secrets/plan.js';
import {secretsGuide} from '../../source/guides/secrets/secrets-guide.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {temporaryFolder} from '../setups/temporary-folder.js';
import {
	checksFor,
	nothingThere,
	planFor,
	policyOf,
	found,
	ownerStatement,
	seen,
	workatos,
} from './ekm/ekm-observation.js';
import {workatoStatement} from './ekm/ekm-setup.js';
import {
	answersOf,
	mark,
	projectOf,
	observationOf,
	seenOf,
	workato,
} from './secrets/secrets-setup.js';

const stranger = '999988887777';

test.each([
	[[], [], 'Workato'],
	[['353360065216'], [], 'Workato'],
	[['484634596152'], [], 'Workato'],
	[[stranger], [stranger], 'Workato'],
	[[stranger], [], `account ${stranger}, named by the file as Workato’s`],
	[
		['353360065216', stranger, '444455556666'],
		['444455556666'],
		`account ${stranger}, named by the file as Workato’s`,
	],
])('%j, of which %j were given here, is called %s', (accounts, pasted, name) => {
	expect(nameWorkato(accounts, pasted).end).toBe(name);
});

test('ekm: a review and the rows call an account Workato only where a person gave it here', () => {
	const named = `account ${stranger}, named by the file as Workato’s`;
	const [created] = planFor({}, nothingThere).changes;
	expect(created?.why).toContain(`adds the statement of ${named}.`);

	const noStatement = seen({policy: found(policyOf(ownerStatement))});
	const [changed] = planFor({}, noStatement).changes;
	expect(changed?.title).toBe(`Add the statement of ${named}, to the key policy`);
	expect(changed?.why).toContain(`Account ${stranger}, named by`);
	const {'policy-statement': row} = checksFor({}, seen());
	expect(row?.title).toBe('The setup’s statement is in it, as given');
	expect(row?.detail).toContain(`That is ${named}.`);

	const pasted = {pastedAccounts: [stranger]};
	const [pastedChange] = planFor({}, noStatement, pasted).changes;
	expect(pastedChange?.title).toBe('Add Workato’s statement to the key policy');
	expect(checksFor({}, seen(), pasted)['policy-statement']?.title).toBe(
		'Workato’s statement is in it, as pasted',
	);
	expect(workatos.Principal).toEqual(workatoStatement.Principal);
});

test('secrets: so do they', () => {
	const answers = answersOf([projectOf('Payroll')]);
	const observation = observationOf({
		Payroll: seenOf('Payroll', {role: {state: 'absent'}}),
	});
	const whyFor = (pastedAccounts: string[]) =>
		planSecrets(answers, observation, {...mark, pastedAccounts}).changes[0]?.why;
	expect(whyFor([])).toMatch(
		new RegExp(`^Account ${workato}, named by the file as Workato’s, may assume it`, 'v'),
	);
	expect(whyFor([workato])).toMatch(/^Workato may assume it/v);
});

test('what is given on the screens is remembered; what a file brought is not, whatever else is answered', () => {
	const store = openSetupStore(temporaryFolder());
	const {saved} = store.create({
		guide: 'ekm',
		name: 'production',
		statement: {...workatoStatement},
	});
	const ids = ['policy', 'key', 'review'];
	const accountsOf = (setup: object) => {
		const parsed = ekmGuide.answers.safeParse(setup);
		return parsed.success ? (ekmGuide.workatoAccounts?.(parsed.data) ?? []) : [];
	};

	const keeper = keepAnswers({store, name: 'production', ids, accountsOf}, saved);
	keeper.save('policy', {statement: {...workatoStatement}});
	keeper.save('key', {key: {create: {alias: 'workato-ekm'}}});
	expect(store.read('production').pastedAccounts).toBeUndefined();

	const principal = {AWS: 'arn:aws:iam::444455556666:role/Workato_EKM'};
	keeper.save('policy', {
		statement: {...workatoStatement, Principal: principal},
	});
	expect(store.read('production').pastedAccounts).toEqual(['444455556666']);
});

test('each guide says which accounts its answers name', () => {
	expect(secretsGuide.workatoAccounts?.(answersOf([projectOf('Payroll')]))).toEqual([workato]);
});
