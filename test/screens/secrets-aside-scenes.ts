import {appGuides} from '../../source/app/run-assistant.js';
import {loadedGuide} from '../../source/app/guide-runner.js';
import {secretsScreens} from '../../source/guides/secrets/screens.js';
import {asReader} from './reader.js';
import {appliedAt, at, failing, find, press, see, type, type Scene} from './scene.js';
import {accepted, begun, known, orders, scoped, whole, withRole} from './secrets-answers.js';

const toDataCentre = [see(/In Workato/v), press('enter'), see(/United States \(us\)/v)];
const toReference = [
	see(/[>❯] Continue: use the secrets/v),
	press('enter'),
	see(/[>❯] (?:1\. )?workato\/orders/v),
	press('enter'),
	see(/\{\{workato:sm:/v),
];

/** Workato's API would be asked at a host that is not one of Workato's: in the sandbox there is none. */
const guidesAskingElsewhere = () =>
	appGuides().map((guide) =>
		guide.id === 'secrets'
			? {
					...guide,
					load: async () =>
						loadedGuide({
							...secretsScreens,
							services: (session) => ({
								...secretsScreens.services(session),
								workatoApi: {
									host: () => 'workato.example.com',
									unknownHost: () => 'workato.example.com',
									agree: () => undefined,
									projects: async () => ({state: 'absent'}),
									clearCache: async () => ({state: 'absent'}),
								},
							}),
						}),
				}
			: guide,
	);

/** The screens of the secrets guide beside its way, for one project: what comes of a key press, and what is not there. */
export const secretsAsideScenes: readonly Scene[] = [
	{
		id: 'secrets/before/not-allowed',
		about: 'an identity that may only read',
		action: /h ask for permissions/v,
		...at('before', begun),
		...asReader,
	},
	{
		id: 'secrets/before/signed-out',
		about: 'the sign-in has ended',
		action: /Ctrl\+S sign in/v,
		...at('before', begun),
		...failing('*', 'expired-token'),
	},
	{
		id: 'secrets/before/data-centre',
		about: 'which Workato; the choice that is saved stands first',
		action: /[>❯] China \(cn\)/v,
		...at('before', {...begun, workato: {dataCentre: 'cn'}}),
		way: [see(/In Workato/v), press('enter'), see(/China \(cn\)/v)],
	},
	{
		id: 'secrets/before/own-address',
		about: 'a Workato at an address of its own, and an address that is none',
		action: /Problem:|✘|\[fail\]/v,
		...at('before', begun),
		way: [
			...toDataCentre,
			...find('another', /[>❯] Another address/v),
			see(/Address of your Workato/v),
			type('not an address'),
			press('enter'),
		],
		screenReader: {
			way: [
				...toDataCentre,
				...find('another', /Another address/v),
				see(/Address of your Workato/v),
				type('not an address'),
			],
		},
	},
	{
		id: 'secrets/projects/token-host',
		about: 'before the token goes to a host that is not Workato’s',
		action: /2\. Yes, I agree/v,
		...at('projects', scoped),
		guides: guidesAskingElsewhere,
		way: [see(/Type or paste it/v), press('ctrl+l')],
	},
	{
		id: 'secrets/scope/workspace',
		about: 'what the other change of scope stops',
		action: /2\. I understand/v,
		...at('scope', begun),
		way: [see(/2\. One role/v), type('2')],
	},
	{
		id: 'secrets/projects/row',
		about: 'one project, to be removed or kept',
		action: /1\. Keep it/v,
		...at('projects', known),
		way: [see(/4\. Orders/v), type('4')],
	},
	{
		id: 'secrets/secrets/none',
		about: 'a region without secrets',
		action: /There are no secrets in eu-north-1/v,
		...at('secrets', {...withRole, region: 'eu-north-1'}),
		way: [see(/1\. Choose from/v), press('enter')],
	},
	{
		id: 'secrets/secrets/not-listed',
		about: 'secrets that may not be listed',
		action: /Problem:|✘|\[fail\]/v,
		...at('secrets', withRole),
		...failing('ListSecrets', 'denied'),
		way: [see(/1\. Choose from/v), press('enter')],
	},
	{
		id: 'secrets/arns/none',
		about: 'nothing is applied yet',
		action: /There is no role for/v,
		...at('arns', whole),
	},
	{
		id: 'secrets/checklist/not-applied',
		about: 'nothing is made yet',
		action: /[>❯]/v,
		...at('checklist', whole),
	},
	{
		id: 'secrets/using/none',
		about: 'no secret has the prefix',
		action: /None of the chosen secrets/v,
		...appliedAt('using', {
			...accepted,
			projects: [{...orders, secrets: {prefix: 'nothing/begins/so/'}}],
		}),
		way: [see(/use the secrets/v), press('enter')],
	},
	{
		id: 'secrets/using/keys',
		about: 'the names of a secret’s keys',
		action: /Enter copies its text/v,
		...appliedAt('using', accepted),
		way: [...toReference, see(/List the names/v), press('enter')],
	},
];
