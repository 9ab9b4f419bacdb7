import {type SetupFile} from '../../source/setups/saved-setup.js';

// What the answers are after each step of a first setup.
export const begun: SetupFile = {
	guide: 'secrets',
	name: 'production',
	region: 'us-east-1',
	workato: {dataCentre: 'us'},
};
export const scoped: SetupFile = {
	...begun,
	scope: 'project',
	scopeAcknowledged: true,
};
export const externalId = 'workato_iam_external_id_27411_640118';
export const ids = {workatoAccountId: '999988887777'};
export const named: SetupFile = {...scoped, projects: [{name: 'Orders'}]};
export const known: SetupFile = {
	...scoped,
	...ids,
	projects: [{name: 'Orders', externalId}],
};
export const role = {create: {name: 'Workato-Orders'}};
export const withRole: SetupFile = {
	...known,
	projects: [{name: 'Orders', externalId, role}],
};
export const secrets = {prefix: 'workato/orders/'};
export const whole: SetupFile = {
	...known,
	projects: [{name: 'Orders', externalId, role, secrets}],
};
/** The one project, its role taken by Workato. */
export const orders = {
	name: 'Orders',
	externalId,
	role,
	secrets,
	accepted: true,
};
export const accepted: SetupFile = {
	...known,
	projects: [orders],
	lookInside: true,
};
