import {type Resource} from '../resource.js';
import {createAlias, deleteAlias} from './calls.js';

/** A KMS alias: a key's name. */
export const kmsAlias: Resource = {
	id: 'kms-alias',
	calls: [createAlias, deleteAlias],
};
