import * as z from 'zod';
import {type JournalEntry} from '../../resources/call.js';
import {type Made} from '../../resources/export.js';

// What tells the things of one kind apart.
const names = z.object({
	AliasName: z.string().default(''),
	RoleName: z.string().default(''),
	PolicyName: z.string().default(''),
});

/** Reads the journal: what was made last of each kind; calls whose outcome is not known do not count. */
export function madeBy(journal: readonly JournalEntry[]): Made {
	const done = journal.filter(({state}) => state === 'done');
	const left = (making: string, unmaking: string) => {
		const inputs = new Map<string, z.infer<typeof names>>();
		for (const {call} of done) {
			const input = names.parse(call.input);
			if (call.operation === making) {
				inputs.set(JSON.stringify(input), input);
			} else if (call.operation === unmaking) {
				inputs.delete(JSON.stringify(input));
			}
		}

		return Array.from(inputs, ([, input]) => input);
	};

	const result = done.findLast(
		({call}) => call.operation === 'CreateKey',
	)?.result;
	const {KeyId: keyId, Arn: keyArn} = result ?? {};
	const isGone =
		done.findLast(
			({call}) =>
				['ScheduleKeyDeletion', 'CancelKeyDeletion'].includes(call.operation) &&
				[keyId, keyArn].includes(call.input.KeyId),
		)?.call.operation === 'ScheduleKeyDeletion';
	return {
		...(typeof keyId === 'string' && !isGone && {keyId}),
		...(typeof keyArn === 'string' && !isGone && {keyArn}),
		aliases: left('CreateAlias', 'DeleteAlias').map(({AliasName}) => AliasName),
		roles: left('CreateRole', 'DeleteRole').map(({RoleName}) => RoleName),
		rolePolicies: left('PutRolePolicy', 'DeleteRolePolicy').map(
			({RoleName, PolicyName}) => ({role: RoleName, policy: PolicyName}),
		),
	};
}
