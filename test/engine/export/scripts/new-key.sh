#!/usr/bin/env bash
# Enterprise Key Management: the setup "production", as workato-aws would make it.
# It can be run again: what is there already is found by this mark and left alone.
set -euo pipefail

export AWS_REGION='us-east-1' AWS_DEFAULT_REGION='us-east-1' AWS_PAGER=''
mark='0f0e0d0c-0000-4000-8000-000000000001'

errors=$(mktemp)
so_far='Nothing was changed.'
trap 'code=$?; rm -f "$errors"; [[ $code == 0 ]] || say "$so_far" >&2' EXIT

say() {
	printf '%s\n' "$*"
}

stop() {
	say "$@" >&2
	exit 1
}

# Reads from AWS into $answer; a refusal ends the script.
ask() {
	answer=$("$@" --output json)
}

# Reads from AWS into $answer, which is empty where AWS knows no such thing. Any other refusal ends the script.
look_for() {
	local refusal
	if answer=$("$@" --output json 2>"$errors"); then
		return
	fi

	refusal=$(LC_ALL=C sed -n 's/^[^(]*An error occurred (\([^)]*\)) when calling .*/\1/p' "$errors")
	case $refusal in
		NotFoundException | NoSuchEntity)
			answer=''
			;;
		*)
			cat "$errors" >&2
			exit 1
			;;
	esac
}

# Changes something in AWS, and puts what AWS says into $answer.
change() {
	so_far='The last call failed. What is said above to be made or added is done. Run this again once the reason is gone.'
	answer=$("$@" --output json)
	so_far='What is said above was changed, and nothing else.'
}

command -v jq >/dev/null || stop "This script needs jq."
ask aws sts get-caller-identity
caller=$(jq -r '.Account, .Arn' <<<"$answer")
account=${caller%%$'\n'*} caller=${caller#*$'\n'}
[[ $account == '111122223333' ]] ||
	stop "This is account $account; the setup is for account 111122223333."
say "Account $account, $AWS_REGION, as $caller"

# What jq has to know of policies: their statements, and what a statement means whatever its spelling.
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
	kept=$(jq -c tostream <<<"$1") || exit 1
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

alias='alias/workato-ekm'

run_tag='[.Tags[]? | select(.TagKey == "workato-aws:run").TagValue][0] // ""'
# Looks for a key with this setup's mark: one that was made without coming as far as its alias.
find_key() {
	local candidate keys state tags unread=''
	ask aws kms list-keys
	keys=$(jq -r '.Keys[].KeyArn' <<<"$answer")
	for candidate in $keys; do
		if tags=$(aws kms list-resource-tags --key-id="$candidate" --output json 2>"$errors"); then
			run=$(jq -r "$run_tag" <<<"$tags")
			if [[ $run == "$mark" ]]; then
				ask aws kms describe-key --key-id="$candidate"
				state=$(jq -r .KeyMetadata.KeyState <<<"$answer")
				if [[ $state != Pending*Deletion ]]; then
					key=$candidate
					return
				fi
			fi
		elif [[ -z $unread ]]; then
			unread=$candidate
			cat "$errors" >&2
		fi
	done

	[[ -z $unread ]] || stop "The tags of $unread could not be read, so the key that this setup made could be among such."
}

# The statements of its policy.
statements='[{"Sid":"Enable IAM User Permissions","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"},{"Sid":"Workato","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999988887777:role/Workato_EKM"},"Action":["kms:Encrypt","kms:Decrypt"],"Resource":"*"}]'
key='' rotation=''
look_for aws kms describe-key --key-id="$alias"
named=$answer
if [[ -n $named ]]; then
	key=$(jq -r .KeyMetadata.Arn <<<"$named")
	ask aws kms list-resource-tags --key-id="$key"
	run=$(jq -r "$run_tag" <<<"$answer")
	[[ $run == "$mark" ]] ||
		stop "$alias already names $key, which this setup did not make: it does not carry the mark $mark."
else
	find_key
fi

if [[ -z $key ]]; then
	# Once only: a second try after a lost answer could make a second key.
	AWS_MAX_ATTEMPTS=1 change aws kms create-key --cli-input-json '{"Description":"It'\''s Bob'\''s","KeySpec":"SYMMETRIC_DEFAULT","KeyUsage":"ENCRYPT_DECRYPT","Origin":"AWS_KMS","Policy":"{\"Id\":\"key-consolepolicy-3\",\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Enable IAM User Permissions\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"},{\"Sid\":\"Workato\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::999988887777:role/Workato_EKM\"},\"Action\":[\"kms:Encrypt\",\"kms:Decrypt\"],\"Resource\":\"*\"}]}","Tags":[{"TagKey":"workato-aws:setup","TagValue":"production"},{"TagKey":"workato-aws:run","TagValue":"0f0e0d0c-0000-4000-8000-000000000001"}]}'
	key=$(jq -r .KeyMetadata.Arn <<<"$answer")
	say "Made the key $key"
	# AWS may take a moment to show it.
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		look_for aws kms describe-key --key-id="$key"
		[[ -z $answer ]] || break
		sleep 3
	done
else
	# All that is there is compared first; nothing is changed before.
	ask aws kms get-key-policy --key-id="$key" --policy-name=default
	policy=$(jq -r .Policy <<<"$answer")
	merged=$(merge "$policy" "$statements")
	extra=$(others "$policy" "$statements")
	ask aws kms get-key-rotation-status --key-id="$key"
	rotation=$(jq -c '[.KeyRotationEnabled, .RotationPeriodInDays]' <<<"$answer")
	if [[ -n $extra ]]; then
		if [[ -n $merged || -z $named || $rotation != '[true,365]' ]]; then
			stop "The key $key lacks something, but its policy holds what this setup did not put there:
$extra"
		fi

		say "Mind: the policy of the key $key also says:
$extra"
	fi

	if [[ -n $merged ]]; then
		change aws kms put-key-policy --key-id="$key" --policy-name=default --policy "$merged"
		say "Added Workato's statement to the key policy"
	fi
fi

if [[ -z $named ]]; then
	change aws kms create-alias --alias-name="$alias" --target-key-id="$key"
	say "Named it $alias"
fi

if [[ $rotation != '[true,365]' ]]; then
	change aws kms enable-key-rotation --key-id="$key" --rotation-period-in-days=365
	say "It rotates every 365 days"
fi

say "Key ARN: $key"
