import {parsePolicyDocument} from '../../policy/policy-document.js';
import {InputError} from '../../diagnostic.js';
import {escapeOdd} from '../../terminal/foreign-text.js';
import {type Change} from '../call.js';
import {type ExportPlan} from '../export.js';
import {changesOf} from '../resource.js';
import {shellJson, shellText, type ShellPart} from '../shell.js';
import {earlierTagText, groupTag, runTag, setupTag, tagText} from '../ownership.js';
import {createRole, putRolePolicy, updateTrustPolicy} from './calls.js';
import {decryptStatement} from './exported-roles.js';

/** The lines for the roles, one after the other: what each has to be, and the call of the function that sees to it. */
export function roleShell(plan: ExportPlan): ShellPart {
	const {changes} = plan;
	const created = changesOf(changes, createRole);
	const trusts = [
		...created.map(({change, input}) => ({
			change,
			name: input.RoleName,
			trust: input.AssumeRolePolicyDocument,
		})),
		...changesOf(changes, updateTrustPolicy).map(({change, input}) => ({
			change,
			name: input.RoleName,
			trust: input.PolicyDocument,
		})),
	];
	const policies = changesOf(changes, putRolePolicy);
	const nameOf = new Map([
		...trusts.map(({change, name}) => [change, name] as const),
		...policies.map(({change, input}) => [change, input.RoleName] as const),
	]);
	const names = new Set(changes.flatMap((change) => nameOf.get(change) ?? []));
	return {
		functions: `# To decrypt through Secrets Manager: whoever knows the keys may have added it.
decrypt=${shellJson(decryptStatement(plan), plan)}
${plan.unknown.size > 0 ? `${keyFunctions}\n` : ''}${readingFunctions}
${settingUp(plan.words)}`,
		variables: names.size === 0 ? [] : [`setup=${shellText(plan.name, plan)}`],
		lines: [...names].flatMap((name) =>
			roleLines(
				{
					name,
					create: created.find(({input}) => input.RoleName === name)?.change,
					trust: trusts.find((each) => each.name === name),
					policy: policies.find(({input}) => input.RoleName === name)?.input,
				},
				plan,
			),
		),
		absentCodes: plan.unknown.size > 0 ? ['ResourceNotFoundException'] : [],
	};
}

type RoleParts = {
	name: string;
	/** Missing where the role is there already. */
	create: Change | undefined;
	trust: {change: Change; trust: string} | undefined;
	policy: {PolicyName: string; PolicyDocument: string} | undefined;
};

function roleLines({name, create, trust, policy}: RoleParts, plan: ExportPlan): string[] {
	if (!trust || !policy) {
		throw new InputError(
			'export-cannot-say',
			`A shell script sees to a role’s trust policy and its own inline policy at once, and this setup writes only one of ${name}.`,
			'Run the setup with apply instead.',
		);
	}

	const word = (text: string) => shellText(text, plan);
	const group = trust.change.group ?? name;
	const {Statement} = parsePolicyDocument(trust.trust);
	return [
		`name=${word(name)}`,
		`group=${word(escapeOdd(group))} group_tag=${word(tagText(group))} earlier_tag=${word(earlierTagText(group))}`,
		`create=${create ? shellJson(create.call.input, plan) : "''"}`,
		`trust=${shellJson(Statement, plan)}`,
		`policy_name=${word(policy.PolicyName)}`,
		`policy=${shellJson(parsePolicyDocument(policy.PolicyDocument), plan)}`,
		...(plan.unknown.has(group) ? ['add_keys'] : []),
		'set_up_role',
		'',
	];
}

/*
For roles of whose secrets nobody has said how they are encrypted. All secrets are listed where a pattern stands for some of them: a
filter by name would miss those whose name ends just before the pattern's last dash.
*/
const keyFunctions = `# Adds to $policy, what the role may read, the customer managed keys that encrypt these secrets.
add_keys() {
	local read secret id ids='' arn arns=''
	read=$(jq -r "$policies"'statements[] | select(.Action == "secretsmanager:GetSecretValue") | .Resource | list[]' <<<"$policy")
	while IFS= read -r secret; do
		if [[ $secret == *'*' ]]; then
			ask aws secretsmanager list-secrets
			ids+=$(jq -r --arg start "\${secret%?}" '.SecretList[] | select(.ARN | startswith($start)) | .KmsKeyId // empty' <<<"$answer")$'\\n'
		else
			look_for aws secretsmanager describe-secret --secret-id="$secret"
			[[ -n $answer ]] || stop "There is no secret $secret."
			ids+=$(jq -r '.KmsKeyId // empty' <<<"$answer")$'\\n'
		fi
	done <<<"$read"

	while IFS= read -r id; do
		[[ -n $id ]] || continue
		if answer=$(aws kms describe-key --key-id="$id" --output json 2>"$errors"); then
			arn=$(jq -r 'select(.KeyMetadata.KeyManager != "AWS") | .KeyMetadata.Arn' <<<"$answer")
		elif [[ $id =~ ^arn:[-a-z]+:kms:[-a-z0-9]+:[0-9]{12}:key/[-A-Za-z0-9]+$ ]]; then
			# A key of another account need not describe itself to us.
			arn=$id
		else
			cat "$errors" >&2
			stop "Which key $id is cannot be told."
		fi

		arns+=$arn$'\\n'
	done <<<"$(sort -u <<<"$ids")"

	policy=$(jq -c --argjson decrypt "$decrypt" --arg arns "$arns" '
		($arns | split("\\n") | map(select(. != "")) | unique) as $keys
		| if $keys == [] then . else .Statement += [$decrypt + {Resource: (if ($keys | length) == 1 then $keys[0] else $keys end)}] end
	' <<<"$policy")
}
`;

const readingFunctions = `reading='
	def shape: meaning | del(.Resource);
	def isKey: test("^arn:[-a-z]+:kms:[-0-9a-z]+:[0-9]{12}:key/[-0-9a-z]+$"; "i");
	def isDecrypt: shape == ($decrypt | shape)
		and (meaning | .Resource // [] | length > 0 and all(.[]; isKey));
	def isWithin($wide): shape == ($wide | shape)
		and ((meaning | .Resource // []) - ($wide | meaning | .Resource // [])) == [];
'

# The statements of a role's policy ($1) that allow more than this setup's policy ($2), one a line.
beyond() {
	jq -ac --argjson wanted "$2" --argjson decrypt "$decrypt" "$policies$reading"'
		statements[] | select(isDecrypt or (. as $this | any($wanted.Statement[]; . as $wide | $this | isWithin($wide))) | not)
	' <<<"$1"
}

# This setup's policy ($2) with what the one that is there ($1) says of keys; nothing when that one says it all. The keys of both
# stand in one statement: IAM takes no two of one name.
grown() {
	jq -c --argjson wanted "$2" --argjson decrypt "$decrypt" "$policies$reading"'
		def others: map(select(isDecrypt | not) | meaning) | unique;
		def keys: map(select(isDecrypt) | .Resource | list[]) | unique;
		statements as $there
		| ($wanted.Statement + $there | keys) as $keys
		| if ($wanted.Statement | others) == ($there | others) and $keys == ($there | keys) then empty
			elif any($wanted.Statement[]; isDecrypt) then $wanted
				| .Statement |= map(select(isDecrypt | not))
				| .Statement += [$decrypt + {Resource: (if ($keys | length) == 1 then $keys[0] else $keys end)}]
			else $wanted | .Statement += [$there[] | select(isDecrypt)] end
	' <<<"$1"
}

# Whether a policy ($1) has the form of this setup's ($2), by which it is known on a role that others made: such a role has no mark.
has_own_form() {
	jq -e --argjson wanted "$2" --argjson decrypt "$decrypt" "$policies$reading"'
		any(statements[]; . as $this | any($wanted.Statement[]; .Sid == $this.Sid and shape == ($this | shape)))
	' <<<"$1" >/dev/null
}
`;

const settingUp = ({
	partner,
	group,
}: ExportPlan['words']) => `# Makes the role $name with $create, or adds to the one that is there; $create is empty where others made it.
set_up_role() {
	local role found facts there run other owner more arn='' extra='' trusts='' reads=$policy
	look_for aws iam get-role --role-name="$name"
	role=$answer
	look_for aws iam get-role-policy --role-name="$name" --policy-name="$policy_name"
	found=$answer

	# First all that is there is compared; nothing is changed before.
	if [[ -n $role ]]; then
		# The ARN comes last, for $(…) takes empty lines away from the end.
		facts=$(jq -r '.Role
			| (("${runTag}", "${groupTag}", "${setupTag}") as $key | [.Tags[]? | select(.Key == $key).Value][0] // ""), .Arn' <<<"$role")
		{ IFS= read -r run; IFS= read -r other; IFS= read -r owner; IFS= read -r arn; } <<<"$facts"
		if [[ $run != "$mark" && -n $create ]]; then
			stop "The role $name is there already, and this setup did not make it: it does not carry the mark $mark."
		fi

		# Earlier versions wrote a project's name in another way; that counts where this setup wrote it.
		[[ $owner != "$setup" || $other != "$earlier_tag" ]] || other=$group_tag
		if [[ $run != "$mark" && -n $other && $other != "$group_tag" ]]; then
			stop "The role $name was made for another ${group}. Each would read the other's secrets."
		fi

		there=$(jq -c .Role.AssumeRolePolicyDocument <<<"$role")
		extra=$(others "$there" "$trust")
		trusts=$(merge "$there" "$trust")
	elif [[ -z $create ]]; then
		stop "There is no role $name."
	fi

	if [[ -n $found ]]; then
		there=$(jq -c .PolicyDocument <<<"$found")
		more=$(beyond "$there" "$policy")
		[[ -z $more ]] || stop "The policy $policy_name of the role $name allows more than this setup wants:
$more"
		reads=$(grown "$there" "$policy")
		if [[ -n $reads && -z $create && $run != "$mark" ]] && ! has_own_form "$there" "$policy"; then
			stop "The role $name has an inline policy $policy_name already, which this setup did not write:
$(others "$there" '[]')
Use another role, or give that policy another name in the IAM console first."
		fi
	fi

	if [[ -n $extra ]]; then
		if [[ -n $create && -n $trusts$reads ]]; then
			stop "The role $name lacks something, but its trust policy holds what this setup did not put there:
$extra"
		fi

		say "Mind: the trust policy of the role $name also says:
$extra"
	fi

	if [[ -z $role ]]; then
		change aws iam create-role --cli-input-json "$create"
		arn=$(jq -r .Role.Arn <<<"$answer")
		say "Made the role $name"
	elif [[ -n $trusts ]]; then
		change aws iam update-assume-role-policy --role-name="$name" --policy-document "$trusts"
		say "Let ${partner} assume the role $name"
	fi

	if [[ -n $reads ]]; then
		change aws iam put-role-policy --role-name="$name" --policy-name="$policy_name" --policy-document "$reads"
		say "Let the role $name read the secrets of $group"
	fi

	say "Role ARN of $group: $arn"
}
`;
