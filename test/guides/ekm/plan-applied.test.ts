import fc from 'fast-check';
import {expect, test} from 'vitest';
import {account, openSandboxAws, workatoRole, type SandboxAws} from '../../aws/open-sandbox-aws.js';
import {type EkmAnswers} from '../../../source/guides/ekm/answers.js';
import {look, outcomes, planned, applyAll, setupOf, workatoStatement} from './ekm-setup.js';

const role = (name: string) => `arn:aws:iam::${account}:${name}`;

const statements = [
	workatoStatement,
	{...workatoStatement, Sid: 'Enable IAM User Permissions'},
	{
		Effect: 'Allow',
		Principal: {AWS: [workatoRole]},
		Action: 'kms:*crypt',
		Resource: ['*'],
	},
	[
		{...workatoStatement, Action: 'kms:Encrypt'},
		{...workatoStatement, Action: ['kms:Decrypt', 'kms:DescribeKey']},
	],
	{Version: '2012-10-17', Statement: workatoStatement},
	`${JSON.stringify(workatoStatement)},`,
	{...workatoStatement, Resource: undefined},
	{...workatoStatement, Principal: {AWS: '999988887777'}},
];

const rotation = fc.constantFrom<EkmAnswers['rotation']>(
	undefined,
	{enabled: true},
	{enabled: true, days: 90},
	{enabled: false},
);

const answers = fc.record({
	statement: fc.constantFrom(...statements).map((statement) =>
		// As a setup file would hold it.
		typeof statement === 'string' ? statement : JSON.stringify(statement),
	),
	rotation,
	administrators: fc.subarray([role('role/Admin'), role('user/alice')]),
	tags: fc.constantFrom(undefined, {team: 'a b', 'cost:center': '12@x'}),
	description: fc.constantFrom(undefined, '', 'Schlüssel für Workato'),
	alias: fc.constantFrom('workato-ekm', 'alias/team/workato_1'),
	present: fc.constantFrom('none', 'plain', 'rotating', 'multi-region', 'alias'),
});

type Answers = typeof answers extends fc.Arbitrary<infer T> ? T : never;

async function keyAnswer(
	{seed}: SandboxAws,
	{present, administrators, tags, description, alias}: Answers,
): Promise<EkmAnswers['key']> {
	if (present === 'none') {
		return {
			create: {
				alias,
				administrators,
				...(tags && {tags}),
				...(description !== undefined && {description}),
			},
		};
	}

	const [arn = ''] = await seed({
		kind: present === 'multi-region' ? 'multi-region' : 'plain',
		aliasPrefix: 'there',
		...(present === 'rotating' && {rotationDays: 120}),
	});
	return {use: present === 'alias' ? 'alias/there' : arn};
}

test('whatever the answers: what was planned is done, and then nothing is planned any more', async () => {
	await fc.assert(
		fc.asyncProperty(answers, async (given) => {
			const sandbox = await openSandboxAws();
			const {session} = sandbox;
			const saved = setupOf({
				statement: given.statement,
				rotation: given.rotation,
				key: await keyAnswer(sandbox, given),
			});
			const first = await look(session, saved);
			expect(first.plan.blockers).toEqual([]);
			expect(first.plan.changes).not.toEqual([]);
			const progress = await applyAll(session, saved, first.plan.changes);
			expect(outcomes(progress)).toEqual(first.plan.changes.map(({id}) => `${id} done`));

			await sandbox.takeCalls();
			const second = await look(session, saved);
			expect(second.plan).toEqual({changes: [], blockers: []});
			expect(await sandbox.takeCalls({isWritesOnly: true})).toEqual([]);
			expect(
				second.checks
					.filter(({status}) => !['pass', 'warn'].includes(status))
					.map(({id, status}) => `${id} ${status}`),
			).toEqual(['key-used waiting']);
			expect(second.checks.flatMap(({fixChanges = []}) => fixChanges)).toEqual([]);

			// On a machine that knows nothing of it, the tags say whose the key is.
			expect(await planned(session, {...saved, journal: []})).toEqual([]);
		}),
		{seed: 5, numRuns: 25},
	);
}, 30_000);

test('the same alias under another setup’s name is somebody else’s', async () => {
	const {session} = await openSandboxAws();
	const saved = setupOf();
	const {plan} = await look(session, saved);
	await applyAll(session, saved, plan.changes);
	const stranger = {...setupOf({name: 'test'}), runId: 'another'};
	expect(await planned(session, stranger)).toEqual(['AliasTaken']);
});
