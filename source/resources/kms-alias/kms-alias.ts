import {lookUp, type Lookup} from '../../aws/errors.js';
import {undoId} from '../effect.js';
import {defineUndo, gone, kept, unknown, type Outcome} from '../outcome.js';
import {type UsedBy} from '../ownership.js';
import {keyIdOf} from '../kms-key/effects.js';
import {describeKey} from '../kms-key/read.js';
import {type Resource} from '../resource.js';
import {deleteAlias, aliasEffects, type AliasEffect, createAlias, kmsAliasId} from './calls.js';
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

/** Takes aliases away, unless they name another key by now. */
const undoAliases = defineUndo<AliasEffect, ReadonlyMap<string, Lookup<string>>>({
	own: aliasEffects.own,
	async observe(session, effects) {
		const targets = effects.map(
			async ({name}) =>
				[
					name,
					await lookUp(async () => {
						const key = await describeKey(session, name);
						return key?.arn;
					}),
				] as const,
		);
		return new Map(await Promise.all(targets));
	},
	revert: (effects, targets, {others}) =>
		new Map(
			effects.map((effect) => [
				effect,
				revertAlias(effect, targets.get(effect.name) ?? {state: 'unknown'}, others),
			]),
		),
});

function revertAlias(
	effect: AliasEffect,
	target: Lookup<string> | {state: 'unknown'},
	others: UsedBy,
): Outcome {
	const {name, keyId} = effect;
	const title = `The alias ${name}`;
	if (target.state === 'absent') {
		return gone;
	}

	if (target.state === 'unknown') {
		return unknown(effect, title, target);
	}

	return keyIdOf(target.value) === keyId
		? {
				state: 'change',
				change: {
					id: undoId(effect),
					title: `Take the alias ${name} away`,
					why: `Only the name goes: it stands for the key ${target.value}.`,
					call: deleteAlias.plan({AliasName: name}),
					setting: {targetArn: target.value},
				},
				users: others.get(target.value) ?? [],
			}
		: kept(effect, {
				title,
				reason: `Somebody has given it to another key, ${target.value}.`,
				fix: 'Leave it to whoever uses that key.',
			});
}

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
