import {
	CreateAliasCommand,
	PutKeyPolicyCommand,
	UpdateAliasCommand,
	KMSClient,
} from '@aws-sdk/client-kms';
import {expect, test} from 'vitest';
import {ekmGuide} from '../../../source/guides/ekm/ekm-guide.js';
import {type Blocker} from '../../../source/guides/guide.js';
import {account, allBut, openSandboxAws} from '../../aws/open-sandbox-aws.js';
import {absent, found, key, keyArn, otherArn, planFor, seen} from './ekm-observation.js';
import {answersOf, look, planned, setUp, setupOf} from './ekm-setup.js';

const anotherRun = '0f0e0d0c-0000-4000-8000-000000000002';

/** What the person reads of a blocker, and what its offer would answer. */
const words = ([blocker]: readonly Blocker[]) => ({
	code: blocker?.code,
	text: `${blocker?.message} ${blocker?.hint}`,
	key: blocker?.suggestion?.answers.key,
});

test('a key of the same setup name, made on another computer, is not taken over unasked', async () => {
	const {session, takeCalls} = await openSandboxAws();
	const theirs = setupOf();
	await setUp(session, theirs);
	const {observation} = await look(session, theirs);
	await takeCalls();
	const ours = {
		...setupOf({rotation: {enabled: true, days: 100}}),
		runId: anotherRun,
	};
	const {plan} = await look(session, ours);
	// What it lacks can be added once it is agreed that it is the one.
	expect(plan.changes.map(({id}) => id)).toEqual(['enable-key-rotation']);
	expect(plan.blockers).toEqual([]);
	const said = words(plan.adoptions ?? []);
	const use = observation.key.state === 'found' ? observation.key.value.arn : '';
	expect(said).toMatchObject({code: 'OtherSetupsKey', key: {use}});
	expect(said.text).toContain(use);
	expect(said.text).toContain('“production”');
	expect(said.text).toContain('this would be added: Rotate the key every 100 days.');
	const agreed = {
		...setupOf({rotation: {enabled: true, days: 100}, key: {use}}),
		runId: anotherRun,
	};
	expect(await planned(session, agreed)).toEqual(['enable-key-rotation']);
});

test('with nothing to change it is asked about, too, with what else its policy says; agreed to, it is the setup’s own', async () => {
	const {session} = await openSandboxAws();
	const theirs = setupOf();
	await setUp(session, theirs);
	const {observation} = await look(session, theirs);
	const arn = observation.key.state === 'found' ? observation.key.value.arn : '';
	const policy = observation.policy.state === 'found' ? observation.policy.value : undefined;
	await session.client(KMSClient).send(
		new PutKeyPolicyCommand({
			KeyId: arn,
			PolicyName: 'default',
			Policy: JSON.stringify({
				...policy,
				Statement: [
					...(policy?.Statement ?? []),
					{
						Effect: 'Allow',
						Principal: {AWS: 'arn:aws:iam::222222222222:root'},
						Action: 'kms:Decrypt',
						Resource: '*',
					},
				],
			}),
		}),
	);

	const ours = {...setupOf(), runId: anotherRun};
	const first = await look(session, ours);
	expect(first.plan).toMatchObject({changes: [], blockers: []});
	const said = words(first.plan.adoptions ?? []);
	expect(said).toMatchObject({code: 'OtherSetupsKey', key: {use: arn}});
	expect(said.text).toContain('222222222222');
	expect(said.text).not.toContain('999988887777');
	const row = {id: 'key-exists'};
	expect(first.checks).toContainEqual(expect.objectContaining({...row, status: 'warn'}));

	const names = {...first.plan.adoptions?.[0]?.names};
	const agreed = await look(session, {...ours, names});
	expect(agreed.plan).toEqual({changes: [], blockers: []});
	expect(agreed.checks).toContainEqual(expect.objectContaining({...row, status: 'pass'}));
	// What the setup wants of it from then on is an ordinary change.
	const rotation = {rotation: {enabled: true, days: 100}};
	expect(await planned(session, {...setupOf(rotation), runId: anotherRun, names})).toEqual([
		'enable-key-rotation',
	]);
});

test('a setup deleted before its alias was made leaves a key: it is offered before another one is made', async () => {
	const {session, seed} = await openSandboxAws();
	const [arn = ''] = await seed({
		tags: [{TagKey: 'workato-aws:setup', TagValue: 'production'}],
	});
	await seed({tags: [{TagKey: 'workato-aws:setup', TagValue: 'staging'}]});
	const {plan} = await look(session, setupOf());
	expect(plan.changes).toEqual([]);
	expect(words(plan.blockers)).toMatchObject({
		code: 'OtherSetupsKey',
		key: {use: arn},
	});
});

test('a key of this name that is about to be deleted is in nobody’s way', async () => {
	const {session, seed} = await openSandboxAws();
	await seed({
		tags: [{TagKey: 'workato-aws:setup', TagValue: 'production'}],
		kind: 'pending-deletion',
	});
	expect(await planned(session, setupOf())).toContain('create-key');
});

test('where tags may not be read, a first key may be made: nothing says that there is one', async () => {
	const {openAs, seed} = await openSandboxAws();
	await seed({count: 2});
	const limited = await openAs(
		`arn:aws:sts::${account}:assumed-role/Limited/me`,
		allBut('kms:ListResourceTags'),
	);
	const {observation, plan} = await look(limited, setupOf());
	expect(observation.namesake).toMatchObject({state: 'unknown'});
	expect(plan.changes).toMatchObject([{id: 'create-key'}, {}, {}]);
});

test('the alias of the setup’s own key is taken: both keys are named', () => {
	const {blockers} = planFor({}, seen({aliasTarget: found(otherArn)}));
	const said = words(blockers);
	expect(said.code).toBe('AliasTaken');
	expect(said.text).toContain(keyArn);
	expect(said.text).toContain(otherArn);
});

test('an alias that points at another key than at first: nothing is written, both keys are named', async () => {
	const {session, seed} = await openSandboxAws();
	const [first = '', second = ''] = await seed({count: 2});
	await session
		.client(KMSClient)
		.send(new CreateAliasCommand({AliasName: 'alias/ours', TargetKeyId: first}));
	const saved = setupOf({key: {use: 'alias/ours'}});
	const before = await look(session, saved);
	const names = ekmGuide.names?.(before.answers, before.observation);
	expect(names).toEqual({'alias/ours': first});
	expect(before.plan.blockers).toEqual([]);
	await session
		.client(KMSClient)
		.send(new UpdateAliasCommand({AliasName: 'alias/ours', TargetKeyId: second}));
	const later = await look(session, {
		...saved,
		names: {'alias/ours': first},
	});
	expect(later.observation.key).toMatchObject({value: {arn: first}});
	expect(later.plan.changes).toEqual([]);
	const said = words(later.plan.blockers);
	expect(said).toMatchObject({code: 'AliasMoved', key: {use: first}});
	expect(said.text).toContain(second);
	expect(later.checks.find(({id}) => id === 'key-exists')).toMatchObject({
		status: 'warn',
		detail: `${first}. The alias/ours now names another key, ${second}.`,
	});
});

test('a key that was used by its alias is not taken for one that this setup made under that alias', async () => {
	const {session, seed} = await openSandboxAws();
	const [used = ''] = await seed({});
	await session
		.client(KMSClient)
		.send(new CreateAliasCommand({AliasName: 'alias/ours', TargetKeyId: used}));
	const {plan} = await look(session, {
		...setupOf({key: {create: {alias: 'ours'}}}),
		names: {'alias/ours': used},
	});
	expect(plan.changes).toEqual([]);
	expect(words(plan.blockers)).toMatchObject({
		code: 'AliasTaken',
		key: {use: used},
	});
});

test('only an alias is remembered: an ARN and an ID stay what they are', () => {
	const observation = seen({key: found({...key, foundBy: 'answer'})});
	const names = (use: string) => ekmGuide.names?.(answersOf(setupOf({key: {use}})), observation);
	expect(names(keyArn)).toEqual({});
	expect(names(key.keyId)).toEqual({});
	expect(names(`arn:aws:kms:us-east-1:${account}:alias/ours`)).toEqual({
		[`arn:aws:kms:us-east-1:${account}:alias/ours`]: keyArn,
	});
	expect(
		ekmGuide.names?.(answersOf(setupOf({key: {use: 'alias/ours'}})), seen({key: absent})),
	).toEqual({});
});
