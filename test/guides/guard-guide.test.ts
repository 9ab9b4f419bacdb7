import {expect, test} from 'vitest';
import {checkSecrets} from '../../source/guides/secrets/secrets-guide.js';
import {planSecrets} from '../../source/guides/secrets/plan.js';
import {type SecretsObservation} from '../../source/guides/secrets/observation.js';
import {
	answersOf,
	found,
	mark,
	observationOf,
	projectOf,
	secretArn,
	secretFacts,
	seenOf,
} from './secrets/secrets-setup.js';

const projects = [projectOf('Orders'), projectOf('Sales')];
const sound = observationOf({Orders: seenOf('Orders'), Sales: seenOf('Sales')});

/** What AWS says of one project, which cannot even be read. */
const broken: SecretsObservation = {
	...sound,
	projects: {
		...sound.projects,
		get Orders(): never {
			throw new TypeError('it is broken');
		},
	},
};

const rowsOf = (observation: SecretsObservation) =>
	checkSecrets(answersOf(projects), observation, {
		own: mark,
		since: () => '2026-01-01T00:00:00.000Z',
	});

test('a fault at one project is that project’s row; the rows of the others stay', () => {
	const rows = rowsOf(broken);
	expect(rows.filter(({group}) => group === 'Orders')).toEqual([
		{
			id: 'fault:Orders',
			question: 'fault',
			group: 'Orders',
			cause: 'Something went wrong in workato-aws itself: it is broken',
			title: 'The checklist could be worked out',
			status: 'unknown',
			detail: 'Could not look: Something went wrong in workato-aws itself: it is broken (OwnFault)',
			fix: 'Nothing was written for it. Please report this to whoever gave you this program; what else is set up does not wait for it.',
		},
	]);
	// What the role of Orders may read is not known by that.
	expect(rows.find(({id}) => id === 'only-own-project:Sales')?.detail).toContain(
		'The role of “Orders” could not be looked at: Something went',
	);
	const ofSales = (all: typeof rows) =>
		all.filter(({id, group}) => group === 'Sales' && !id.startsWith('only-own-project'));
	expect(ofSales(rows)).toEqual(ofSales(rowsOf(sound)));
	expect(ofSales(rows).length).toBeGreaterThan(8);
});

test('a fault at one project stops the changes of that project alone', () => {
	const absent = {...seenOf('Sales'), role: {state: 'absent' as const}};
	const {changes, blockers} = planSecrets(
		answersOf(projects),
		{
			...broken,
			projects: Object.defineProperty({Sales: absent, Orders: absent}, 'Orders', {
				get(): never {
					throw new TypeError('it is broken');
				},
			}),
		},
		mark,
	);
	expect(blockers).toMatchObject([{code: 'OwnFault', group: 'Orders'}]);
	expect(changes.map(({id}) => id)).toEqual(['create-role:Sales', 'put-role-policy:Sales']);
});

test('a secret whose ARN could mean more in a policy is not given to the role, and the others are', () => {
	const odd = `${secretArn('Orders/db')}*`;
	const observation = observationOf({
		Orders: seenOf('Orders', {
			secrets: [{wanted: secretArn('Orders/db'), secret: found(secretFacts(odd))}],
		}),
		Sales: seenOf('Sales'),
	});
	const {changes, blockers} = planSecrets(answersOf(projects), observation, mark);
	expect(changes).toEqual([]);
	expect(blockers).toMatchObject([{code: 'SecretArn', group: 'Orders'}]);
	expect(rowsOf(observation).find(({id}) => id === 'nothing-else:Orders')?.status).toBe('unknown');
});
