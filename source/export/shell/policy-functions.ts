import {type Handover} from '../handover.js';
import {decryptStatement} from '../secret-keys.js';
import {jsonWord} from './words.js';

/** The functions of the script that compare policies with what the setup wants, and add to them. */
export const policyFunctions = String.raw`# What jq has to know of policies: their statements, and what a statement means whatever its spelling.
policies='
	def list: if type == "array" then unique else [.] end;
	def meaning: del(.Sid)
		| if .Action then .Action |= (list | map(ascii_downcase) | unique) else . end
		| if .Resource then .Resource |= list else . end
		| if (.Principal | type) == "object" then .Principal |= map_values(list) else . end
		| if .Condition then .Condition |= map_values(map_values(list)) else . end;
	def statements: .Statement | if type == "array" then . else [.] end;
'

# The statements of a policy ($1) that are not among these ($2), one a line.
others() {
	jq -ac --argjson wanted "$2" "$policies"'
		statements[] | select(meaning as $this | any($wanted[]; meaning == $this) | not)
	' <<<"$1"
}

# A policy ($1) with these statements ($2) added; nothing when it holds them. Every other statement stays as it is.
merge() {
	local bare given kept
	# Strings go first: what looks like a number in them is none.
	bare=$(LC_ALL=C sed -E 's/"([^"\\]|\\.)*"//g' <<<"$1") || exit 1
	if [[ $bare =~ [0-9][0-9.]{15}|[0-9][eE] ]]; then
		stop "This policy holds a number that jq would write differently. Add to it in the AWS console."
	fi

	# Of two fields of one name jq keeps the last.
	given=$(jq -c --stream . <<<"$1") || exit 1
	kept=$(jq -c . <<<"$1" | jq -c --stream .) || exit 1
	[[ $given == "$kept" ]] ||
		stop "This policy holds a name twice in one object, and jq would leave one of the two out. Correct it in the AWS console."

	jq -c --argjson wanted "$2" "$policies"'
		def free($taken): . as $sid
			| first(($sid, (range(2; 1000) | "\($sid)\(.)")) | select(. as $name | $taken | index($name) | not));
		.Statement = statements
		| . as $before
		| reduce $wanted[] as $new (.;
			if any(.Statement[]; meaning == ($new | meaning)) then .
			else (.Statement | map(.Sid // empty)) as $taken
				| .Statement += [$new | if .Sid then .Sid |= free($taken) else . end]
			end)
		| if . == $before then empty else . end
	' <<<"$1"
}
`;

/** The function of the script that makes a project's role, or adds to the one that is there. */
export function roleFunctions(handover: Handover): string {
	return `# To decrypt through Secrets Manager: whoever knows the keys may have added it.
decrypt=${jsonWord(decryptStatement(handover), handover)}
${readingFunctions}`;
}

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

# This setup's policy ($2) with what the one that is there ($1) says of keys; nothing when that one says it all.
grown() {
	jq -c --argjson wanted "$2" --argjson decrypt "$decrypt" "$policies$reading"'
		def meanings: map(meaning) | unique;
		statements as $there
		| ($wanted.Statement | meanings) as $known
		| ($wanted | .Statement += [$there[] | select(isDecrypt and (meaning as $this | any($known[]; . == $this) | not))])
		| if (.Statement | meanings) == ($there | meanings) then empty else . end
	' <<<"$1"
}

# Whether a policy ($1) has the form of this setup's ($2), by which it is known on a role that others made: such a role has no mark.
has_own_form() {
	jq -e --argjson wanted "$2" --argjson decrypt "$decrypt" "$policies$reading"'
		any(statements[]; . as $this | any($wanted.Statement[]; .Sid == $this.Sid and shape == ($this | shape)))
	' <<<"$1" >/dev/null
}

# Makes the role $name with $create, or adds to the one that is there; $create is empty where others made it.
set_up_role() {
	local role found there run other more arn='' extra='' trusts='' reads=$policy
	look_for aws iam get-role --role-name="$name"
	role=$answer
	look_for aws iam get-role-policy --role-name="$name" --policy-name="$policy_name"
	found=$answer

	# First all that is there is compared; nothing is changed before.
	if [[ -n $role ]]; then
		arn=$(jq -r .Role.Arn <<<"$role")
		run=$(jq -r '[.Role.Tags[]? | select(.Key == "workato-aws:run").Value][0] // ""' <<<"$role")
		other=$(jq -r '[.Role.Tags[]? | select(.Key == "workato-aws:project").Value][0] // ""' <<<"$role")
		if [[ $run != "$mark" && -n $create ]]; then
			stop "The role $name is there already, and this setup did not make it: it does not carry the mark $mark."
		fi

		if [[ $run != "$mark" && -n $other && $other != "$project_tag" ]]; then
			stop "The role $name was made for another project. Each would read the other's secrets."
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
		say "Let Workato assume the role $name"
	fi

	if [[ -n $reads ]]; then
		change aws iam put-role-policy --role-name="$name" --policy-name="$policy_name" --policy-document "$reads"
		say "Let the role $name read the secrets of $project"
	fi

	say "Role ARN of $project: $arn"
}
`;
