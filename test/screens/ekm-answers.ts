import {type SetupFile} from '../../source/setups/saved-setup.js';
import {workatoStatement} from '../end-to-end/statements.js';

// What the answers are after each step of a first setup.
export const begun: SetupFile = {
	guide: 'ekm',
	name: 'production',
	region: 'us-east-1',
};
export const placed: SetupFile = {...begun, workato: {dataCentre: 'us'}};
export const judged: SetupFile = {...placed, statement: workatoStatement};
export const keyed: SetupFile = {
	...judged,
	key: {create: {alias: 'workato-ekm', description: 'Workato EKM'}},
};
export const whole: SetupFile = {
	...keyed,
	rotation: {enabled: true, days: 365},
};
