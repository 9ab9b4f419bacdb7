import {
	accepted,
	names,
	oneBlocked,
	scoped,
	toReview,
	whole,
	withIds,
} from './many-projects-answers.js';
import {appliedAt, at, failing, find, press, see, type, type Act, type Scene} from './scene.js';

const named = {...scoped, projects: names.map((name) => ({name}))};
const toSeventh = find('Project 7', /[>❯] Project 7/v);
const toRun: readonly Act[] = [...toReview, press('enter'), see(/2\. Apply all 24/v), type('2')];

/** What opens inside the steps for many projects: the list of them, one of them, and what became of one. */
export const openedProjectScenes: readonly Scene[] = [
	{
		id: 'secrets/ids/account',
		about: 'Workato’s account ID, once for all',
		action: /AWS Account ID/v,
		...at('ids', named),
	},
	{
		id: 'secrets/ids/project',
		about: 'the external ID of one of twelve',
		action: /External ID for Project 7/v,
		...at('ids', {...named, workatoAccountId: '999988887777'}),
		way: [see(/Take them from/v), ...toSeventh],
	},
	{
		id: 'secrets/role/projects',
		about: 'a role for each of twelve',
		action: /[>❯] Continue/v,
		...at('role', withIds),
		way: [see(/2\. Decide for each/v), type('2')],
	},
	{
		id: 'secrets/role/project',
		about: 'the role of one of twelve',
		action: /1\. Make a new role/v,
		...at('role', withIds),
		way: [see(/2\. Decide for each/v), type('2'), see(/[>❯] Continue/v), ...toSeventh],
	},
	{
		id: 'secrets/secrets/pattern',
		about: 'one prefix with the name of each project in it',
		action: /The names begin with/v,
		...at('secrets', withIds),
		way: [see(/1\. By a prefix/v), press('enter')],
	},
	{
		id: 'secrets/secrets/projects',
		about: 'the secrets of each of twelve',
		action: /[>❯] Continue/v,
		...at('secrets', withIds),
		way: [see(/2\. Decide for each/v), type('2')],
	},
	{
		id: 'secrets/secrets/project',
		about: 'the secrets of one of twelve',
		action: /1\. Choose from/v,
		...at('secrets', withIds),
		way: [see(/2\. Decide for each/v), type('2'), see(/[>❯] Continue/v), ...toSeventh],
	},
	{
		id: 'secrets/review/project',
		about: 'the changes for one of twelve',
		action: /Enter back to the list/v,
		...at('review', whole),
		way: [...toReview, ...toSeventh],
	},
	{
		id: 'secrets/review/project-blocked',
		about: 'why one of twelve cannot be set up',
		action: /Enter back to the list/v,
		...at('review', oneBlocked),
		way: [
			see(/Continue to the review/v),
			press('enter'),
			see(/cannot go on/v),
			...find('Project 5', /[>❯] Project 5/v),
		],
	},
	{
		id: 'secrets/review/many-running',
		about: 'twelve roles are being made',
		action: /0 of 12 projects done/v,
		isBusy: true,
		...at('review', whole),
		...failing('PutRolePolicy', 'hang'),
		way: [...toRun, see(/0 of 12 projects done/v)],
		screenReader: {way: toRun},
	},
	{
		id: 'secrets/review/project-failed',
		about: 'what AWS refused for one of twelve',
		action: /Enter back to the list/v,
		...at('review', whole),
		...failing('CreateRole', 'denied'),
		way: [...toRun, see(/look again/iv), ...toSeventh],
	},
	{
		id: 'secrets/arns/project',
		about: 'the role ARN of one of twelve',
		action: /1\. Add the role/v,
		...appliedAt('arns', whole),
		way: [see(/[>❯] Add the roles/v), ...toSeventh],
	},
	{
		id: 'secrets/checklist/project',
		about: 'the checklist of one of twelve',
		action: /9 pass; 1 to look at.*[>❯] \S+ The role reaches/v,
		...appliedAt('checklist', accepted),
		way: [see(/of 12/v), ...toSeventh],
	},
	{
		id: 'secrets/checklist/totals',
		about: 'what is true for all twelve',
		action: /1 passes; 1 to look at.*[>❯] \S+ Projects that are ready/v,
		...appliedAt('checklist', accepted),
		way: [see(/of 12/v), ...find('totals', /[>❯] Account, region/v)],
	},
	{
		id: 'secrets/using/project',
		about: 'the secrets of one of twelve, none of which is there',
		action: /None of the chosen secrets/v,
		...appliedAt('using', accepted),
		way: [see(/[>❯] Continue: use/v), press('enter'), see(/[>❯] Project 1 /v), ...toSeventh],
	},
];
