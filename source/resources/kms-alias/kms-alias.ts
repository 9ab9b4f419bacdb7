import {type Resource} from '../resource.js';
import {createAlias, deleteAlias, kmsAliasId} from './calls.js';
import {undoAliases} from './revert.js';
import {
	aliasPermissions,
	aliasReadme,
	aliasReads,
	aliasShell,
	aliasTemplate,
	aliasTerraform,
	aliasUndoPermissions,
	namedKeys,
} from './export.js';

/** A KMS alias: a key's name. */
export const kmsAlias: Resource = {
	id: kmsAliasId,
	title: 'a KMS alias',
	calls: [createAlias, deleteAlias],
	undo: undoAliases,
	reads: aliasReads,
	addsTo: namedKeys,
	permissions: aliasPermissions,
	undoPermissions: aliasUndoPermissions,
	cloudformation: aliasTemplate,
	terraform: aliasTerraform,
	shell: aliasShell,
	readme: aliasReadme,
};
