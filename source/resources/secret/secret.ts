import {type Resource} from '../resource.js';
import {secretPermissions, secretReads} from './permissions.js';

/** A secret of AWS Secrets Manager: it is read, never written. */
export const secret: Resource = {
	id: 'secret',
	title: 'a secret',
	calls: [],
	reads: secretReads,
	permissions: secretPermissions,
};
