import {at, paste, press, see, type, type Scene} from './scene.js';
import {begun, externalId, known, named, scoped, withRole} from './secrets-answers.js';

/** The screens of the secrets guide that ask, for one project, in its order. */
export const secretsQuestionScenes: readonly Scene[] = [
	{
		id: 'secrets/before',
		about: 'signed in, everything allowed',
		action: /Enter /v,
		...at('before', begun),
		way: [see(/In Workato/v)],
	},
	{
		id: 'secrets/scope',
		about: 'each project or the whole workspace',
		action: /2\. One role/v,
		...at('scope', begun),
	},
	{
		id: 'secrets/scope/warned',
		about: 'what a change of scope stops',
		action: /2\. I understand/v,
		...at('scope', begun),
		way: [see(/2\. One role/v), press('enter')],
	},
	{
		id: 'secrets/projects',
		about: 'none yet',
		action: /Type or paste it here/v,
		...at('projects', scoped),
	},
	{
		id: 'secrets/projects/name',
		about: 'one by its name',
		action: /Ctrl\+D add it/v,
		...at('projects', scoped),
		way: [see(/Type or paste it here/v), paste('Orders')],
		// The lines that give the name add it, too.
		screenReader: {action: /Continue with this project/v},
	},
	{
		id: 'secrets/projects/from-workato',
		about: 'from Workato’s own list',
		action: /\[ \] Orders|[☐☒] Orders/v,
		...at('projects', scoped),
		way: [see(/Type or paste it here/v), press('ctrl+l'), see(/Orders/v)],
	},
	{
		id: 'secrets/projects/one',
		about: 'one is chosen',
		action: /Continue with this/v,
		...at('projects', named),
	},
	{
		id: 'secrets/ids',
		about: 'nothing pasted yet',
		action: /AWS Account ID/v,
		...at('ids', named),
	},
	{
		id: 'secrets/ids/swapped',
		about: 'the two IDs in each other’s field',
		action: /Problem:|✘|\[fail\]|swap/v,
		...at('ids', named),
		way: [see(/AWS Account ID/v), paste(externalId)],
	},
	{
		id: 'secrets/ids/both',
		about: 'both are there',
		action: /Both/v,
		...at('ids', named),
		way: [see(/AWS Account ID/v), press('ctrl+p')],
	},
	{
		id: 'secrets/role',
		about: 'a new role or an own one',
		action: /1\. Make a new role/v,
		...at('role', known),
	},
	{
		id: 'secrets/role/name',
		about: 'the new role’s name',
		action: /Name of the new role/v,
		...at('role', known),
		way: [see(/2\. /v), type('2')],
	},
	{
		id: 'secrets/role/list',
		about: 'one of the account’s roles',
		action: /[>❯] \w/v,
		...at('role', known),
		way: [see(/3\. /v), type('3'), see(/in all/v)],
		screenReader: {way: [see(/3\. /v), type('3'), see(/in the list/v)]},
	},
	{
		id: 'secrets/secrets',
		about: 'how to choose the secrets',
		action: /1\. Choose from/v,
		...at('secrets', withRole),
	},
	{
		id: 'secrets/secrets/list',
		about: 'by name',
		action: /[>❯] (?:\[ \]|[☐☒]) /v,
		...at('secrets', withRole),
		way: [see(/1\. Choose from/v), press('enter'), see(/analytics/v)],
	},
	{
		id: 'secrets/secrets/prefix',
		about: 'by how their names begin',
		action: /The names begin with/v,
		...at('secrets', withRole),
		way: [see(/2\. /v), type('2')],
	},
	{
		id: 'secrets/secrets/arns',
		about: 'by their ARNs',
		action: /ARNs of the secrets/v,
		...at('secrets', withRole),
		way: [see(/3\. /v), type('3')],
	},
	{
		id: 'secrets/secrets/all',
		about: 'every secret, to be agreed to',
		action: /1\. No, choose some/v,
		...at('secrets', withRole),
		way: [see(/4\. /v), type('4')],
	},
];
